import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import { playWorld } from '@/prisma/seed/laws/play-world';
import type { LawStory } from '@/prisma/seed/laws/stories';
import { testDatabase } from '@/prisma/test-database';

let bench: LawBench;
beforeAll(async () => {
  bench = await openLawBench(testDatabase());
});
afterAll(() => bench.close());

const setting: LawStory['setting'] = {
  onList: [false, false, true, false],
  second: false,
  inStep: false,
  saysNo: 'never',
  whoLeft: 'accept',
  strangers: 'leave',
  resubscribe: 'never',
  gate: false,
  agreed: [true, true, true, true],
  newcomers: 'in_file',
  newcomersPerHour: 100,
  guardPeople: 50,
  knownThere: [false, false, false, false],
  twoWay: null,
  neighbour: null,
};

it.each(['v2', 'v3'] as const)(
  'whom a removal of ours took out was not taken off there, though the book is read before the removal’s end is known; by %s',
  async (transport) => {
    const cycles = await playWorld(
      bench,
      {
        setting,
        steps: [
          { run: 'both', after: 241, trouble: null },
          { run: 'both', after: 241, trouble: null },
          { button: 'undo', list: 0 },
          { run: 'export', after: 6, trouble: null },
        ],
      },
      transport,
    );
    expect(cycles).toBeLessThanOrEqual(12);
  },
);
