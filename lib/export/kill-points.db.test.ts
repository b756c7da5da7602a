import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killRound } from '@/prisma/seed/kills/kill-round';
import { makeKillTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import { testDatabase } from '@/prisma/test-database';

let bench: LawBench;
beforeAll(async () => {
  bench = await openLawBench(testDatabase());
});
afterAll(() => bench.close());

describe('a worker that is killed', () => {
  // Every message, and ten times each: npm run bench -- kill-points.
  it.each([
    ['before', 'email', 5, 'v2'],
    ['after', 'email', 17, 'v3'],
    ['before', 'sms', 29, 'v3'],
  ] as const)(
    '%s what it says to PostgreSQL or Dotdigital leaves a book by %s that the next one brings to the list',
    async (when, channel, first, transport) => {
      const town = await makeKillTown(bench, transport, { channel });
      let kills = 0;
      for (let n = first; ; n += 197) {
        const round = await killRound(town, { when, n }, 1);
        expect(round.ended, `killed ${when} message ${n}`).toEqual(round.right);
        if (round.kills === 0) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThanOrEqual(4);
    },
  );

  it('while newcomers go one by one leaves each of them joined once', async () => {
    const town = await makeKillTown(bench, 'v2', { newcomers: 'one_by_one' });
    let kills = 0;
    for (let n = 23; ; n += 131) {
      await bench.control('/requests', {}, 'DELETE');
      const round = await killRound(town, { when: 'after', n }, 1);
      expect(round.ended, `killed after message ${n}`).toEqual(round.right);
      const calls = await bench.control<{ method: string; path: string; status: number }[]>('/requests');
      const joined = calls.filter(
        ({ method, path, status }) =>
          method === 'POST' && status < 300 && /address-books.\d+.contacts$/.test(path),
      );
      expect(joined, `killed after message ${n}`).toHaveLength(2);
      if (round.kills === 0) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(4);
  });

  it('ten times in a row at the same place leaves one that the eleventh brings to the list', async () => {
    const round = await killRound(await makeKillTown(bench, 'v2'), { when: 'after', n: 60 }, 10);
    expect(round).toMatchObject({ kills: 10, ended: round.right });
  });
});
