import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { AppError } from '@/lib/errors';
import { decodeHead, detectDelimiter } from './detect-format';
import { refuseBinary, refuseOtherFiles } from './refuse-other-files';
import { EncodingEvidence, encodingByMark } from './sniff-encoding';
import { type CsvFormat, csvDelimiters } from '../csv-import-schemas';
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

const encodingOf = (bytes: Buffer): CsvFormat['encoding'] => {
  const evidence = new EncodingEvidence();
  for (let at = 0; at < bytes.length; at += 5) evidence.push(bytes.subarray(at, at + 5));
  return evidence.decide(bytes).encoding;
};

describe('what a file is', () => {
  it('is told by its byte order mark, its zero bytes, or by what most of its wide signs are', () => {
    const text = 'Name,Ort\nJürgen,Köln\n';
    expect(encodingOf(Buffer.from(`\uFEFF${text}`))).toBe('utf-8');
    expect(encodingOf(iconv.encode(text, 'utf-16le', { addBOM: true }))).toBe('utf-16le');
    expect(encodingOf(iconv.encode(text, 'utf-16be', { addBOM: true }))).toBe('utf-16be');
    expect(encodingOf(iconv.encode(text, 'utf-16le'))).toBe('utf-16le');
    expect(encodingOf(iconv.encode(text, 'utf-16be'))).toBe('utf-16be');
    expect(encodingOf(Buffer.from(text))).toBe('utf-8');
    expect(encodingOf(iconv.encode(text, 'windows-1252'))).toBe('windows-1252');
    const polish =
      'Imię;Miasto\n' +
      'Łukasz Święcicki;Łódź\nŻaneta Śliwińska;Wrocław\nJózef Gąsior;Częstochowa\n'.repeat(20);
    expect(encodingOf(iconv.encode(polish, 'windows-1250'))).toBe('windows-1250');
    const russian = 'Имя;Город\n' + 'Анна Иванова;Москва\nПётр Сергеев;Казань\n'.repeat(20);
    expect(encodingOf(iconv.encode(russian, 'windows-1251'))).toBe('windows-1251');
    const foreign = Buffer.concat([Buffer.from(text), Buffer.from([0x4d, 0xfc, 0x6c, 0x0a])]);
    expect(encodingOf(foreign)).toBe('utf-8');
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

  it('is not called CSV when it is a workbook, an archive or a PDF', async () => {
    for (const head of ['PK\x03\x04rest', '\x1f\x8b\x08', '%PDF-1.7', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']) {
      await expect(refuseOtherFiles(Buffer.from(head, 'latin1'), 'people.xlsx')).rejects.toThrow(AppError);
    }
    for (const heading of ['Name,E-mail', 'BMI,E-mail', 'MZ,E-mail', 'II,E-mail', 'ID3,E-mail', 'GIF,E-mail'])
      await expect(refuseOtherFiles(Buffer.from(heading), 'people.csv')).resolves.toBeUndefined();
  });
});

it('takes text in any encoding for text, and nothing else', () => {
  const says = (bytes: Buffer): boolean => {
    try {
      refuseBinary(bytes, encodingByMark(bytes) ?? 'windows-1252', 'people.csv');
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
          expect(await read(bytes, { encoding, delimiter }, size)).toEqual(
            rows.filter((row) => row.some((one) => one.trim() !== '')),
          );
        },
      ),
      { numRuns: 150 },
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
  });
});
