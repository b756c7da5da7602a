import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Page } from '../dotdigital';
import { readShiftingPages } from './read-shifting-pages';

const pageSize = 1_000;

/** A list that loses and gains rows between two answers, read as the door reads it. */
function shiftingList(size: number, changes: Map<number, (rows: number[]) => number[]>) {
  let rows = Array.from({ length: size }, (_, n) => n);
  let calls = 0;
  async function* open({ skip, overlap }: { skip: number; overlap: number }): AsyncGenerator<Page<number>> {
    for (let at = skip; ;) {
      calls += 1;
      rows = changes.get(calls)?.(rows) ?? rows;
      const page = rows.slice(at, at + pageSize);
      const nextSkip =
        page.length === 0 ? null : at + (page.length > overlap ? page.length - overlap : page.length);
      yield { rows: page, refused: [], skip: at, nextSkip, serverDate: null };
      if (nextSkip === null) return;
      at = nextSkip;
    }
  }
  return { open, left: () => rows };
}

async function readAll(
  list: ReturnType<typeof shiftingList>,
  start = { skip: 0, tail: [] as string[] },
): Promise<Set<number>> {
  const seen = new Set<number>();
  for await (const page of readShiftingPages({ open: list.open, identity: String, start }))
    for (const row of page.rows) seen.add(row);
  return seen;
}

describe('reading a list that changes meanwhile', () => {
  it('misses none of the rows that were there from the first answer to the last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 6_000 }),
        fc.array(
          fc.record({
            call: fc.integer({ min: 2, max: 9 }),
            at: fc.integer({ min: 0, max: 5_000 }),
            count: fc.integer({ min: 1, max: 1_001 }),
          }),
          { maxLength: 3 },
        ),
        async (size, deletions) => {
          const changes = new Map(
            deletions.map(({ call, at, count }) => [
              call,
              (rows: number[]) => rows.filter((_, n) => n < at || n >= at + count),
            ]),
          );
          const list = shiftingList(size, changes);
          const seen = await readAll(list);
          expect(list.left().filter((row) => !seen.has(row))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is not fooled by an answer that is empty once', async () => {
    let isEmpty = false;
    const list = shiftingList(3_500, new Map());
    async function* open(options: { skip: number; overlap: number }): AsyncGenerator<Page<number>> {
      for await (const page of list.open(options)) {
        if (page.skip > 900 && !isEmpty) {
          isEmpty = true;
          yield { ...page, rows: [], nextSkip: null };
          return;
        }
        yield page;
      }
    }
    expect((await readAll({ ...list, open })).size).toBe(3_500);
  });

  it('goes on from where it was cut off, also when rows before that have gone', async () => {
    const list = shiftingList(4_000, new Map([[1, (rows: number[]) => rows.slice(300)]]));
    const seen = await readAll(list, { skip: 1_900, tail: ['1980', '1999'] });
    expect([...Array(2_000).keys()].map((n) => n + 2_000).filter((n) => !seen.has(n))).toEqual([]);
  });
});
