import { AppError } from '@/lib/errors';
import type { CsvFormat } from '../csv-import-schemas';
import { columnNames, refuseTooWide } from '../reading/columns-of-header';
import { type CsvRow, readCsvRows } from '../reading/read-csv-rows';
import { FileProfile } from './column-facts';
import { ReportFoot } from './report-foot';
import { ColumnProfile } from './profile-column';

const NAMED_ROWS = 20;

/**
 * One pass over a file, in bounded memory: what its columns hold and where its table begins and ends. Rows that a file
 * breaks off at are named, those before them count.
 */
export async function profileFile(
  pieces: AsyncIterable<Uint8Array>,
  format: CsvFormat,
  { foreign = false } = {},
): Promise<FileProfile> {
  const profile = new Profiler(format, foreign);
  try {
    for await (const row of readCsvRows(pieces, format)) profile.take(row);
  } catch (error) {
    if (!(error instanceof AppError) || !profile.begun) throw error;
    return profile.end(error);
  }
  return profile.end(null);
}

class Profiler {
  begun = false;
  #headers: string[] = [];
  #columns: ColumnProfile[] = [];
  readonly #foot = new ReportFoot();
  readonly #foreignRows: number[] = [];
  #last = 0;
  #rowCount = 0;

  constructor(
    private readonly format: CsvFormat,
    private readonly foreign: boolean,
  ) {}

  take(row: CsvRow): void {
    if (row.rowNumber < this.format.firstRow) return;
    if (!this.begun) {
      refuseTooWide(row.cells.length);
      this.#headers = columnNames(row.cells, this.format.hasHeader);
      this.#columns = this.#headers.map(() => new ColumnProfile());
      this.begun = true;
      if (this.format.hasHeader) return;
    }
    // What may be the foot of a report is looked at once it is known to be none.
    for (const person of this.#foot.pass(row, this.#columns.length)) this.#look(person);
  }

  end(failure: AppError | null): FileProfile {
    const feet = this.#foot.end();
    if (!feet.isFoot) for (const row of feet.rows) this.#look(row);
    const openQuote = failure?.message.includes('CSV_QUOTE_NOT_CLOSED');
    return FileProfile.parse({
      headers: this.#headers,
      rowCount: this.#rowCount,
      lastRow: this.#last,
      footRows: feet.isFoot ? feet.rows.map((row) => row.rowNumber) : [],
      foreignRows: this.#foreignRows,
      openQuoteRow: openQuote ? rowOf(failure) : null,
      problem: failure?.userMessage ?? null,
      columns: this.#columns.map((column) => column.end()),
    });
  }

  #look({ cells, rowNumber }: CsvRow): void {
    this.#rowCount += 1;
    this.#last = rowNumber;
    const { length } = this.#columns;
    for (let n = 0; n < length; n += 1) this.#columns[n]?.add(cells[n] ?? '');
    if (!this.foreign || this.#foreignRows.length >= NAMED_ROWS) return;
    if (cells.some((cell) => cell.includes('\uFFFD'))) this.#foreignRows.push(rowNumber);
  }
}

const rowOf = (failure: AppError | null): number =>
  Number(/after row (\d+)/.exec(failure?.message ?? '')?.[1] ?? 0) + 1;
