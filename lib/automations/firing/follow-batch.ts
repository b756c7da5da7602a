import type { FlowContext } from '@/lib/context';
import { DotdigitalError, type DotdigitalClient } from '@/lib/dotdigital';
import { releaseLease, Prisma } from '@/lib/db';
import { batchLease, changeBatch, whileBatchHeld, type HeldBatch } from './batch-lease';
import { acceptBatch, finishBatch, loseSight, waitAgain, type Fault } from './settle-batch';

/** Longer than any request can be under way, and than Dotdigital takes to show what it has taken. */
const graceMs = 10 * 60_000;
const lookEveryMs = 15_000;
const afterFailureMs = 60_000;
const longestUnknownMs = 60 * 60_000;
/** Dotdigital's times are written to the second or finer. */
const roundingMs = 1_000;

/** One look at what became of a request: found by its id, or, where its answer was lost, by its program and time. */
export async function followBatch(
  ctx: FlowContext,
  client: DotdigitalClient,
  batch: HeldBatch,
): Promise<void> {
  await whileBatchHeld(ctx, batch, async (held) => {
    let nextStepAt: Date | null = new Date(held.now().getTime() + afterFailureMs);
    try {
      nextStepAt =
        batch.dotdigitalId === null
          ? await lookForIt(held, client, batch)
          : await poll(held, client, batch, batch.dotdigitalId);
    } finally {
      await releaseLease(held.db.prisma, batchLease, batch.lease, {
        set: Prisma.sql`next_step_at = ${nextStepAt}::timestamptz`,
      });
    }
  });
}

/** The request may have left. It is never made again from here. */
async function lookForIt(ctx: FlowContext, client: DotdigitalClient, batch: HeldBatch): Promise<Date | null> {
  const found = await findEnrolment(ctx, client, batch);
  if (found !== null) {
    await changeBatch(ctx, batch, (tx) => acceptBatch(ctx, tx, batch.id, found));
    return ctx.now();
  }
  if (ctx.now().getTime() - batch.sentAt.getTime() < graceMs)
    return new Date(ctx.now().getTime() + lookEveryMs);
  await changeBatch(ctx, batch, (tx) =>
    waitAgain(ctx, tx, batch.id, 'lost', 'No answer, and ten minutes later no trace of it at Dotdigital.'),
  );
  return null;
}

/** The oldest enrolment of the program that came after the request began and belongs to no other batch. */
async function findEnrolment(
  ctx: FlowContext,
  client: DotdigitalClient,
  { integrationId, programId, theirTime }: HeldBatch,
): Promise<string | null> {
  const since = theirTime.getTime() - roundingMs;
  const candidates: { id: string; at: number }[] = [];
  for (const status of ['Processing', 'Finished'] as const)
    for await (const { rows } of client.enrolments(status))
      for (const row of rows)
        if ((row.programId ?? programId) === programId && (row.dateCreated?.getTime() ?? since) >= since)
          candidates.push({ id: row.id, at: row.dateCreated?.getTime() ?? since });
  if (candidates.length === 0) return null;
  const ours = await ctx.db.prisma.automationBatch.findMany({
    where: { integrationId, dotdigitalId: { in: candidates.map(({ id }) => id) } },
    select: { dotdigitalId: true },
  });
  const known = new Set(ours.map(({ dotdigitalId }) => dotdigitalId));
  const free = candidates.filter(({ id }) => !known.has(id)).sort((a, b) => a.at - b.at);
  return free[0]?.id ?? null;
}

async function poll(
  ctx: FlowContext,
  client: DotdigitalClient,
  batch: HeldBatch,
  dotdigitalId: string,
): Promise<Date | null> {
  try {
    const { status } = await client.enrolment(dotdigitalId);
    if (status !== 'Finished') return new Date(ctx.now().getTime() + lookEveryMs);
    const faults: Fault[] = [];
    for await (const { reason, columns } of client.enrolmentFaults(dotdigitalId))
      faults.push({ contactId: Number(columns.Id), reason: reason.slice(0, 200) || 'refused' });
    await changeBatch(ctx, batch, (tx) =>
      finishBatch(
        ctx,
        tx,
        batch.id,
        faults.filter(({ contactId }) => Number.isSafeInteger(contactId)),
      ),
    );
    return null;
  } catch (error) {
    if (!(error instanceof DotdigitalError) || error.kind !== 'not_found') throw error;
    // A number that was given out may not be shown yet, and a 404 by itself isn't believed.
    if (ctx.now().getTime() - batch.sentAt.getTime() < longestUnknownMs)
      return new Date(ctx.now().getTime() + lookEveryMs);
    await changeBatch(ctx, batch, (tx) => loseSight(ctx, tx, batch.id));
    return null;
  }
}
