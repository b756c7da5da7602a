import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { openLawBench, type LawBench } from './seed/laws/law-bench';
import type { Transport } from './seed/laws/law-world';
import { lawWorlds, type LawStory } from './seed/laws/stories';
import { testDatabase } from './test-database';

const minutes = 60_000;

/** Random worlds, always the same ones; of one that breaks a law its seed and the shortest story that still does are told. */
export function inRandomWorlds(
  { seed, worlds, transport }: { seed: number; worlds: number; transport: Transport },
  play: (bench: LawBench, story: LawStory, transport: Transport) => Promise<unknown>,
): void {
  let bench: LawBench;
  beforeAll(async () => {
    bench = await openLawBench(testDatabase());
  });
  afterAll(() => bench.close());

  it(
    `in ${worlds} random worlds of seed ${seed}, by ${transport}`,
    () =>
      fc.assert(
        fc.asyncProperty(lawWorlds, async (story) => {
          await play(bench, story, transport);
        }),
        { numRuns: worlds, seed },
      ),
    20 * minutes,
  );
}
