import { convertCsvRow, type RowSettings } from './convert-csv-row';
import { type FieldProblem, foldInto, type StagedPerson } from '@/lib/crm';
import type { CsvRow } from '../reading/read-csv-rows';

export type RefusedRow = { row: CsvRow; outcome: 'refused' | 'skipped' | 'left'; reason: string };

const BATCH_CHARACTERS = 4_000_000;

/**
 * Rows that are stored together, converted as they come: people to store and rows to refuse. A person named twice is one
 * person; the later row wins. Bounded by rows and by length.
 */
export class CsvBatch {
  readonly people: StagedPerson<CsvRow>[] = [];
  readonly refused: RefusedRow[] = [];
  /** Rows that come in without a value or more. */
  readonly left: { row: CsvRow; problems: readonly FieldProblem[] }[] = [];
  rowCount = 0;
  /** The last row taken. */
  end: { byte: number; row: number } = { byte: 0, row: 0 };
  readonly #byKey = new Map<string, StagedPerson<CsvRow>>();
  #characters = 0;

  constructor(private readonly settings: RowSettings) {}

  add(row: CsvRow): void {
    this.rowCount += 1;
    this.end = { byte: row.endByte, row: row.rowNumber };
    for (const cell of row.cells) this.#characters += cell.length;
    const { options } = this.settings;
    const { values, tags, problem, left } = convertCsvRow(row, this.settings);
    if (problem !== null) {
      this.refused.push({ row, outcome: 'refused', reason: problem });
      return;
    }
    if (left.length > 0) this.left.push({ row, problems: left });
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
