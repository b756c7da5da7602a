import { stringify } from 'csv-stringify/sync';
import { csvOptions, defuseRawCell, harmlessCell, type CsvCell } from './csv-cell';

export { csvByteOrderMark, defuseCell, defuseRawCell, undefuseCell } from './csv-cell';

/** CSV on the way out to a person. Files for Dotdigital are not written here: theirs are never altered. */
export const csvLine = (cells: readonly CsvCell[]): string =>
  written(cells.map((cell) => harmlessCell(cell)));

/** Our own words about a row of somebody's file, then its cells as they came. */
export const csvLineOfRow = (words: readonly CsvCell[], cells: readonly string[]): string =>
  written([...words.map((cell) => harmlessCell(cell)), ...cells.map(defuseRawCell)]);

const written = (cells: readonly CsvCell[]): string => stringify([cells], csvOptions);

/** Content-Disposition for a download: plain letters for old readers, the real name beside it. */
export function attachmentHeader(fileName: string): string {
  const whole = fileName
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = /\.\w{1,5}$/.exec(whole)?.[0] ?? '';
  const name =
    `${whole.slice(0, Math.min(whole.length - ending.length, 150))}${ending}`.trim() || 'download.csv';
  const plain =
    name
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]+/g, '')
      .replaceAll('%', '')
      .trim() || 'download.csv';
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, ' ')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
