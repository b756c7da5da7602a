// Every kind of fault of the catalogue at every call of a wave (--step N: at every Nth; --kind NAME alone): how many rounds ended right, and what their runs said of it.
import { isDeepStrictEqual } from 'node:util';
import { faultsOfCalls } from '@/prisma/seed/faults/fault-kinds';
import { faultRound } from '@/prisma/seed/faults/fault-round';
import { makeKillTown, roundsPerTown } from '@/prisma/seed/kills/kill-town';
import { openLawBench } from '@/prisma/seed/laws/law-bench';
import { numberArgument } from './arguments';
import { withPostgres } from './with-postgres';

const step = numberArgument('step') ?? 1;
const only = process.argv.includes('--kind') ? process.argv[process.argv.indexOf('--kind') + 1] : null;

await withPostgres({ durable: false }, async (server) => {
  const bench = await openLawBench(server.url());
  const rows: Record<string, string | number>[] = [];
  let town = await makeKillTown(bench, 'v2');
  for (const fault of faultsOfCalls) {
    if (only !== null && fault.kind !== only) continue;
    const told = new Set<string>();
    let [struck, right, unnamed] = [0, 0, 0];
    for (let nth = 1; ; nth += step) {
      if (town.round >= roundsPerTown) town = await makeKillTown(bench, 'v2');
      const name = `${fault.kind} ${JSON.stringify(fault.args ?? {})} at call ${nth}`;
      const round = await faultRound(town, fault, nth).catch((error: unknown) => String(error));
      if (typeof round === 'string') {
        console.log(name, round);
        struck += 1;
        town = await makeKillTown(bench, 'v2');
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
        town = await makeKillTown(bench, 'v2');
      }
    }
    const row = { kind: fault.kind, ...fault.args, struck, right, 'told as': [...told].join(), unnamed };
    console.log(JSON.stringify(row));
    rows.push(row);
  }
  await bench.close();
  console.log(JSON.stringify({ bench: 'faults', transport: 'v2', step, rows }));
  if (rows.some(({ struck, right, unnamed }) => right !== struck || unnamed !== 0)) process.exitCode = 1;
});
