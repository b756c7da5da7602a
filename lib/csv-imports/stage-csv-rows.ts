import { convertCsvRow, type RowSettings } from './convert-csv-row';
import type { CsvImportOptions } from './csv-import-schemas';
import type { RecordValues } from '@/lib/crm/fields/convert-values';
import type { CsvRow } from './read-csv-rows';

/** One person of a batch: the rows of the file that speak of them, folded, the later over the earlier. */
export type StagedPerson = {
  key: string | null;
  values: RecordValues;
  tags: string[];
  rows: CsvRow[];
  repeatUpdated: number;
  repeatUnchanged: number;
};
export type RefusedRow = { row: CsvRow; outcome: 'refused' | 'skipped'; reason: string };

const BATCH_CHARACTERS = 4_000_000;

/**
 * Rows that are stored together, converted as they come: people to store and rows to refuse. A person named twice is one
 * person; the later row wins. Bounded by rows and by length.
 */
export class CsvBatch {
  readonly people: StagedPerson[] = [];
  readonly refused: RefusedRow[] = [];
  rowCount = 0;
  /** The last row taken. */
  end: { byte: number; row: number } = { byte: 0, row: 0 };
  readonly #byKey = new Map<string, StagedPerson>();
  #characters = 0;

  constructor(private readonly settings: RowSettings) {}

  add(row: CsvRow): void {
    this.rowCount += 1;
    this.end = { byte: row.endByte, row: row.rowNumber };
    for (const cell of row.cells) this.#characters += cell.length;
    const { options } = this.settings;
    const { values, tags, problem } = convertCsvRow(row, this.settings);
    if (problem !== null) {
      this.refused.push({ row, outcome: 'refused', reason: problem });
      return;
    }
    const key = (options.matchBy === 'email' ? values.emailKey : values.externalId) ?? null;
    const known = key === null ? undefined : this.#byKey.get(key);
    if (known) {
      foldInto(known, row, { values, tags }, options.emptyCells);
      return;
    }
    const person = { key, values, tags, rows: [row], repeatUpdated: 0, repeatUnchanged: 0 };
    this.people.push(person);
    if (key !== null) this.#byKey.set(key, person);
  }

  isFull(rows: number): boolean {
    return this.rowCount >= rows || this.#characters >= BATCH_CHARACTERS;
  }
}

const derivedFrom: Record<string, string> = { emailKey: 'email', phoneE164: 'phone', mobileE164: 'mobile' };

function foldInto(
  person: StagedPerson,
  row: CsvRow,
  later: { values: RecordValues; tags: string[] },
  emptyCells: CsvImportOptions['emptyCells'],
): void {
  let changed = false;
  for (const [name, value] of Object.entries(later.values)) {
    const source = derivedFrom[name] ?? name;
    if (later.values[source] === null && (emptyCells === 'keep' || name === 'consentState')) continue;
    // Two rows that disagree: whoever opted out in one of them has opted out.
    if (name === 'consentState' && person.values.consentState === 'withdrawn') continue;
    if (person.values[name] !== value) changed = true;
    person.values[name] = value;
  }
  const tags = later.tags.filter((tag) => !person.tags.includes(tag));
  if (tags.length > 0) {
    person.tags = [...person.tags, ...tags];
    changed = true;
  }
  person.rows.push(row);
  if (changed) person.repeatUpdated += 1;
  else person.repeatUnchanged += 1;
}
