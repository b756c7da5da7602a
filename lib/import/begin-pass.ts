import { z } from 'zod';
import type { FlowContext } from '../context';
import type { Lease, Tx } from '../db';
import { readSettings } from '../settings';
import type { SettingValues } from '../settings/schemas';
import { startRun } from '../sync-runs';
import type { RunTrigger } from '../sync-runs/schemas';
import { acquirePass, holdPass, releasePass } from './pass-lease';
import { connectorLabels, connectors } from './schemas';

export type BegunPass = {
  integrationId: bigint;
  defaultOwnerId: bigint | null;
  /** As they were when the pass began. */
  settings: SettingValues;
  lease: Lease;
  runId: bigint;
  startedAt: Date;
  isResumed: boolean;
  counts: Record<string, number>;
  /** What the schedule says while this pass runs, so that a button pressed meanwhile is seen; null: one was pressed already. */
  scheduledAt: Date | null;
};

/** Takes the lease and begins a run, or goes on with the one that was cut off. null: someone else is at it, or nothing is to be read. */
export async function beginPass(
  ctx: FlowContext,
  integrationId: bigint,
  trigger: RunTrigger,
): Promise<BegunPass | null> {
  const acquired = await acquirePass(ctx, integrationId);
  if (acquired === null) return null;
  const { lease, openRunId } = acquired;
  return ctx.db.prisma.$transaction(async (tx) => {
    await holdPass(tx, lease);
    const integration = await tx.integration.findFirst({
      where: { id: integrationId, active: true, deletedAt: null },
      select: { defaultOwnerId: true },
    });
    if (integration === null) {
      await releasePass(tx, lease, true);
      return null;
    }
    const open = openRunId === null ? null : await findOpenRun(tx, openRunId);
    const startedAt = open?.startedAt ?? ctx.now();
    const runId = open?.id ?? (await newRun(ctx, tx, integrationId, trigger));
    const settings = await readSettings(ctx, tx, integrationId);
    const next = new Date(ctx.now().getTime() + settings.importMinutes * 60_000);
    const scheduledAt = await schedule(ctx, tx, integrationId, { next, isResumed: open !== null });
    return {
      integrationId,
      ...integration,
      settings,
      lease,
      runId,
      startedAt,
      isResumed: open !== null,
      counts: open?.counts ?? {},
      scheduledAt,
    };
  });
}

/**
 * Moves the next pass an interval away. What fell due while a pass was open (asked for by a person, or its own next turn) stays due
 * when that pass is taken up: it has read part of the account before.
 */
async function schedule(
  ctx: FlowContext,
  tx: Tx,
  integrationId: bigint,
  { next, isResumed }: { next: Date; isResumed: boolean },
): Promise<Date | null> {
  const now = ctx.now();
  const moved = await tx.$executeRaw`
    UPDATE integrations SET next_import_at = ${next}
    WHERE id = ${integrationId} AND NOT (${isResumed} AND coalesce(next_import_at <= ${now}, false))`;
  return moved === 0 ? null : next;
}

async function newRun(ctx: FlowContext, tx: Tx, integrationId: bigint, trigger: RunTrigger): Promise<bigint> {
  const runId = await startRun(ctx, tx, {
    kind: 'import',
    trigger,
    integrationId,
    phases: connectors.map((key) => ({ key, label: connectorLabels[key] })),
  });
  await tx.importLease.update({ where: { integrationId }, data: { syncRunId: runId } });
  return runId;
}

const Counts = z.record(z.string(), z.number()).catch({});

async function findOpenRun(tx: Tx, id: bigint) {
  const run = await tx.syncRun.findFirst({
    where: { id, state: { in: ['running', 'waiting'] } },
    select: { id: true, startedAt: true, counts: true },
  });
  return run === null ? null : { ...run, counts: Counts.parse(run.counts) };
}
