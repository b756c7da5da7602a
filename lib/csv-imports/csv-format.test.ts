import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { AppError } from '@/lib/errors';
import { decodeHead, detectDelimiter, detectEncoding, refuseBinary, refuseOtherFiles } from './csv-format';
import { type CsvFormat, csvDelimiters } from './csv-import-schemas';
import { CsvRowCounter } from './csv-row-counter';
import { readCsvRows } from './read-csv-rows';

const delimiters = csvDelimiters.map((one) => one.value);
const cell = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '',
      'O’Brien',
      'Müller; Söhne',
      'a,b',
      'tab\there',
      'bar|bar',
      'two\nlines',
      'win\r\nlines',
      'say "hi"',
      '"',
      '€uro',
      ' ',
    ),
  )
  .map((text) => text.replace(/[\0\uFEFF]/g, '').replace(/\p{Surrogate}/gu, ''));
const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  );

const write = (rows: string[][], delimiter: string, lineEnd: string, quoteAll: boolean): string =>
  rows
    .map((row) =>
      row
        .map((one) =>
          quoteAll || /["\r\n]/.test(one) || one.includes(delimiter) || one !== one.trim()
            ? `"${one.replaceAll('"', '""')}"`
            : one,
        )
        .join(delimiter),
    )
    .join(lineEnd);

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  bytes: Buffer,
  format: Pick<CsvFormat, 'encoding' | 'delimiter'>,
  size = 7,
): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readCsvRows(cut(bytes, size), format)) rows.push(row.cells);
  return rows;
}

describe('what a file is', () => {
  it('is told by its byte order mark, its zero bytes, or whether all of it was UTF-8', () => {
    const text = 'Name,Ort\nJürgen,Köln\n';
    expect(detectEncoding(Buffer.from(`\uFEFF${text}`), true)).toBe('utf-8');
    expect(detectEncoding(iconv.encode(text, 'utf-16le', { addBOM: true }), false)).toBe('utf-16le');
    expect(detectEncoding(iconv.encode(text, 'utf-16be', { addBOM: true }), false)).toBe('utf-16be');
    expect(detectEncoding(iconv.encode(text, 'utf-16le'), true)).toBe('utf-16le');
    expect(detectEncoding(iconv.encode(text, 'utf-16be'), true)).toBe('utf-16be');
    expect(detectEncoding(Buffer.from(text), true)).toBe('utf-8');
    expect(detectEncoding(iconv.encode(text, 'windows-1252'), false)).toBe('windows-1252');
  });

  it('has the delimiter that cuts it evenly, whatever stands in quotes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 2, max: 30 }),
        (delimiter, lineEnd, width, height) => {
          const others = delimiters.filter((one) => one !== delimiter).join(' ');
          const rows = Array.from({ length: height }, (_, y) =>
            Array.from({ length: width }, (_, x) =>
              x === 0 && y % 2 ? `q ${others} "${y}"\n` : `c${x}.${y}`,
            ),
          );
          expect(detectDelimiter(write(rows, delimiter, lineEnd, false) + lineEnd)).toBe(delimiter);
        },
      ),
    );
  });

  it('is not called CSV when it is a workbook, an archive or a PDF', () => {
    for (const head of ['PK\x03\x04', '\x1f\x8b', '%PDF-1.7']) {
      expect(() => refuseOtherFiles(Buffer.from(head, 'latin1'), 'people.xlsx')).toThrow(AppError);
    }
    expect(() => refuseOtherFiles(Buffer.from('Name,E-mail'), 'people.csv')).not.toThrow();
  });
});

it('takes text in any encoding for text, and nothing else', () => {
  const says = (bytes: Buffer): boolean => {
    try {
      refuseBinary(bytes, detectEncoding(bytes, false), 'people.csv');
      return true;
    } catch {
      return false;
    }
  };
  const text = 'Name;Ort\r\nJürgen\tÉté;Köln\r\n'.repeat(20);
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh', 'windows-1251'])
    expect(says(iconv.encode(text, encoding))).toBe(true);
  expect(says(Buffer.from(`${text}A\0B;x\n`))).toBe(true);
  expect(says(iconv.encode(text, 'utf-32le', { addBOM: true }))).toBe(false);
  expect(says(Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919 + (n >> 3) * 31) & 0xff)))).toBe(
    false,
  );
  expect(says(Buffer.alloc(5_000))).toBe(false);
});

describe('the rows of a file', () => {
  it('come back cell by cell, in every encoding, cut anywhere', async () => {
    const encodings = ['utf-8', 'utf-16le', 'utf-16be'] as const;
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.constantFrom(...encodings),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (rows, delimiter, lineEnd, quoteAll, encoding, size, marked) => {
          const bytes = iconv.encode(
            (marked ? '\uFEFF' : '') + write(rows, delimiter, lineEnd, quoteAll) + lineEnd,
            encoding,
          );
          expect(await read(bytes, { encoding, delimiter }, size)).toEqual(rows);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are as many as the counter says while the bytes stream by', async () => {
    const raw = fc.oneof(
      fc
        .tuple(table, fc.constantFrom(...delimiters), fc.constantFrom('\n', '\r\n', '\r'))
        .map(([rows, delimiter, lineEnd]) => ({ text: write(rows, delimiter, lineEnd, false), delimiter })),
      fc
        .tuple(
          fc.array(fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', 'ü', '""', ' '), { maxLength: 40 }),
          fc.constantFrom(...delimiters),
        )
        .map(([parts, delimiter]) => ({ text: parts.join(''), delimiter })),
    );
    await fc.assert(
      fc.asyncProperty(
        raw,
        fc.constantFrom('utf-8', 'utf-16le', 'windows-1252'),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        async ({ text, delimiter }, encoding, size, marked) => {
          const bytes = iconv.encode(
            (marked && encoding !== 'windows-1252' ? '\uFEFF' : '') + text,
            encoding,
          );
          const counter = new CsvRowCounter({ encoding, delimiter });
          for await (const piece of cut(bytes, size)) counter.push(piece);
          const rows = await read(bytes, { encoding, delimiter }).catch(
            (error: AppError) => error.userMessage,
          );
          expect(typeof rows === 'string' ? rows : null).toEqual(
            counter.openQuoteRow() === null
              ? null
              : expect.stringContaining(`Row ${counter.openQuoteRow()} opens a quote that never closes`),
          );
          // A quote that never closes has no rows to compare; a lone "" is one empty cell, which reads as a blank line.
          fc.pre(typeof rows !== 'string' && !/(^|[\r\n])""([\r\n]|$)/.test(text));
          expect(counter.rows()).toBe(rows.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('keep their number when blank lines stand between', async () => {
    const numbers: number[] = [];
    for await (const row of readCsvRows(cut(Buffer.from('a,b\n\n1,"x\ny"\n\n\n2,z'), 3), {
      encoding: 'utf-8',
      delimiter: ',',
    }))
      numbers.push(row.rowNumber);
    expect(numbers).toEqual([1, 3, 6]);
  });

  it('end with the row named when a quote never closes or a row never ends', async () => {
    await expect(
      read(Buffer.from('a,b\n1,2\n3,"4'), { encoding: 'utf-8', delimiter: ',' }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      userMessage: expect.stringContaining(
        'Row 3 opens a quote that never closes. Rows up to 2 could be read.',
      ) as string,
    });
    const endless = Buffer.alloc(3_000_000, 'x');
    await expect(read(endless, { encoding: 'utf-8', delimiter: ',' }, 65_536)).rejects.toMatchObject({
      userMessage: expect.stringContaining('Row 1 is longer than 1,000,000 characters') as string,
    });
  });

  it('are read from hostile text without hanging', () => {
    expect(delimiters).toContain(detectDelimiter(`${'"'.repeat(50_000)}${',;|\t'.repeat(10_000)}`));
    expect(decodeHead(Buffer.alloc(100_000, 0xff), 'utf-8')).toHaveLength(100_000);
  }, 20_000);
});
