// A turn of a connection of 1,000,000 people (or --people N) of whom nobody changed, through the sandbox: no writing call, and no longer than evaluating and planning its list.
import { evaluateList } from '@/lib/marketing-lists';
import { planChanges } from '@/lib/export/planning/plan-changes';
import { numberArgument } from './arguments';
import { hundredth, median, tenth, timed } from './big-world';
import { fillBook, makeBook, withBookWorld, writingCalls } from './book-world';
import { syncOnce, type Synced } from './sync-once';

const people = numberArgument('people') ?? 1_000_000;
const rounds = 3;
/** Of the plan with what comes before it: one look at the clock may be a little off the other. */
const limit = 1.1;

await withBookWorld(people, async (world) => {
  const { ctx, control } = world;
  const book = await makeBook(world, { name: 'Nothing new', mapping: 'realistic', people, isDynamic: true });
  await evaluateList(ctx, book.listId);
  await fillBook(world, book);
  const evaluations: number[] = [];
  const plans: number[] = [];
  const runs: Synced[] = [];
  let [writes, calls] = [0, 0];
  for (let n = 0; n <= rounds; n += 1) {
    evaluations.push((await timed(() => evaluateList(ctx, book.listId))).ms);
    plans.push(
      (
        await timed(() =>
          ctx.db.prisma.$transaction((tx) => planChanges(tx, book.scope), { timeout: 900_000 }),
        )
      ).ms,
    );
    await control('/requests', undefined, 'DELETE');
    runs.push(await syncOnce(world, book, { turnsBefore: 1 }));
    const seen = await writingCalls(world);
    writes += seen.writing;
    calls += seen.all;
  }
  const evaluation = median(evaluations.slice(1));
  const plan = median(plans.slice(1));
  const run = median(runs.slice(1).map(({ seconds }) => seconds * 1000));
  const ratio = hundredth(run / (evaluation + plan));
  const rows = await ctx.db.prisma.plannedChange.count({ where: { action: { not: 'skip' } } });
  console.table({
    'the list evaluated': { ms: Math.round(evaluation) },
    'its plan': { ms: Math.round(plan) },
    'the whole turn': { ms: Math.round(run), 'of both': ratio, 'at most': limit },
  });
  const peak = tenth(Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)));
  console.log(`${calls} calls, ${writes} of them writing, ${rows} rows, peak memory ${peak} MB`);
  console.log(
    JSON.stringify({ bench: 'export-no-change', people, evaluation, plan, run, ratio, limit, writes, rows }),
  );
  if (writes + rows > 0) throw new Error('Something was sent where nothing had changed.');
});
