import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { attachmentHeader, csvLine, defuseCell, undefuseCell } from './csv';

describe('a CSV for a person', () => {
  it('puts an apostrophe before what a spreadsheet would calculate', () => {
    expect(['=1+1', '+44 20', '-1', '@cmd', '\tx', '\rx', '\0x', 'a=1'].map(defuseCell)).toEqual([
      "'=1+1", "'+44 20", "'-1", "'@cmd", "'\tx", "'\rx", "'\0x", 'a=1',
    ]);
  });

  it('defuses inside quotes too', () => {
    expect(csvLine(['=a,"b"', 'x\ny', null, 7])).toBe('"\'=a,""b""","x\ny",,7\r\n');
  });

  it('gives the original back when it comes in again', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      fc.pre(!/^'[=+\-@\t\r\0]/.test(text));
      expect(undefuseCell(defuseCell(text))).toBe(text);
    }));
  });

  it('keeps line ends and quotes out of the download header', () => {
    const header = attachmentHeader('Kündigungen "2026"\r\nSet-Cookie: a=b.csv');
    expect(header).not.toMatch(/[\r\n]/);
    expect(header).toContain('filename="Kundigungen 2026 Set-Cookie a=b.csv"');
    expect(header).toContain("filename*=UTF-8''K%C3%BCndigungen%202026%20Set-Cookie%20a%3Db.csv");
  });
});
