import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOfCalls } from '@/prisma/seed/faults/fault-kinds';
import { faultRound } from '@/prisma/seed/faults/fault-round';
import { makeKillTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import { testDatabase } from '@/prisma/test-database';

let bench: LawBench;
beforeAll(async () => {
  bench = await openLawBench(testDatabase());
});
afterAll(() => bench.close());

/** The first file of a round, after its opt-outs, new addresses and removals. */
const upload = 8;
/** Every fifth kind; all of them, at every call: npm run bench -- faults. */
const sample = faultsOfCalls.filter((_, n) => n % 5 === 4);

it('heals from faults of every kind at an upload, and its run names the cause meanwhile', async () => {
  const town = await makeKillTown(bench, 'v2');
  const told: string[] = [];
  for (const fault of sample) {
    const round = await faultRound(town, fault, upload);
    expect(round.ended, fault.kind).toEqual(round.right);
    expect(fault.told, `${fault.kind} at ${round.struck}`).toEqual(expect.arrayContaining(round.told));
    told.push(...round.told);
  }
  expect(told).toEqual(
    expect.arrayContaining([
      'network',
      'timeout',
      'credentials',
      'busy',
      'rate_limited',
      'server',
      'invalid_answer',
    ]),
  );
});
