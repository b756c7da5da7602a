import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parseCsv, writeCsvLine } from './csv';
import { RecordSplitter } from './record-splitter';

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('', 'a,b', 'two\nlines', 'say "hi"', '"', ' x ', '\r\n', 'ü'),
);
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });

describe('CSV', () => {
  it('is read as it was written and as csv-parse reads it, however its lines end', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, newline) => {
        const text = rows.map(writeCsvLine).join(newline);
        expect(parseCsv(text)).toEqual(rows);
        expect(parseCsv(text)).toEqual(parse(text, { relax_column_count: true }));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('quotes a cell only where it must', () => {
    expect(writeCsvLine(['plain', '', 'a,b', 'say "hi"', 'two\nlines', 'a\rb', ' x '])).toBe(
      'plain,,"a,b","say ""hi""","two\nlines","a\rb", x ',
    );
  });

  it('takes a BOM, blank lines, lines of both kinds, a missing last newline and a stray quote', () => {
    expect(parseCsv('\ufeffa,b\n\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(parseCsv('a\r\n1\n2\r\n')).toEqual([['a'], ['1'], ['2']]);
    expect(parseCsv('5" pipe,b\n"open,c')).toEqual([['5" pipe', 'b'], ['open,c']]);
  });

  it('is read whatever it holds', () => {
    const anything = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', '\ufeff', 'ü'), {
      maxLength: 24,
    });
    fc.assert(
      fc.property(anything, (pieces) => {
        expect(parseCsv(pieces.join(''))).toBeInstanceOf(Array);
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });

  it('is cut into pieces between records only, and the records are counted', () => {
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, chunkSize, pieceSize) => {
          const bytes = Buffer.from(rows.map(writeCsvLine).join('\n'));
          const pieces: Buffer[] = [];
          const splitter = new RecordSplitter((piece) => pieces.push(piece), pieceSize);
          for (let at = 0; at < bytes.length; at += chunkSize)
            splitter.push(bytes.subarray(at, at + chunkSize));
          splitter.end();
          expect(Buffer.concat(pieces)).toEqual(bytes);
          expect(pieces.flatMap((piece) => parseCsv(piece.toString()))).toEqual(parseCsv(bytes.toString()));
          expect(splitter.records).toBe(rows.length);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});
