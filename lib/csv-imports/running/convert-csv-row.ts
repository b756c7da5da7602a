import {
  type ConsentChannel,
  consentChannelOf,
  consentChannels,
  consentFields,
  type CsvImportOptions,
  isConsentState,
  maxTagLength,
  maxTags,
  type RecordField,
} from '@/lib/crm/schemas';
import { convertValues, type FieldProblem, type RecordValues, saysWho } from '@/lib/crm';
import { badCharacterIn } from '@/lib/text';
import { type CsvOwners, readOwner } from '../csv-owners';
import { fieldsOf } from '../fields-of-column';
import type { PlannedColumn } from '../proposal-schemas';
import type { CsvRow } from '../reading/read-csv-rows';
import { readCell, type ReadSettings, type RowReading } from '../values/read-cells';

export type ConvertedRow = {
  values: RecordValues;
  tags: string[];
  /** Why the row is refused. */
  problem: string | null;
  /** Values that can't be read and are left empty; the person comes in all the same. */
  left: FieldProblem[];
};

export type RowSettings = {
  columns: readonly PlannedColumn[];
  headerLength: number;
  options: CsvImportOptions;
  catalogue: readonly RecordField[];
  today: string;
  now: Date;
  owners: CsvOwners;
};

/** One row of a file as the record it would become, or why it is refused. Only mapped columns speak. */
export function convertCsvRow(row: CsvRow, settings: RowSettings): ConvertedRow {
  const { options } = settings;
  const refused = (problem: string, values: RecordValues = {}): ConvertedRow => ({
    values,
    tags: [],
    problem,
    left: [],
  });
  if (
    row.cells.length > settings.headerLength &&
    row.cells.slice(settings.headerLength).some((cell) => cell.trim() !== '')
  ) {
    return refused(
      `Has ${row.cells.length} cells where the first row has ${settings.headerLength}: a quote or delimiter is missing or doubled.`,
    );
  }
  const { reading, values, problems } = readValues(row, settings);
  const { tags, problem } = readTags(reading.texts.tags, options.tags);
  if (problem) problems.push({ field: 'tags', message: problem });
  if (problems.some(({ field }) => costsTheRow(field, options)))
    return refused(problems.map((one) => one.message).join(' '), values);
  for (const { field } of problems) leaveUnsaid(values, field, settings.columns);
  const matches = options.matchBy === 'externalId' && values.externalId;
  if (!matches && !saysWho(values)) {
    const why = problems.map((one) => one.message).join(' ');
    return refused(why || 'Has neither an e-mail address nor a name nor a phone number.', values);
  }
  return { values, tags, problem: null, left: problems };
}

/** Who a person is and whether they may be mailed is never left empty in silence; of the rest the import says which. */
function costsTheRow(field: string, { matchBy, refuseFor }: CsvImportOptions): boolean {
  if (field === 'email' || isConsentState(field)) return true;
  return (
    (field === 'externalId' && matchBy === 'externalId') || refuseFor === 'all' || refuseFor.includes(field)
  );
}

const derived: Record<string, string> = { phone: 'phoneE164', mobile: 'mobileE164' };

/** As if the row had no such cell: what a record holds stays, also where empty cells empty their fields. */
function leaveUnsaid(values: RecordValues, field: string, columns: readonly PlannedColumn[]): void {
  const beside = columns.filter((column) => column.field === field).flatMap(fieldsOf);
  for (const name of [field, ...beside.filter((one) => values[one] === null)]) {
    delete values[name];
    if (derived[name]) delete values[derived[name]];
  }
}

function readValues(
  row: CsvRow,
  settings: RowSettings,
): { reading: RowReading; values: RecordValues; problems: FieldProblem[] } {
  const { options } = settings;
  const reading: RowReading = { cells: row.cells, texts: {}, consents: {}, problems: [] };
  const readAs: ReadSettings = {
    dateOrder: options.dateOrder === 'auto' ? 'dmy' : options.dateOrder,
    splitNames: options.splitNames,
    year: Number(settings.today.slice(0, 4)),
  };
  for (const column of settings.columns) readCell(column, reading, readAs);
  const { values, problems } = convertValues(reading.texts, {
    dateOrder: 'ymd',
    today: settings.today,
    catalogue: settings.catalogue,
  });
  const all = [...reading.problems, ...problems];
  if (reading.texts.ownerId !== undefined) {
    const owner = readOwner(reading.texts.ownerId, settings.owners);
    values.ownerId = owner.id;
    if (owner.problem) all.push({ field: 'ownerId', message: owner.problem });
  }
  for (const channel of consentChannels) addConsent(channel, values, reading, settings, all);
  return { reading, values, problems: all };
}

/** "Not recorded" in a file says nothing about what was recorded here. A time of consent without any answer is a consent. */
function addConsent(
  channel: ConsentChannel,
  values: RecordValues,
  { consents, texts }: RowReading,
  { columns, options, now }: RowSettings,
  problems: FieldProblem[],
): void {
  const ofAll = channel === 'email' ? options.consent : null;
  if (!ofAll && !columns.some(({ field }) => consentChannelOf(field) === channel)) return;
  const name = consentFields[channel];
  const told = consents[channel];
  const said = told?.said ?? (texts[name.at] ? 'given' : null);
  const state = said === null || said === 'unknown' ? (ofAll?.state ?? null) : said;
  // The day on which somebody opted in says nothing of the day on which they opted out.
  const at = told?.at ?? (state === 'withdrawn' ? null : texts[name.at] || null);
  const ahead = at !== null && Date.parse(at) > now.getTime() + DAY_MS;
  if (ahead) problems.push({ field: name.at, message: `The consent’s time ${at} lies in the future.` });
  values[name.state] = state;
  values[name.at] = ahead ? null : at;
  values[name.source] = texts[name.source]?.slice(0, 255) || null;
  values[name.text] = texts[name.text]?.slice(0, 2_000) || null;
}

const DAY_MS = 86_400_000;
const none: string[] = [];

/** Names between bars (commas and semicolons are read before), each once, with those that everyone in the file gets. */
function readTags(
  cell: string | undefined,
  forAll: readonly string[],
): { tags: string[]; problem: string | null } {
  if (!cell && forAll.length === 0) return { tags: none, problem: null };
  const named = (cell ?? '')
    .normalize('NFC')
    .split('|')
    .map((tag) => tag.replace(/\s+/g, ' ').trim())
    .filter((tag) => tag !== '');
  const tags = [...new Set([...named, ...forAll])];
  const left = (problem: string): { tags: string[]; problem: string } => ({ tags: [...forAll], problem });
  const long = tags.find((tag) => tag.length > maxTagLength);
  if (long)
    return left(
      `The tag “${long.slice(0, 30)}…” has ${long.length} characters, at most ${maxTagLength} fit.`,
    );
  if (tags.length > maxTags)
    return left(`Has ${tags.length} tags, at most ${maxTags} are put on one record.`);
  const bad = badCharacterIn(tags.join());
  if (bad) return left(`A tag holds ${bad}, which can’t be stored.`);
  return { tags, problem: null };
}
