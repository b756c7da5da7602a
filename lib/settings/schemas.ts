import { z } from 'zod';
import { idText } from '../text';

type Words = { group: string; label: string; meaning: string; env?: string };
type OneOf = readonly { value: string; label: string }[];
export type SettingDefinition = Words &
  (
    | { kind: 'number'; unit: string; min: number; max: number; default: number }
    | { kind: 'choice'; options: OneOf; default: string }
    /** "01:00", by the clocks of the account. */
    | { kind: 'time'; default: string }
    /** "22:00-07:00", by the clocks of the account, or "none". */
    | { kind: 'span'; default: string }
  );

/** Every setting of the synchronisation with Dotdigital, once: form, REST, its document and whoever obeys it read this. */
export const settingCatalogue = {
  importMinutes: {
    group: 'Schedule',
    label: 'Import interval',
    meaning:
      'How often what happened at Dotdigital is read: books, unsubscribes, contacts, campaigns and their statistics.',
    env: 'SYNC_IMPORT_MINUTES',
    kind: 'number',
    unit: 'minutes',
    min: 1,
    max: 1440,
    default: 4,
  },
  exportMinutes: {
    group: 'Schedule',
    label: 'Export interval',
    meaning: 'How often each connection is compared with its list, and what differs is sent.',
    env: 'SYNC_EXPORT_MINUTES',
    kind: 'number',
    unit: 'minutes',
    min: 1,
    max: 1440,
    default: 4,
  },
  quietHours: {
    group: 'Schedule',
    label: 'Quiet hours',
    meaning:
      'No scheduled export begins in these hours, by the clocks of the account; one under way is finished, Synchronize by hand works at any time, and opt-outs always go out. Imports go on.',
    kind: 'span',
    default: 'none',
  },
  dataFieldHours: {
    group: 'What is read',
    label: 'Data-field refresh interval',
    meaning:
      'How often the data fields of the account are read. Synchronize on Data Fields reads them at once, and a field that a mapping waits for is looked for at every import.',
    kind: 'number',
    unit: 'hours',
    min: 1,
    max: 168,
    default: 24,
  },
  unconnectedMinutes: {
    group: 'What is read',
    label: 'Contacts of unconnected books',
    meaning:
      'How often the contacts of address books that no list feeds are read. Connected books are read at every import.',
    kind: 'number',
    unit: 'minutes',
    min: 5,
    max: 10_080,
    default: 60,
  },
  overlapMinutes: {
    group: 'What is read',
    label: 'Overlap window',
    meaning:
      'How far behind the last reading the next one begins again: Dotdigital may show a change up to half an hour late, with its older date. Reading twice changes nothing and costs calls.',
    kind: 'number',
    unit: 'minutes',
    min: 35,
    max: 1440,
    default: 35,
  },
  transport: {
    group: 'What is sent',
    label: 'People are sent as',
    meaning:
      'Both come to the same. JSON goes through Dotdigital’s v3 contact import, whose answer names everybody’s contact id and failure; it is used where Check Connection has found that the account offers it, and CSV files go everywhere else. A run under way ends as it began.',
    kind: 'choice',
    options: [
      { value: 'v2', label: 'CSV files (v2)' },
      { value: 'v3', label: 'JSON (v3)' },
    ],
    default: 'v2',
  },
  forcedSync: {
    group: 'Forced synchronisation',
    label: 'Forced sync of virtual fields',
    meaning:
      'Rarely needed: Dotbridge sees by itself when a virtual field (orders, carts, engagement) changes. Once a day it counts the virtual fields of everyone anew, compares each person, and the run says how many truly differed.',
    kind: 'choice',
    options: [
      { value: 'none', label: 'None' },
      { value: 'virtual', label: 'Only virtual' },
      { value: 'always', label: 'Always' },
    ],
    default: 'none',
  },
  forcedSyncAt: {
    group: 'Forced synchronisation',
    label: 'Time of the forced sync',
    meaning:
      'By the clocks of the account. Only virtual: connections whose mapping has a virtual field. Always: all of them. Switched on after this time of the day, the first one is made at once.',
    kind: 'time',
    default: '01:00',
  },
  allowancePercent: {
    group: 'API allowance',
    label: 'Our share of the API allowance',
    meaning:
      'Dotbridge makes no call while less than the rest of the allowance is left, so that whoever else uses the account always finds it. Work waits for the next window and goes on by itself.',
    kind: 'number',
    unit: '%',
    min: 10,
    max: 100,
    default: 100,
  },
  guardPercent: {
    group: 'Removal guard',
    label: 'Share of the book',
    meaning:
      'A run waits for approval when it would, within a rolling day, take out more than this share of the book and more than this many people. A connection whose own guard says otherwise keeps it.',
    kind: 'number',
    unit: '%',
    min: 1,
    max: 100,
    default: 20,
  },
  guardPeople: {
    group: 'Removal guard',
    label: 'People',
    meaning: 'The same, in people: a run that takes out as many or fewer is never held.',
    kind: 'number',
    unit: 'people',
    min: 0,
    max: 10_000_000,
    default: 50,
  },
  proofPeople: {
    group: 'Removal guard',
    label: 'Confirmed by whoever approves',
    meaning:
      'Whoever approves a held run that takes out more people than this shows again, by a code or their password, that it is them. Fewer are approved by the button alone; API tokens approve as ever.',
    kind: 'number',
    unit: 'people',
    min: 0,
    max: 10_000_000,
    default: 1_000,
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingCatalogue;
export const settingNames = Object.keys(settingCatalogue) as SettingName[];

type ValueOf<Definition> = Definition extends { kind: 'number' }
  ? number
  : Definition extends { options: readonly { value: infer Value }[] }
    ? Value
    : string;
export type SettingValues = { [Name in SettingName]: ValueOf<(typeof settingCatalogue)[Name]> };

const clock = String.raw`([01]\d|2[0-3]):[0-5]\d`;

function schemaOf(definition: SettingDefinition): z.ZodType {
  switch (definition.kind) {
    case 'number':
      return z
        .int({ error: 'A whole number.' })
        .min(definition.min, `At least ${definition.min.toLocaleString('en-GB')}.`)
        .max(definition.max, `At most ${definition.max.toLocaleString('en-GB')}.`);
    case 'choice':
      return z.enum(definition.options.map(({ value }) => value));
    case 'time':
      return z.string().regex(new RegExp(`^${clock}$`), { error: 'A time such as 01:00.' });
    case 'span':
      return z
        .string()
        .regex(new RegExp(`^(none|${clock}-${clock})$`), { error: 'Hours such as 22:00-07:00, or none.' })
        .refine((text) => text.slice(0, 5) !== text.slice(6), { error: 'Begin and end are the same.' });
  }
}

/** What each setting may be. */
export const settingShape = Object.fromEntries(
  settingNames.map((name) => [name, schemaOf(settingCatalogue[name])]),
) as { [Name in SettingName]: z.ZodType<SettingValues[Name], SettingValues[Name]> };

/** What a person or another system changes; null takes the value of this level away, so that the one behind it holds. */
export const SettingChanges = z.strictObject(
  Object.fromEntries(settingNames.map((name) => [name, settingShape[name].nullable().optional()])) as {
    [Name in SettingName]: z.ZodOptional<z.ZodNullable<(typeof settingShape)[Name]>>;
  },
);
export type SettingChanges = z.infer<typeof SettingChanges>;

/** What a form of one level holds: an empty field is no value of this level. */
export const SettingsForm = z.object(
  Object.fromEntries(
    settingNames.map((name): [string, z.ZodType] => [
      name,
      z.preprocess((value) => (value === '' ? null : value), settingShape[name].nullable()),
    ]),
  ) as {
    [Name in SettingName]: z.ZodType<SettingValues[Name] | null, string | number | null>;
  },
);
export type SettingsForm = z.infer<typeof SettingsForm>;

/** `integrationId` null: for all integrations that have no value of their own. */
export const ChangeSettingsInput = z.object({ integrationId: idText.nullable(), changes: SettingChanges });
export type ChangeSettingsInput = z.infer<typeof ChangeSettingsInput>;

/** Where a value comes from, the strongest first. */
export const settingSources = ['environment', 'integration', 'general', 'default'] as const;
export type SettingSource = (typeof settingSources)[number];

export type SettingView = {
  name: SettingName;
  /** What holds. */
  value: string | number;
  from: SettingSource;
  /** What was set at the level that is looked at; null: nothing. */
  own: string | number | null;
  /** What would hold without it. */
  behind: string | number;
  changedAt: string | null;
  changedBy: string | null;
};

export type SettingsView = { integration: { id: string; name: string } | null; settings: SettingView[] };

/** One saving of settings. */
export type SettingsChange = {
  id: string;
  at: string;
  by: string;
  changes: { name: SettingName; from: string | number | null; to: string | number | null }[];
};

/** A value as it is read: "4 minutes", "Only virtual", "22:00-07:00". */
export function sayValue(name: SettingName, value: string | number): string {
  const definition: SettingDefinition = settingCatalogue[name];
  if (definition.kind === 'choice')
    return definition.options.find((option) => option.value === value)?.label ?? String(value);
  if (definition.kind !== 'number') return String(value);
  return `${Number(value).toLocaleString('en-GB')} ${definition.unit}`;
}

/** Which values of its kind it takes: "a whole number from 1 to 1,440". */
export function sayBounds(name: SettingName): string {
  const definition: SettingDefinition = settingCatalogue[name];
  switch (definition.kind) {
    case 'number':
      return `from ${definition.min.toLocaleString('en-GB')} to ${definition.max.toLocaleString('en-GB')}`;
    case 'choice':
      return definition.options
        .map(({ label }) => label)
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' or ');
    case 'time':
      return 'a time such as 01:00';
    case 'span':
      return 'hours such as 22:00-07:00, or none';
  }
}

/** The level that an address asks for; anything that is no id is one that isn't there. */
export const settingsLevel = (asked: string | string[] | undefined): string | null =>
  asked === undefined ? null : idText.catch('0').parse(asked);
