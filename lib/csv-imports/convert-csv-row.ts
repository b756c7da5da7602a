import { undefuseCell } from '@/lib/csv';
import { type CsvMapping } from './csv-import-schemas';
import { type CsvImportOptions, maxTagLength, maxTags, type RecordField } from '@/lib/crm/schemas';
import { convertValues, type RecordValues, saysWho } from '@/lib/crm';
import { badCharacterIn } from '@/lib/text';
import { type CsvOwners, readOwner } from './csv-owners';
import type { CsvRow } from './read-csv-rows';

export type ConvertedRow = { values: RecordValues; tags: string[]; problem: string | null };

export type RowSettings = {
  columns: readonly (readonly [index: number, field: string])[];
  headerLength: number;
  options: CsvImportOptions;
  catalogue: readonly RecordField[];
  today: string;
  owners: CsvOwners;
};

/** One row of a file as the record it would become, or why it is refused. Only mapped columns speak. */
export function convertCsvRow(row: CsvRow, settings: RowSettings): ConvertedRow {
  const { options } = settings;
  const refused = (problem: string, values: RecordValues = {}): ConvertedRow => ({
    values,
    tags: [],
    problem,
  });
  if (
    row.cells.length > settings.headerLength &&
    row.cells.slice(settings.headerLength).some((cell) => cell.trim() !== '')
  ) {
    return refused(
      `Has ${row.cells.length} cells where the first row has ${settings.headerLength}: a quote or delimiter is missing or doubled.`,
    );
  }
  const texts: Record<string, string> = {};
  for (const [index, field] of settings.columns) texts[field] = undefuseCell(row.cells[index] ?? '');
  const { tags, problem } = readTags(texts.tags, options.tags);
  const { values, problems } = convertValues(texts, {
    dateOrder: options.dateOrder,
    today: settings.today,
    catalogue: settings.catalogue,
  });
  if (texts.ownerId !== undefined) {
    const owner = readOwner(texts.ownerId, settings.owners);
    values.ownerId = owner.id;
    if (owner.problem) problems.push({ field: 'ownerId', message: owner.problem });
  }
  // "Not recorded" in a file says nothing about what was recorded here.
  if (values.consentState === 'unknown') values.consentState = null;
  if (options.consent) values.consentState ??= options.consent.state;
  if (problem) problems.push({ field: 'tags', message: problem });
  if (problems.length > 0) return refused(problems.map((one) => one.message).join(' '), values);
  const matches = options.matchBy === 'externalId' && values.externalId;
  if (!matches && !saysWho(values))
    return refused('Has neither an e-mail address nor a name nor a phone number.', values);
  return { values, tags, problem: null };
}

const none: string[] = [];

/** Names between commas, semicolons or bars, each once, with those that everyone in the file gets. */
function readTags(
  cell: string | undefined,
  forAll: readonly string[],
): { tags: string[]; problem: string | null } {
  if (!cell && forAll.length === 0) return { tags: none, problem: null };
  const named = (cell ?? '')
    .normalize('NFC')
    .split(/[,;|]/)
    .map((tag) => tag.replace(/\s+/g, ' ').trim())
    .filter((tag) => tag !== '');
  const tags = [...new Set([...named, ...forAll])];
  const long = tags.find((tag) => tag.length > maxTagLength);
  if (long)
    return {
      tags: none,
      problem: `The tag “${long.slice(0, 30)}…” has ${long.length} characters, at most ${maxTagLength} fit.`,
    };
  if (tags.length > maxTags)
    return {
      tags: none,
      problem: `Has ${tags.length} tags, at most ${maxTags} are put on one record.`,
    };
  const bad = badCharacterIn(tags.join());
  if (bad) return { tags: none, problem: `A tag holds ${bad}, which can’t be stored.` };
  return { tags, problem: null };
}

export const mappedColumns = (mapping: CsvMapping): (readonly [number, string])[] =>
  Object.entries(mapping)
    .map(([index, field]) => [Number(index), field] as const)
    .sort(([a], [b]) => a - b);

/** A field that text of a file may go into: what convertValues sets, tags and the owner. */
export const isTarget = (field: RecordField): boolean =>
  field.writable || field.name === 'tags' || field.name === 'ownerId';
