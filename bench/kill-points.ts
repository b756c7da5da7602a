// A wave whose worker is killed before and after each message to PostgreSQL and Dotdigital, once and ten times in a row (--times N alone, --when before|after alone; --from N --to N --step N: some of the messages; --v3: people go as JSON; --by-number: by mobile number): how many points were tried and survived.
import { isDeepStrictEqual } from 'node:util';
import { killRound } from '@/prisma/seed/kills/kill-round';
import { makeKillTown, roundsPerTown, type KillTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import type { Kill } from '@/prisma/test-kill-proxy';
import { numberArgument, textArgument } from './arguments';
import { tenth } from './big-world';
import { stopAsked } from './stop-asked';
import { withPostgres } from './with-postgres';

const step = numberArgument('step') ?? 1;
const from = numberArgument('from') ?? 1;
const to = numberArgument('to') ?? Infinity;
const onlyTimes = numberArgument('times');
const onlyWhen = textArgument('when');
const channel = process.argv.includes('--by-number') ? 'sms' : 'email';
/** By number it goes as JSON alone. */
const transport = channel === 'sms' || process.argv.includes('--v3') ? 'v3' : 'v2';

const isStopped = stopAsked();

type Tried = { when: Kill['when']; times: number; tried: number; survived: number; minutes: number };

await withPostgres({ durable: false }, async (server) => {
  const bench = await openLawBench(server.url());
  const results: Tried[] = [];
  for (const times of onlyTimes === undefined ? [1, 10] : [onlyTimes])
    for (const when of ['before', 'after'] as const) {
      if (isStopped() || (onlyWhen !== undefined && when !== onlyWhen)) continue;
      const tried = await tryAll(bench, when, times);
      console.log(JSON.stringify(tried));
      results.push(tried);
    }
  await bench.close();
  console.table(results);
  console.log(JSON.stringify({ bench: 'kill-points', transport, channel, from, to, step, results }));
  if (results.some(({ tried, survived }) => survived < tried)) process.exitCode = 1;
});

/** n = 1, 2, … until a round ends without a kill. */
async function tryAll(bench: LawBench, when: Kill['when'], times: number): Promise<Tried> {
  const began = performance.now();
  let [tried, survived] = [0, 0];
  let town = await newTown(bench);
  for (let n = from; n <= to && !isStopped(); n += step) {
    if (town.round >= roundsPerTown) town = await newTown(bench);
    const { kills, ended, right } = await killRound(town, { when, n }, times);
    if (kills === 0) break;
    tried += 1;
    if (isDeepStrictEqual(ended, right)) survived += 1;
    else {
      console.log(`killed ${when} message ${n}, ${kills} times:`, { ended, right });
      town = await newTown(bench);
    }
  }
  return { when, times, tried, survived, minutes: tenth((performance.now() - began) / 60_000) };
}

function newTown(bench: LawBench): Promise<KillTown> {
  return makeKillTown(bench, transport, { channel });
}
