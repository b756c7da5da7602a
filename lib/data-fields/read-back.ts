import { englishCountryNames, type RecordField } from '../crm';
import type { RowFormat } from './row-schemas';
import type { DataFieldType } from './schemas';

/** What a text of Dotdigital means for a CRM field: as convertValues gives it, null where it is empty; or why it means nothing. */
export type ReadBack = { value: string | null } | { problem: string };

type Field = Pick<RecordField, 'name' | 'type' | 'label' | 'choices'>;
type Reader = (text: string, field: Field, format: RowFormat) => string | null;

const flags: Record<string, string> = {
  ...{ true: 'true', yes: 'true', '1': 'true' },
  ...{ false: 'false', no: 'false', '0': 'false' },
};

/** Dotdigital's dates are moments; the day is the one it names. */
function dayOf(text: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  )?.[1];
  const at = new Date(`${day ?? ''}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

const numberOf = (text: string): string | null =>
  /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
    ? String(Number(text))
    : null;

/** A value of a data field in the one form that its type is compared in; what is none of that type stays as it is. */
const plainForms: Record<DataFieldType, (text: string) => string | null> = {
  String: (text) => text.replaceAll('\r\n', '\n'),
  Numeric: numberOf,
  Date: dayOf,
  Boolean: (text) => flags[text.toLowerCase()] ?? null,
};

/** An older account keeps so many characters of a text. */
const olderTextLength = 255;

/** Whether two texts are one value of a data field, in whatever form it went out and was told. */
export function isSameText(type: DataFieldType, known: string, told: string): boolean {
  const [one, other] = [known, told].map((given) => {
    const text = given.trim().normalize('NFC');
    return plainForms[type](text) ?? text;
  }) as [string, string];
  return one === other || (type === 'String' && other.length === olderTextLength && one.startsWith(other));
}

function textOf(text: string, { name }: Field, { choice }: RowFormat): string {
  if (name !== 'country' || choice !== 'label') return text;
  const word = text.toLowerCase();
  return Object.entries(englishCountryNames()).find(([, label]) => label.toLowerCase() === word)?.[0] ?? text;
}

/** By label where labels go out; a choice that people renamed meanwhile still has its value. */
const choiceOf: Reader = (text, { choices = [] }, { choice }) => {
  const word = text.toLowerCase();
  const by = choice === 'label' ? (['label', 'value'] as const) : (['value', 'label'] as const);
  for (const part of by) {
    const found = choices.filter((one) => one[part].toLowerCase() === word);
    const [only] = found.length > 1 ? found.filter((one) => one[part] === text) : found;
    if (only) return only.value;
  }
  return null;
};

/** The pairs that come back as they went, and how; the others of `conversions` lose something on the way. */
const readers: Partial<Record<RecordField['type'], Partial<Record<DataFieldType, Reader>>>> = {
  text: { String: textOf },
  phone: { String: (text) => text },
  choice: { String: choiceOf },
  number: { Numeric: numberOf },
  date: { Date: dayOf },
  boolean: { Boolean: plainForms.Boolean },
  tags: { Boolean: plainForms.Boolean },
};

/** Reads a text that Dotdigital holds in a data field of this type back into the CRM field that feeds it. Pure; never throws. */
export function readBack(
  field: Field,
  target: { type: DataFieldType; format: RowFormat },
  text: string | null,
): ReadBack {
  const read = readers[field.type]?.[target.type];
  if (!read) return { problem: `${field.label} can’t be read back from a data field of this type.` };
  const given = text?.trim().normalize('NFC') ?? '';
  if (given === '') return { value: null };
  const value = read(given, field, target.format);
  return value === null
    ? { problem: `“${given.slice(0, 100)}” can’t be put into ${field.label}.` }
    : { value };
}
