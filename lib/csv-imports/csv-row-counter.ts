import type { CsvFormat } from './csv-import-schemas';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/**
 * Counts the rows of a CSV while it streams by, without building a single string: a quoted line end is no row,
 * a blank line neither. Its rows are those that read-csv-rows.ts gives (csv-row-counter.test.ts compares them).
 */
export class CsvRowCounter {
  #count = 0;
  #quoted = false;
  /** A quote inside a quoted cell: the next byte tells whether it ended. */
  #afterQuote = false;
  #fieldStart = true;
  #blank = true;
  #half: number | null = null;
  /** Line ends that end a row, blank ones too; of \r\n only the first. */
  #ended = 0;
  #afterCr = false;
  #seen = 0;
  readonly #delimiter: number;
  readonly #width: 1 | 2;
  readonly #highFirst: boolean;

  constructor(format: Pick<CsvFormat, 'encoding' | 'delimiter'>) {
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#width = format.encoding.startsWith('utf-16') ? 2 : 1;
    this.#highFirst = format.encoding === 'utf-16be';
  }

  push(bytes: Uint8Array): void {
    if (this.#width === 1) {
      for (let n = 0; n < bytes.length; n += 1) this.#take(bytes[n] ?? 0);
      return;
    }
    for (let n = 0; n < bytes.length; n += 1) {
      const byte = bytes[n] ?? 0;
      if (this.#half === null) {
        this.#half = byte;
        continue;
      }
      const unit = this.#highFirst ? (this.#half << 8) | byte : (byte << 8) | this.#half;
      this.#half = null;
      this.#take(unit);
    }
  }

  /** Rows so far, with the last one that has no line end. */
  rows(): number {
    return this.#count + (this.#blank ? 0 : 1);
  }

  /** Nothing has ended yet: the first row is still going on. */
  isInFirstRow(): boolean {
    return this.#ended === 0;
  }

  /** Number of the row that opens a quote which nothing closes, as read-csv-rows.ts numbers rows. */
  openQuoteRow(): number | null {
    return this.#quoted && !this.#afterQuote ? this.#ended + 1 : null;
  }

  #take(unit: number): void {
    this.#seen += 1;
    if (
      this.#width === 1
        ? this.#seen <= 3 && unit === UTF8_MARK[this.#seen - 1]
        : this.#seen === 1 && unit === 0xfeff
    )
      return;
    if (this.#afterQuote) {
      this.#afterQuote = false;
      if (unit === QUOTE) return;
      this.#quoted = false;
    }
    if (this.#quoted) {
      if (unit === QUOTE) this.#afterQuote = true;
      return;
    }
    if (unit === LF || unit === CR) {
      if (unit === CR || !this.#afterCr) this.#ended += 1;
      this.#afterCr = unit === CR;
      if (!this.#blank) this.#count += 1;
      this.#blank = true;
      this.#fieldStart = true;
      return;
    }
    this.#afterCr = false;
    this.#blank = false;
    if (unit === QUOTE && this.#fieldStart) this.#quoted = true;
    this.#fieldStart = unit === this.#delimiter;
  }
}
