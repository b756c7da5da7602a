import type { FlowContext } from '@/lib/context';
import type { DotdigitalClient, InsightApi } from '@/lib/dotdigital';
import { DotdigitalError } from '@/lib/dotdigital';
import { changeCollection, type HeldCollection } from './collection-lease';
import { finishBatch, waitAgain } from './settle-batch';
import { graceMs } from './stage-batch';

const lookEveryMs = 5_000;
const laterMs = 60_000;
/** Whose end can't be seen for so long is sent again. */
const longestUnknownMs = 60 * 60_000;
const longestWorkMs = 24 * 60 * 60_000;

type OpenBatch = {
  id: bigint;
  state: string;
  importId: string | null;
  rowCount: number;
  sentAt: Date;
};

/** One look at each request whose time has come. */
export async function followBatches(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection,
): Promise<void> {
  const due = await ctx.db.prisma.insightBatch.findMany({
    where: {
      integrationId: held.integrationId,
      kind: held.kind,
      state: { in: ['sending', 'accepted'] },
      nextStepAt: { lte: ctx.now() },
    },
    orderBy: [{ nextStepAt: 'asc' }, { id: 'asc' }],
  });
  for (const batch of due) {
    if (ctx.signal.aborted) return;
    if (batch.importId === null || held.api === null)
      await sendAgain(ctx, held, batch, 'No answer came, and ten minutes have passed.', false);
    else await look(ctx, client, held, held.api, { ...batch, importId: batch.importId });
  }
}

async function look(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection,
  api: InsightApi,
  batch: OpenBatch & { importId: string },
): Promise<void> {
  const age = ctx.now().getTime() - batch.sentAt.getTime();
  try {
    const { state, report } = await client.insightImport(api, batch.importId);
    if (state === 'failed')
      return await sendAgain(ctx, held, batch, 'Dotdigital ended the import as failed.', true);
    if (state === 'working')
      return age < longestWorkMs
        ? await lookAgain(ctx, held, batch.id, age < laterMs ? lookEveryMs : laterMs)
        : await sendAgain(ctx, held, batch, 'Dotdigital did not end the import within a day.', true);
    if (report === null)
      return age < graceMs
        ? await lookAgain(ctx, held, batch.id, laterMs)
        : await sendAgain(ctx, held, batch, 'Dotdigital has no report of the import.', true);
    if (report.total !== null && report.total !== batch.rowCount)
      return await sendAgain(ctx, held, batch, 'The report is about another import.', true);
    await changeCollection(ctx, held, (tx) => finishBatch(ctx, tx, batch.id, report.faults));
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    // A number that was given out may not be shown yet, and a 404 by itself isn't believed.
    if (error.kind === 'not_found' && age >= longestUnknownMs)
      return sendAgain(ctx, held, batch, 'Dotdigital does not know the import any more.', false);
    await lookAgain(ctx, held, batch.id, laterMs);
    if (error.kind !== 'not_found') throw error;
  }
}

const lookAgain = (ctx: FlowContext, held: HeldCollection, id: bigint, afterMs: number): Promise<void> =>
  changeCollection(ctx, held, async (tx) => {
    await tx.insightBatch.update({
      where: { id },
      data: { nextStepAt: new Date(ctx.now().getTime() + afterMs) },
    });
  });

/** Each document replaces what its key had, so twice is once. */
const sendAgain = (
  ctx: FlowContext,
  held: HeldCollection,
  { id }: OpenBatch,
  problem: string,
  isToBlame: boolean,
): Promise<void> =>
  changeCollection(ctx, held, (tx) =>
    waitAgain(ctx, tx, id, { state: 'lost', code: 'import_lost', problem, isToBlame }),
  );
