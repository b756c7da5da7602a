import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base64FileReader } from './base64-file-reader';

function read(json: string, sizes: number[]): { file: string; rest: unknown } {
  const parts: Buffer[] = [];
  const reader = new Base64FileReader((bytes) => parts.push(bytes));
  const bytes = Buffer.from(json);
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  return {
    file: Buffer.concat(parts).toString('utf8'),
    rest: JSON.parse(reader.rest.toString('utf8')) as unknown,
  };
}

/** How the JSON writers of several languages put base64 into a text. */
const writers: ((base64: string) => string)[] = [
  (base64) => base64,
  (base64) => base64.replaceAll('/', '\\/'),
  (base64) => base64.replaceAll('+', '\\u002B').replaceAll('=', '\\u003d'),
  (base64) => base64.replace(/.{1,76}/g, '$&\\r\\n').replaceAll('/', '\\/'),
];

describe('the reader of base64 uploads', () => {
  it('finds the same file however the body is cut, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string(),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        fc.boolean(),
        fc.constantFrom(...writers),
        (content, fileName, sizes, first, write) => {
          const data = write(Buffer.from(content, 'utf8').toString('base64'));
          const name = JSON.stringify(fileName);
          const json = first
            ? `{"Data":"${data}", "other":{"data":"x"},"FileName":${name}}`
            : ` { "fileName" : ${name} , "list":["data",{}], "data" : "${data}" } `;
          const { file, rest } = read(json, sizes);
          expect(file).toBe(Buffer.from(content, 'utf8').toString('utf8'));
          expect(rest).toMatchObject(
            first ? { Data: '', FileName: fileName, other: { data: 'x' } } : { data: '', fileName },
          );
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});
