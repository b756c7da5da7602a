import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import { playWorld } from '@/prisma/seed/laws/play-world';
import { lawWorlds } from '@/prisma/seed/laws/steps';
import { testDatabase } from '@/prisma/test-database';

let bench: LawBench;
beforeAll(async () => {
  bench = await openLawBench(testDatabase());
});
afterAll(() => bench.close());

const minutes = 60_000;

describe('whatever people do here and there, and whatever happens to the engines meanwhile, the laws hold', () => {
  it.each([
    [1, 'v2'],
    [2, 'v2'],
    [3, 'v3'],
    [4, 'v3'],
  ] as const)(
    'in ten random worlds of seed %i, by %s',
    (seed, transport) =>
      fc.assert(
        fc.asyncProperty(lawWorlds, (story) => playWorld(bench, story, transport)),
        { numRuns: 10, seed },
      ),
    10 * minutes,
  );
});
