import { emailKey } from '@/lib/email-key';
import type { CsvMapping } from './csv-import-schemas';
import { fieldSynonyms, type RecordField, recordFields, relatedFields } from '@/lib/crm';

const LONGEST_HEADING = 200;

const loose = (text: string): string =>
  text
    .slice(0, LONGEST_HEADING)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const ownFields = [...recordFields.filter((field) => field.writable), ...relatedFields];

/** What a file may call a field; "owner id" is no owner we know, so a related field goes by its label and synonyms only. */
function wordsFor(field: RecordField): readonly string[] {
  if (field.source === 'custom') return [loose(field.label), loose(field.column), loose(field.name)];
  const synonyms = fieldSynonyms[field.name] ?? [];
  return [...synonyms, loose(field.label), ...(field.writable ? [loose(field.name)] : [])];
}

/**
 * Which field each column most likely is: by what was decided for its name before, by its name, an e-mail column also by
 * what stands in it. One column per field; a custom field is known by its label and its key.
 */
export function suggestMapping(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  known: { custom?: readonly RecordField[]; recalled?: ReadonlyMap<number, string> } = {},
): CsvMapping {
  const names = headers.map(loose);
  const recalled = known.recalled ?? new Map<number, string>();
  const mapping: CsvMapping = {};
  const taken = new Set<number>();
  const take = (field: string, index: number): void => {
    if (index < 0) return;
    mapping[String(index)] = field;
    taken.add(index);
  };
  for (const [index, field] of recalled) {
    if (field === '') taken.add(index);
    else if (!Object.values(mapping).includes(field)) take(field, index);
  }
  for (const field of [...ownFields, ...(known.custom ?? [])]) {
    if (Object.values(mapping).includes(field.name)) continue;
    const best = wordsFor(field)
      .map((word) => names.findIndex((name, index) => name === word && !taken.has(index)))
      .find((index) => index >= 0);
    take(field.name, best ?? -1);
  }
  const mapped = new Set(Object.values(mapping));
  // "Name" beside a first name is the last name.
  if (mapped.has('firstName') && !mapped.has('lastName'))
    take(
      'lastName',
      names.findIndex((name, index) => (name === 'name' || name === 'nom') && !taken.has(index)),
    );
  if (!mapped.has('email'))
    take(
      'email',
      headers.findIndex((_, index) => !taken.has(index) && mostlyEmails(samples[index] ?? [])),
    );
  return mapping;
}

function mostlyEmails(values: readonly string[]): boolean {
  const filled = values.filter((value) => value.trim() !== '');
  return filled.length > 0 && filled.filter((value) => emailKey(value) !== null).length / filled.length > 0.6;
}
