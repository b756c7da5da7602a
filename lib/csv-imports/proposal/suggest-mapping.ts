import type { CsvMapping } from '../csv-import-schemas';
import { fieldSynonyms, type RecordField, recordFields, relatedFields } from '@/lib/crm';
import { cleanAddress } from '../values/clean-address';

const LONGEST_HEADING = 200;

const loose = (text: string): string =>
  text
    .slice(0, LONGEST_HEADING)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const before =
  /^(?:mailing|default address|default|business|billing|primary|contact|customer|person|personal|work|main|postal|adresse|rechnungs|address 1 -|user|member|subscriber)[ _-]+/i;
const aside = /\([^)]*\)|\[[^\]]*\]/g;
const behind = /[ _–-]*(?:(?:\d+ ?)?[-–] ?(?:value|wert|valeur|valore?|waarde)|line 1|1)$/i;

/** A heading as it stands, then without what is said aside (“Telefon (privat)”), before it (“Mailing City”) and behind, then its first half (“Country/Region”). */
function namesOf(heading: string): string[] {
  const short = heading.slice(0, LONGEST_HEADING);
  const plain = short.replace(aside, ' ').trim();
  const bare = plain.replace(before, '');
  const half = bare.split('/')[0] ?? '';
  return [
    ...new Set([short, plain, bare, plain.replace(behind, ''), bare.replace(behind, ''), half].map(loose)),
  ].filter((name) => name !== '');
}

const ownFields = [...recordFields.filter((field) => field.writable), ...relatedFields];

/** What a file may call a field; "owner id" is no owner we know, so a related field goes by its label and synonyms only. */
function wordsFor(field: RecordField): readonly string[] {
  if (field.source === 'custom') return [loose(field.label), loose(field.column), loose(field.name)];
  const synonyms = fieldSynonyms[field.name] ?? [];
  return [...synonyms, loose(field.label), ...(field.writable ? [loose(field.name)] : [])];
}

/**
 * Which field each column most likely is: by its name, an e-mail column also by what stands in it. One column per field; a
 * custom field is known by its label and its key. Columns and fields that are decided already are left alone.
 */
export function suggestMapping(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  known: { custom?: readonly RecordField[]; taken?: ReadonlySet<number>; fields?: ReadonlySet<string> } = {},
): CsvMapping {
  const names = headers.map(namesOf);
  const mapping: CsvMapping = {};
  const taken = new Set(known.taken);
  const mapped = new Set(known.fields);
  const take = (field: string, index: number): void => {
    if (index < 0) return;
    mapping[String(index)] = field;
    taken.add(index);
    mapped.add(field);
  };
  const fields = [...ownFields, ...(known.custom ?? [])].map((field) => ({
    name: field.name,
    words: wordsFor(field),
  }));
  const depth = Math.max(0, ...names.map((forms) => forms.length));
  // What a column is called outright goes before what it may be called in short.
  for (let form = 0; form < depth; form += 1) {
    for (const { name, words } of fields) {
      if (mapped.has(name)) continue;
      const best = words
        .map((word) => names.findIndex((forms, index) => forms[form] === word && !taken.has(index)))
        .find((index) => index >= 0);
      take(name, best ?? -1);
    }
  }
  // "Name" beside a first name is the last name.
  if (mapped.has('firstName') && !mapped.has('lastName'))
    take(
      'lastName',
      names.findIndex(([name], index) => (name === 'name' || name === 'nom') && !taken.has(index)),
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
  return (
    filled.length > 0 &&
    filled.filter((value) => cleanAddress(value).address !== null).length / filled.length > 0.6
  );
}
