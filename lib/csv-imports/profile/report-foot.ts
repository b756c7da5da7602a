import type { CsvRow } from '../reading/read-csv-rows';

const LONGEST_FOOT = 12;

const words =
  /^\W*(?:grand |sub)?totals?\b|^\W*(?:gesamt|summe|total|totaal|totale|razem|suma)\b|copyright|all rights reserved|confidential|vertraulich|^generated (?:by|on)|^erstellt (?:von|am)|^page \d|^seite \d|^\(?\d+ (?:records|rows|entries)|^(?:anzahl|stand|record count|row count|number of (?:records|rows|contacts)|nombre de|n[uú]mero de|numero di|aantal|liczba|exported|exportiert|printed|gedruckt|as of)\b.{0,30}\d|^(?:end of|ende des) (?:report|file)|^-{3,}|^={3,}/i;

/**
 * Holds back rows that may be the foot of a report: one or two cells filled where people fill more, behind a blank row or in
 * the words of such a foot. They are given on as soon as a person's row follows.
 */
export class ReportFoot {
  #held: CsvRow[] = [];
  #before = 0;

  pass(row: CsvRow, width: number): CsvRow[] {
    const afterBlank = this.#before > 0 && row.rowNumber > this.#before + 1;
    this.#before = row.rowNumber;
    const mayBeFoot =
      isNarrow(row.cells, width) && (this.#held.length > 0 || afterBlank || isFootWords(row.cells));
    if (mayBeFoot && this.#held.length < LONGEST_FOOT) {
      this.#held.push(row);
      return none;
    }
    if (this.#held.length === 0) return [row];
    const held = [...this.#held, row];
    this.#held = [];
    return held;
  }

  /** Whether what is held at the end of the file is a foot: some word of it must say so. */
  end(): { rows: CsvRow[]; isFoot: boolean } {
    return { rows: this.#held, isFoot: this.#held.some((row) => isFootWords(row.cells)) };
  }
}

const none: CsvRow[] = [];

function isNarrow(cells: readonly string[], width: number): boolean {
  if (width < 3) return width === 2 && isFootWords(cells);
  let filled = 0;
  for (const cell of cells) {
    if (cell.includes('@')) return false;
    if (cell !== '' && cell.trim() !== '') filled += 1;
    if (filled > 2) return false;
  }
  return true;
}

const isFootWords = (cells: readonly string[]): boolean => {
  const first = cells.find((cell) => cell.trim() !== '');
  return first !== undefined && words.test(first.trim());
};
