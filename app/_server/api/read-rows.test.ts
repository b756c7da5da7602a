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
