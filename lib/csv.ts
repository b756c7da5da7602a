/**
 * CSV on the way out to a person. A cell that a spreadsheet would read as a formula gets an apostrophe in
 * front (reliability.md check 38), phone numbers with + included; `undefuseCell` takes it off again on the
 * way in. Files for Dotdigital are not written here: theirs are never altered.
 */
const startsFormula = /^[=+\-@\t\r\0]/;
const defused = /^'[=+\-@\t\r\0]/;
const needsQuotes = /[",\r\n]/;

export const defuseCell = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);

export const undefuseCell = (text: string): string => (defused.test(text) ? text.slice(1) : text);

export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  const texts = cells.map((cell) => {
    if (cell === null || cell === undefined) return '';
    if (typeof cell === 'number') return String(cell);
    const text = defuseCell(cell);
    return needsQuotes.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${texts.join(',')}\r\n`;
}

/** Spreadsheets read UTF-8 only with this in front. */
export const csvByteOrderMark = '\uFEFF';

/** Content-Disposition for a download: plain letters for old readers, the real name beside it. */
export function attachmentHeader(fileName: string): string {
  const name = fileName.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 150) || 'download.csv';
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '').replaceAll('%', '').trim() || 'download.csv';
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, ' ')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
