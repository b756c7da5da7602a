import type { CsvImportOptions } from './csv-import-schemas';
import { convertCsvRow } from './convert-csv-row';
import type { RecordValues } from './convert-values';
import type { CsvRow } from './read-csv-rows';

/** One person of a batch: the rows of the file that speak of them, folded, the later over the earlier. */
export type StagedPerson = { key: string | null; values: RecordValues; rows: CsvRow[]; repeatUpdated: number; repeatUnchanged: number };
export type RefusedRow = { row: CsvRow; reason: string };

export type StageSettings = {
  columns: readonly (readonly [index: number, field: string])[];
  options: CsvImportOptions;
  headerLength: number;
  today: string;
};

/** Rows of a batch into people to store and rows to refuse. A person named twice is one person; the later row wins. */
export function stageCsvRows(rows: readonly CsvRow[], settings: StageSettings): { people: StagedPerson[]; refused: RefusedRow[] } {
  const people: StagedPerson[] = [];
  const refused: RefusedRow[] = [];
  const byKey = new Map<string, StagedPerson>();
  for (const row of rows) {
    const { values, problem } = convertCsvRow(row, settings.columns, settings);
    if (problem !== null) {
      refused.push({ row, reason: problem });
      continue;
    }
    const key = (settings.options.matchBy === 'email' ? values.emailKey : values.externalId) ?? null;
    const known = key === null ? undefined : byKey.get(key);
    if (known) {
      foldInto(known, row, values, settings.options.emptyCells);
      continue;
    }
    const person = { key, values, rows: [row], repeatUpdated: 0, repeatUnchanged: 0 };
    people.push(person);
    if (key !== null) byKey.set(key, person);
  }
  return { people, refused };
}

const derivedFrom: Record<string, string> = { emailKey: 'email', phoneE164: 'phone', mobileE164: 'mobile' };

function foldInto(person: StagedPerson, row: CsvRow, later: RecordValues, emptyCells: CsvImportOptions['emptyCells']): void {
  let changed = false;
  const folded: RecordValues = { ...person.values };
  for (const [name, value] of Object.entries(later)) {
    const source = derivedFrom[name] ?? name;
    if (later[source] === null && (emptyCells === 'keep' || name === 'consentState')) continue;
    if (folded[name] !== value) changed = true;
    folded[name] = value;
  }
  person.values = folded;
  person.rows.push(row);
  if (changed) person.repeatUpdated += 1;
  else person.repeatUnchanged += 1;
}
