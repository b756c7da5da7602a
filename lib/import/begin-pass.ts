import { z } from 'zod';
import type { FlowContext } from '../context';
import type { Tx } from '../db';
import { startRun } from '../sync-runs';
import type { RunTrigger } from '../sync-runs/schemas';
import { acquireLease, holdLease, releaseLease, type PassLease } from './pass-lease';
import { connectorLabels, connectors } from './schemas';

export type BegunPass = {
  integrationId: bigint;
  defaultOwnerId: bigint | null;
  lease: PassLease;
  runId: bigint;
  startedAt: Date;
  isResumed: boolean;
  counts: Record<string, number>;
  /** What the schedule says while this pass runs: a button pressed meanwhile moves it. */
  scheduledAt: Date;
};

/** Takes the lease and begins a run, or goes on with the one that was cut off. null: someone else is at it, or nothing is to be read. */
export async function beginPass(
  ctx: FlowContext,
  integrationId: bigint,
  trigger: RunTrigger,
): Promise<BegunPass | null> {
  const lease = await acquireLease(ctx, integrationId);
  if (lease === null) return null;
  return ctx.db.prisma.$transaction(async (tx) => {
    await holdLease(tx, lease);
    const integration = await tx.integration.findFirst({
      where: { id: integrationId, active: true, deletedAt: null },
      select: { defaultOwnerId: true },
    });
    if (integration === null) {
      await releaseLease(tx, lease, true);
      return null;
    }
    const open = lease.openRunId === null ? null : await findOpenRun(tx, lease.openRunId);
    const startedAt = open?.startedAt ?? ctx.now();
    const runId = open?.id ?? (await newRun(ctx, tx, integrationId, trigger));
    const scheduledAt = new Date(ctx.now().getTime() + ctx.config.importMinutes * 60_000);
    await tx.integration.update({ where: { id: integrationId }, data: { nextImportAt: scheduledAt } });
    return {
      integrationId,
      ...integration,
      lease,
      runId,
      startedAt,
      isResumed: open !== null,
      counts: open?.counts ?? {},
      scheduledAt,
    };
  });
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
