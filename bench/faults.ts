// Every kind of fault of the catalogue at every call of a wave (--from N --to N --step N: at some of them; --kind NAME alone; --v3: people go as JSON): how many rounds ended right, and what their runs said of it.
import { isDeepStrictEqual } from 'node:util';
import { faultsOfCalls } from '@/prisma/seed/faults/fault-kinds';
import { faultRound } from '@/prisma/seed/faults/fault-round';
import { makeKillTown, roundsPerTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench } from '@/prisma/seed/laws/law-bench';
import { numberArgument, textArgument } from './arguments';
import { stopAsked } from './stop-asked';
import { withPostgres } from './with-postgres';

const step = numberArgument('step') ?? 1;
const from = numberArgument('from') ?? 1;
const to = numberArgument('to') ?? Infinity;
const only = textArgument('kind');
const transport = process.argv.includes('--v3') ? 'v3' : 'v2';
const isStopped = stopAsked();

await withPostgres({ durable: false }, async (server) => {
  const bench = await openLawBench(server.url());
  const rows: Record<string, string | number>[] = [];
  let town = await makeKillTown(bench, transport);
  for (const fault of faultsOfCalls) {
    if (isStopped() || (only !== undefined && fault.kind !== only)) continue;
    const told = new Set<string>();
    let [struck, right, unnamed] = [0, 0, 0];
    for (let nth = from; nth <= to && !isStopped(); nth += step) {
      if (town.round >= roundsPerTown) town = await makeKillTown(bench, transport);
      const name = `${fault.kind} ${JSON.stringify(fault.args ?? {})} at call ${nth}`;
      const round = await faultRound(town, fault, nth).catch((error: unknown) => String(error));
      if (typeof round === 'string') {
        console.log(name, round);
        struck += 1;
        town = await makeKillTown(bench, transport);
        continue;
      }
      if (!round.isReached) break;
      if (round.struck === null) continue;
      struck += 1;
      for (const code of round.told) told.add(code);
      if (round.told.some((code) => !fault.told.includes(code))) {
        unnamed += 1;
        console.log(name, round.struck, 'was told as', round.told);
      }
      if (isDeepStrictEqual(round.ended, round.right)) right += 1;
      else {
        console.log(name, round.struck, round.told, { ended: round.ended, right: round.right });
        town = await makeKillTown(bench, transport);
      }
    }
    const row = { kind: fault.kind, ...fault.args, struck, right, 'told as': [...told].join(), unnamed };
    console.log(JSON.stringify(row));
    rows.push(row);
  }
  await bench.close();
  console.log(JSON.stringify({ bench: 'faults', transport, from, to, step, rows }));
  if (rows.some(({ struck, right, unnamed }) => right !== struck || unnamed !== 0)) process.exitCode = 1;
});
