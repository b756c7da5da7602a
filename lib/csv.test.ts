import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { attachmentHeader, csvLine, csvLineOfRow, defuseCell, defuseRawCell, undefuseCell } from './csv';

describe('a CSV for a person', () => {
  it('puts an apostrophe before what a spreadsheet would calculate', () => {
    expect(['=1+1', '+44 20', '-1', '@cmd', '\tx', '\rx', '\0x', 'a=1'].map(defuseCell)).toEqual([
      "'=1+1",
      "'+44 20",
      "'-1",
      "'@cmd",
      "'\tx",
      "'\rx",
      "'\0x",
      'a=1',
    ]);
  });

  it('defuses inside quotes too', () => {
    expect(csvLine(['=a,"b"', 'x\ny', null, 7])).toBe('"\'=a,""b""","x\ny",,7\r\n');
  });

  const hostile = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom('', "'", "''", "'''"),
        fc.constantFrom('=', '+', '-', '@', '＝', '＠', '\t', '\r', '\n', '\0', 'a'),
        fc.string(),
      )
      .map((parts) => parts.join('')),
  );

  it('is harmless, and gives the original back when it comes in again, whatever it was', () => {
    expect(["'=1+1", "''=1+1", "'", "'quoted'", "O'Neil"].map(defuseCell)).toEqual([
      "''=1+1",
      "'''=1+1",
      "'",
      "'quoted'",
      "O'Neil",
    ]);
    fc.assert(
      fc.property(hostile, (text) => {
        expect(defuseCell(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n\0]/);
        expect(undefuseCell(defuseCell(text))).toBe(text);
      }),
    );
  });

  it('passes on the cells of somebody’s row harmless, meaning what they meant, and otherwise as they came', () => {
    expect(csvLineOfRow([7, '-'], ['=1', "'=1", "''=1", 'a'])).toBe("7,'-,'=1,'=1,''=1,a\r\n");
    fc.assert(
      fc.property(hostile, (text) => {
        expect(defuseRawCell(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n\0]/);
        expect(undefuseCell(defuseRawCell(text))).toBe(undefuseCell(text));
      }),
    );
  });

  it('keeps line ends and quotes out of the download header', () => {
    const header = attachmentHeader('Kündigungen "2026"\r\nSet-Cookie: a=b.csv');
    expect(header).not.toMatch(/[\r\n]/);
    expect(header).toContain('filename="Kundigungen 2026 Set-Cookie a=b.csv"');
    expect(header).toContain("filename*=UTF-8''K%C3%BCndigungen%202026%20Set-Cookie%20a%3Db.csv");
    expect(attachmentHeader(`${'x'.repeat(400)}.csv`)).toMatch(
      /^attachment; filename="x{150}\.csv"; filename\*=UTF-8''x{150}\.csv$/,
    );
    expect(attachmentHeader('../..')).toContain('filename=".. .."');
  });
});
