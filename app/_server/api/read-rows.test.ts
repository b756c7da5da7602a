import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HttpProblem } from './http-problem';
import { readRows } from './read-rows';

/** Law L17: however a body is cut into pieces, and wherever it breaks off, each of its rows is taken once or named as not taken. */
const text = fc.string({
  unit: fc.constantFrom('a', 'ü', '🚀', '"', '\\', '\n', ']', '}', ',', '\u2028', ' '),
});
const rows = fc.array(fc.record({ email: text, city: text }), { maxLength: 12 });
const cuts = fc.array(fc.nat(2_000), { maxLength: 30 });

async function* pieces(bytes: Buffer, at: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set([0, ...at.map((place) => place % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  for (const [n, place] of places.entries()) {
    const end = places[n + 1];
    if (end !== undefined) yield bytes.subarray(place, end);
  }
}

async function readAll(
  body: AsyncIterable<Uint8Array>,
  mediaType: string,
): Promise<{ taken: unknown[]; problem: HttpProblem | null }> {
  const taken: unknown[] = [];
  try {
    for await (const some of readRows(body, mediaType))
      taken.push(...some.map((row) => JSON.parse(row) as unknown));
    return { taken, problem: null };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { taken, problem: error };
  }
}

const bodies = {
  'application/x-ndjson': (all: unknown[]) => all.map((row) => `${JSON.stringify(row)}\n`).join(''),
  'application/json': (all: unknown[]) => `[${all.map((row) => JSON.stringify(row)).join(' , ')}]`,
} as const;

test.each(['application/x-ndjson', 'application/json'] as const)(
  '%s in any pieces gives every row once',
  async (type) => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, async (all, at) => {
        expect(await readAll(pieces(Buffer.from(bodies[type](all)), at), type)).toEqual({
          taken: all,
          problem: null,
        });
      }),
    );
  },
);

test.each(['application/x-ndjson', 'application/json'] as const)(
  '%s cut at any byte gives the rows before the cut, and names the next',
  async (type) => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.nat(), async (all, at, place) => {
        const whole = Buffer.from(bodies[type](all));
        const cut = whole.subarray(0, place % (whole.length + 1));
        const { taken, problem } = await readAll(pieces(cut, at), type);
        expect(taken).toEqual(all.slice(0, taken.length));
        const isWhole =
          type === 'application/x-ndjson'
            ? taken.length ===
              cut
                .toString()
                .split('\n')
                .filter((line) => line.trim() !== '').length
            : cut.length === whole.length;
        expect(problem === null).toBe(isWhole);
        if (problem && cut.length > 1)
          expect(problem.detail).toMatch(new RegExp(`[Rr]ow ${taken.length + 1}\\b|one JSON array`));
      }),
    );
  },
);

test.each(['application/x-ndjson', 'application/json'] as const)(
  '%s with a row over the limit, in any pieces, gives the rows before it and names it',
  async (type) => {
    const long = [{ email: 'a' }, { email: 'b' }, { email: 'x'.repeat(1_000_000) }, { email: 'c' }];
    const whole = Buffer.from(bodies[type](long));
    for (const size of [1_000, 65_536, whole.length]) {
      const at = Array.from({ length: Math.floor(whole.length / size) }, (_, n) => n * size);
      const { taken, problem } = await readAll(pieces(whole, at), type);
      expect(taken).toEqual(long.slice(0, 2));
      expect([problem?.status, problem?.errors[0]?.path]).toEqual([413, '3']);
      expect(problem?.detail).toMatch(/^Row 3 is too long: .*1,000,000 characters.*Rows up to 2 were taken/);
    }
  },
);

test('an array that is none from its third element on gives the two before it, in one piece too', async () => {
  for (const body of ['[{"email":"a"},{"email":"b"},,{"email":"c"}]', '[{"email":"a"},{"email":"b"}] x']) {
    const { taken, problem } = await readAll(pieces(Buffer.from(body), []), 'application/json');
    expect(taken).toEqual([{ email: 'a' }, { email: 'b' }]);
    expect([problem?.status, problem?.detail]).toEqual([
      400,
      expect.stringContaining('Rows up to 2 were taken'),
    ]);
  }
});
