// The plan of a list of 1,000,000 people (or --people N) with its rows written, beside a serial scan with the same hash: plain columns and counted ones, with nothing, 1 %, everything changed and everyone new.
import { planChanges } from '@/lib/export/planning/plan-changes';
import type { PlanScope } from '@/lib/export/planning/plan-scope';
import { stageChanges } from '@/lib/export/planning/stage-changes';
import type { FlowContext } from '@/lib/context';
import { numberArgument } from './arguments';
import { hundredth, median, timed } from './big-world';
import {
  fillBook,
  makeBook,
  makeWave,
  scanOfColumns,
  scanWithSameHash,
  withBookWorld,
  type Book,
  type BookWorld,
} from './book-world';

const people = numberArgument('people') ?? 1_000_000;
const rounds = numberArgument('rounds') ?? 3;
const maxPlain = 1.5;
const maxRealistic = 3;
const maxIncremental = 0.1;

class TakeBack extends Error {}

await withBookWorld(people, async (world) => {
  const plain = await makeBook(world, { name: 'Plain', mapping: 'plain', people });
  const realistic = await makeBook(world, { name: 'Realistic', mapping: 'realistic', people });
  const first = await took(world, plain);
  await fillBook(world, plain);
  await fillBook(world, realistic);
  const columns = await usual(() => scanOfColumns(world));
  const scan = await usual(() => scanWithSameHash(world, plain));
  const row = ({ plan, written, rows }: Took) => ({
    'rows written': rows,
    'plan ms': Math.round(plan),
    'with its rows kept, ms': Math.round(plan + written),
    '× scan with the same hash': hundredth(plan / scan),
    'rows kept, × scan': hundredth((plan + written) / scan),
  });
  const results: Record<string, ReturnType<typeof row>> = {
    'everyone new': row(first),
    'nothing changed': row(await took(world, plain)),
    'realistic, nothing changed': row(await took(world, realistic)),
  };
  await change(world, plain, 100);
  await change(world, realistic, 100);
  results['1 % changed'] = row(await took(world, plain));
  results['realistic, 1 % changed'] = row(await took(world, realistic));
  await change(world, plain, 1);
  results['everyone changed'] = row(await took(world, plain));
  console.table(results);
  console.log(
    `scan with the same hash ${Math.round(scan)} ms, with a hash of eight columns ${Math.round(columns)} ms`,
  );
  const ratio = (name: string): number => results[name]?.['× scan with the same hash'] ?? Number.NaN;
  const verdict = {
    plain: { ratio: ratio('1 % changed'), limit: maxPlain },
    realistic: { ratio: ratio('realistic, 1 % changed'), limit: maxRealistic },
    // Nothing is marked as changed (decision 46): 1 % costs what everybody costs.
    incremental: { ratio: ratio('1 % changed'), limit: maxIncremental },
  };
  console.log(JSON.stringify({ bench: 'export-plan', people, scan, columns, verdict, results }));
});

type Took = { plan: number; written: number; rows: number };

async function usual(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n <= rounds; n += 1) times.push(await work());
  return median(times.slice(1));
}

/** Medians of the plan into plan_rows, and of keeping its rows as those of a wave; each time taken back. */
async function took({ ctx }: BookWorld, book: Book): Promise<Took> {
  const waveId = await makeWave(ctx, book);
  const all: Took[] = [];
  for (let n = 0; n <= rounds; n += 1) all.push(await planOnce(ctx, book.scope, waveId));
  const kept = all.slice(1);
  return {
    plan: median(kept.map(({ plan }) => plan)),
    written: median(kept.map(({ written }) => written)),
    rows: kept[0]?.rows ?? 0,
  };
}

async function planOnce(ctx: FlowContext, scope: PlanScope, waveId: bigint): Promise<Took> {
  let result: Took | undefined;
  await ctx.db.prisma
    .$transaction(
      async (tx) => {
        const plan = await timed(() => planChanges(tx, scope));
        const written = await timed(() =>
          stageChanges(tx, waveId, { fileKind: 'import_v2', keepSkips: false }),
        );
        const rows = await tx.plannedChange.count({ where: { waveId } });
        result = { plan: plan.ms, written: written.ms, rows };
        throw new TakeBack();
      },
      { timeout: 900_000 },
    )
    .catch((error: unknown) => {
      if (!(error instanceof TakeBack)) throw error;
    });
  if (!result) throw new Error('nothing was planned');
  return result;
}

/** What is known to be held of every `nth` person is something else from now on. */
async function change({ ctx }: BookWorld, { scope }: Book, nth: number): Promise<void> {
  await ctx.db.pool.query(
    String.raw`UPDATE book_members SET held_hash = '\x00' WHERE address_book_id = $1 AND record_id % $2 = 0`,
    [scope.addressBookId, nth],
  );
  await ctx.db.pool.query('VACUUM ANALYZE book_members');
}
