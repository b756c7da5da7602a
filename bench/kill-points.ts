// A wave whose worker is killed before and after each message to PostgreSQL and Dotdigital, once and ten times in a row (--times N alone; --step N: every Nth; --from N; --v3: people go as JSON): how many points were tried and survived.
import { isDeepStrictEqual } from 'node:util';
import { killRound } from '@/prisma/seed/kills/kill-round';
import { makeKillTown, roundsPerTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import type { Kill } from '@/prisma/test-kill-proxy';
import { numberArgument } from './arguments';
import { tenth } from './big-world';
import { withPostgres } from './with-postgres';

const step = numberArgument('step') ?? 1;
const from = numberArgument('from') ?? 1;
const only = numberArgument('times');
const transport = process.argv.includes('--v3') ? 'v3' : 'v2';

type Tried = { when: Kill['when']; times: number; tried: number; survived: number; minutes: number };

await withPostgres({ durable: false }, async (server) => {
  const bench = await openLawBench(server.url());
  const results: Tried[] = [];
  for (const times of only === undefined ? [1, 10] : [only])
    for (const when of ['before', 'after'] as const) results.push(await tryAll(bench, when, times));
  await bench.close();
  console.table(results);
  console.log(JSON.stringify({ bench: 'kill-points', transport, step, results }));
  if (results.some(({ tried, survived }) => survived < tried)) process.exitCode = 1;
});

/** n = 1, 2, … until a round ends without a kill. */
async function tryAll(bench: LawBench, when: Kill['when'], times: number): Promise<Tried> {
  const began = performance.now();
  let [tried, survived] = [0, 0];
  let town = await makeKillTown(bench, transport);
  for (let n = from; ; n += step) {
    if (town.round >= roundsPerTown) town = await makeKillTown(bench, transport);
    const { kills, ended, right } = await killRound(town, { when, n }, times);
    if (kills === 0) break;
    tried += 1;
    if (isDeepStrictEqual(ended, right)) survived += 1;
    else {
      console.log(`killed ${when} message ${n}, ${kills} times:`, { ended, right });
      town = await makeKillTown(bench, transport);
    }
  }
  return { when, times, tried, survived, minutes: tenth((performance.now() - began) / 60_000) };
}
