import { z } from 'zod';
import { chosenId, idText, plainText, requiredLine } from '../text';
import { CrmEntity } from '../crm/schemas';
import { DataFieldType } from './data-field-types';
import { maxMappingRows, MappingDocument, rowParts, type VersionCause } from './mapping-document';
import type { RowSettings } from './row-schemas';

export * from './data-field-types';
export * from './mapping-document';
export * from './mapping-words';
export * from './row-problems';
export * from './row-schemas';
export * from './suggest-rows';
export * from './two-way';

/** Names Dotdigital keeps for itself (dotdigital-api.md 6). */
export const restrictedFieldNames = [
  'account',
  'campaign',
  'campaignid',
  'contact',
  'contact_api_id',
  'contactid',
  'email',
  'hcontactid',
  'hemail',
  'hemail256',
  'id',
  'messagecontent',
  'mobilenumberid',
  'notes',
  'unsubscribed',
  'uniquecontactid',
] as const;

/** Present in every account from the start; they can't be deleted. */
export const systemFieldNames = [
  'FIRSTNAME',
  'LASTNAME',
  'FULLNAME',
  'GENDER',
  'POSTCODE',
  'LASTSUBSCRIBED',
] as const;

const defaultMatchesType = (field: { type: DataFieldType; defaultValue: string | null }): boolean => {
  if (field.defaultValue === null) return true;
  if (field.type === 'Numeric') return /^-?\d{1,18}(\.\d{1,9})?$/.test(field.defaultValue);
  if (field.type === 'Boolean') return ['true', 'false'].includes(field.defaultValue);
  if (field.type === 'Date') return z.iso.date().safeParse(field.defaultValue).success;
  return true;
};

export const CreateDataFieldInput = z
  .object({
    integrationId: chosenId('an integration'),
    name: requiredLine('a name', 20)
      .regex(/^[A-Za-z0-9_-]+$/, { error: 'Only letters, digits, - and _.' })
      .refine((name) => !restrictedFieldNames.some((each) => each === name.toLowerCase()), {
        error: 'Dotdigital keeps this name for itself. Choose another.',
      }),
    type: DataFieldType,
    visibility: z.enum(['Private', 'Public']),
    defaultValue: plainText
      .trim()
      .max(1000)
      .transform((text) => (text === '' ? null : text))
      .nullable()
      .default(null),
    notes: plainText.trim().max(1000).default(''),
  })
  .refine(defaultMatchesType, { path: ['defaultValue'], error: 'Does not fit the type.' });
export type CreateDataFieldInput = z.input<typeof CreateDataFieldInput>;

export const UpdateDataFieldInput = z.object({ id: idText, notes: plainText.trim().max(1000) });
export const DeleteDataFieldInput = z.object({ id: idText, integrationId: idText });

export type DataFieldView = {
  id: string;
  integration: { id: string; name: string };
  name: string;
  type: DataFieldType;
  visibility: string;
  defaultValue: string | null;
  notes: string;
  isSystem: boolean;
  /** Entities whose mapping fills it. */
  usedBy: CrmEntity[];
  /** Connected lists of those entities, the first by name; id null: one that only its owner may see. */
  lists: { id: string | null; name: string }[];
  listCount: number;
  /** Its type changed at Dotdigital, and a mapping of it was not saved since. */
  typeChange: { from: string; at: string } | null;
  /** When Dotbridge first saw it. */
  createdAt: string;
  seenAt: string;
  goneAt: string | null;
};

/** A CRM field that can feed a data field. */
export type MappingSource = {
  name: string;
  label: string;
  group: string;
  type: string;
  writable: boolean;
  /** What people call it elsewhere: to find its data field by name. */
  synonyms: readonly string[];
};

export const MappingRef = z.object({ integrationId: idText, entity: CrmEntity });

export const SaveMappingInput = z.object({
  integrationId: idText,
  entity: CrmEntity,
  version: z.number().int().min(0),
  syncPriority: z.number().int().min(0).max(1000),
  rows: z.array(z.object({ dataFieldId: idText, ...rowParts })).max(maxMappingRows),
});
export type SaveMappingInput = z.input<typeof SaveMappingInput>;

export type MappingRow = RowSettings & {
  dataField: { id: string; name: string; type: DataFieldType; gone: boolean };
  sources: string[];
  separator: string;
  /** Why nothing is sent for it; null: it is sent. */
  problem: string | null;
};

/** A data field of a mapping whose type changed at Dotdigital since the mapping was saved. */
export type TypeChange = {
  name: string;
  from: string;
  to: string;
  at: string;
  /** What it means, and what to do. */
  advice: string;
};

export type MappingView = {
  integration: { id: string; name: string };
  entity: CrmEntity;
  /** 0: there is none yet. */
  version: number;
  syncPriority: number;
  rows: MappingRow[];
  updatedAt: string | null;
};

/** How a mapping stands, the worst first. */
export const mappingHealths = ['gone', 'type', 'unknown', 'unmapped', 'ok'] as const;
export type MappingHealth = (typeof mappingHealths)[number];

export const mappingHealthLabels: Record<MappingHealth, string> = {
  gone: 'fields gone',
  type: 'type changed',
  unknown: 'CRM field unknown',
  unmapped: 'nothing mapped',
  ok: 'in order',
};

export type MappingSummary = {
  id: string;
  integration: { id: string; name: string };
  entity: CrmEntity;
  /** 0: there is none yet. */
  version: number;
  syncPriority: number;
  rowCount: number;
  health: MappingHealth;
  /** Rows that can't be sent. */
  brokenCount: number;
  fieldNames: string[];
  connectionCount: number;
  updatedAt: string | null;
};

/** How a list's entity is turned into data fields: what a plan needs of a mapping. */
export type PlanMappingRow = RowSettings & {
  name: string;
  type: DataFieldType;
  sources: string[];
  separator: string;
};

/** What unsaved rows would make of one person: the one named, else anyone. */
export const PreviewMappingInput = SaveMappingInput.pick({
  integrationId: true,
  entity: true,
  rows: true,
}).extend({ recordId: idText.nullable().default(null) });

export type PreviewValue = {
  name: string;
  /** What Dotdigital holds as far as we know; null: nothing was sent yet. */
  before: string | null;
  after: string;
  /** sent: it goes; same: it is there already; cleared: it becomes empty; kept: Dotdigital's own stays. */
  outcome: 'sent' | 'same' | 'cleared' | 'kept';
  /** The value after the sources were put together, and after each rule. */
  steps: { words: string; value: string }[];
  /** Another entity's mapping decides it for this person. */
  decidedElsewhere: boolean;
  problem: string | null;
};

export type MappingPreview = {
  person: { id: string; name: string; email: string | null } | null;
  values: PreviewValue[];
};

/** Whom the preview can be tried with. */
export const FindPeopleInput = z.object({ entity: CrmEntity, q: plainText.trim().max(200).default('') });
export type PersonOption = { id: string; name: string; email: string };

export const MappingEffectInput = SaveMappingInput.pick({ integrationId: true, entity: true, rows: true });

/** What saving these rows would set going. */
export type MappingEffect = {
  /** People in connected books whose values would differ from what Dotdigital holds. */
  peopleCount: number;
  bookCount: number;
  callCount: number;
  minutes: number;
  /** Whether the pace is that of the last exports of this account, or assumed because there were none. */
  isMeasured: boolean;
};

export type MappingVersionView = {
  version: number;
  at: string;
  by: string;
  cause: VersionCause;
  origin: string | null;
  rowCount: number;
  /** Against the version before, in words. */
  changes: string[];
};

const maxVersion = 1_000_000_000;

export const CompareVersionsInput = MappingRef.extend({
  from: z.coerce.number().int().min(1).max(maxVersion),
  to: z.coerce.number().int().min(1).max(maxVersion),
});

/** The version that it is changed from; 0: there is none yet. */
const now = { version: z.number().int().min(0) };

export const RestoreVersionInput = MappingRef.extend({
  restore: z.number().int().min(1).max(maxVersion),
  ...now,
});
export const CheckDocumentInput = MappingRef.extend({ document: MappingDocument });
export const ImportMappingInput = CheckDocumentInput.extend(now);
export const CheckCopyInput = MappingRef.extend({ toIntegrationId: idText });
export const CopyMappingInput = CheckCopyInput.extend(now);
export const CreateMissingInput = z.object({
  integrationId: idText,
  fields: z.array(z.object({ name: z.string().max(100), type: DataFieldType })).max(maxMappingRows),
});

/** What stands against a mapping that came from elsewhere, and what it would change here. */
export type DocumentCheck = {
  /** Of the mapping that is here now; 0: there is none. */
  version: number;
  rowCount: number;
  /** Data fields that this account doesn't have. */
  missing: { name: string; type: DataFieldType }[];
  /** Rows that can't stand here for another reason. */
  problems: { name: string; problem: string }[];
  changes: string[];
};
