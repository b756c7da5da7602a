import type { FlowContext } from '@/lib/context';
import {
  DotdigitalError,
  type DotdigitalClient,
  type InsightApi,
  insightCollections,
} from '@/lib/dotdigital';
import { AppError } from '@/lib/errors';
import { openDotdigital } from '@/lib/integrations';
import { compareCollection } from '../comparing/compare-collection';
import type { Ref } from '../internal';
import { changeCollection, takeCollection, whileHeld, type HeldCollection } from './collection-lease';
import { deleteLeaving } from './delete-leaving';
import { hasWork, maxUnderWay, noteCost } from './find-due-insight';
import { followBatches } from './follow-batches';
import { sendBatch } from './send-batch';
import { stageBatch } from './stage-batch';

/** Of our share of the calls, so that waves find the rest whatever insight data has to do. */
const shareOfCalls = 0.8;
const soonMs = 60_000;
const laterMs = 5 * 60_000;

/**
 * Orders or carts of an account: compared, then followed, deleted and sent as long as there is something to do and the slice lasts. Each
 * request is stored before it leaves. Safe to repeat, to overlap, to be killed anywhere; where nothing changed nothing is written or called.
 */
export async function pushInsight(ctx: FlowContext, ref: Ref, compare = true): Promise<void> {
  if (compare) {
    const began = performance.now();
    await compareCollection(ctx, ref);
    noteCost(ctx.db, ref, performance.now() - began);
  }
  if (!(await hasWork(ctx, ref))) return;
  const held = await takeCollection(ctx, ref);
  if (!held) return;
  await whileHeld(ctx, held, async (own) => {
    let client: DotdigitalClient | null = null;
    try {
      client = await openDotdigital(own, ref.integrationId, {
        signal: own.signal,
        shareOfCalls,
        maxWaitMs: 0,
      });
      await work(own, client, held);
      await noteProblem(own, held, null);
    } catch (error) {
      // Without a client it is the integration that stands against it: switched off, or without a password.
      const isKnown = error instanceof DotdigitalError || (client === null && error instanceof AppError);
      if (!isKnown) throw error;
      if (error instanceof DotdigitalError && error.kind === 'stopped') return;
      own.log.warn({ err: error }, 'insight data waits');
      await noteProblem(own, held, { retryAt: whenAgain(own, error), problem: error.userMessage });
    } finally {
      await client?.close();
    }
  });
}

async function work(ctx: FlowContext, client: DotdigitalClient, held: HeldCollection): Promise<void> {
  await followBatches(ctx, client, held);
  if (!held.active) return;
  const ready = { ...held, api: held.api ?? (await openCollection(ctx, client, held)) };
  while (!ctx.signal.aborted && (await underWay(ctx, held)) < maxUnderWay) {
    const batch = await stageBatch(ctx, held);
    if (!batch) break;
    await sendBatch(ctx, client, ready, batch);
  }
  await deleteLeaving(ctx, client, ready);
}

async function openCollection(
  ctx: FlowContext,
  client: DotdigitalClient,
  held: HeldCollection,
): Promise<InsightApi> {
  const api = await client.makeInsightCollection(insightCollections[held.kind]);
  await changeCollection(ctx, held, async (tx) => {
    await tx.insightCollection.update({ where: { integrationId_kind: refOf(held) }, data: { api } });
  });
  return api;
}

const underWay = (ctx: FlowContext, held: HeldCollection): Promise<number> =>
  ctx.db.prisma.insightBatch.count({
    where: { ...refOf(held), state: { in: ['sending', 'accepted'] } },
  });

const refOf = ({ integrationId, kind }: Ref): Ref => ({ integrationId, kind });

function whenAgain(ctx: FlowContext, error: AppError): Date {
  const passes = error instanceof DotdigitalError && error.transient;
  const later = new Date(ctx.now().getTime() + (passes ? soonMs : laterMs));
  return error instanceof DotdigitalError ? (error.retryAt ?? later) : later;
}

/** Nobody asks Dotdigital for the collection again before its time. */
const noteProblem = (
  ctx: FlowContext,
  held: HeldCollection,
  told: { retryAt: Date; problem: string } | null,
): Promise<unknown> =>
  changeCollection(ctx, held, (tx) =>
    tx.insightCollection.updateMany({
      where: { ...refOf(held), ...(told ? {} : { problem: { not: null } }) },
      data: told ?? { retryAt: null, problem: null },
    }),
  );
