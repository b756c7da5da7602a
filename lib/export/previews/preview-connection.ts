import type { z } from 'zod';
import type { Context } from '../../context';
import type { Tx } from '../../db';
import { goesBy, readPlanMapping } from '../../data-fields';
import { permit } from '../../permissions';
import { estimateCalls } from './estimate-calls';
import { countRemovedToday, guardRemovals } from '../planning/guard-removals';
import { lookAtPlan, type PreviewScope } from '../planning/look-at-plan';
import { readSettings } from '../../settings';
import { reasonWord } from '../../sync-runs';
import type { PlanCounts, PreviewInput, PreviewView } from '../schemas';
import { fileLimits } from '../planning/stage-changes';

/** What the first sync would do, by the very plan that the sync makes. Nothing is sent and nothing is stored. */
export async function previewConnection(
  ctx: Context,
  input: z.output<typeof PreviewInput>,
): Promise<PreviewView> {
  permit(ctx, 'connections.read');
  return lookAtPlan(ctx, input, (tx, counts, scope) => describePlan(ctx, tx, counts, scope));
}

export async function describePlan(
  ctx: Context,
  tx: Tx,
  counts: PlanCounts,
  scope: PreviewScope,
): Promise<PreviewView> {
  const removedToday =
    scope.addressBookId === null ? 0 : await countRemovedToday(tx, scope.addressBookId, ctx.now());
  const hold = guardRemovals({
    ...counts,
    removedToday,
    options: await readSettings(ctx, tx, scope.integrationId),
  });
  const rows = await readPlanMapping(tx, scope.integrationId, scope.entity);
  const mapping = rows.filter(goesBy(scope.channel));
  const [sizes] = await tx.$queryRaw<{ files: number }[]>`
    SELECT coalesce(sum(files), 0)::int * (SELECT cardinality(policies) FROM plan_files) AS files FROM (
      SELECT ceil(sum(greatest(bytes, ${fileLimits.bytes / fileLimits.rows}::int))::numeric / ${fileLimits.bytes}) AS files
      FROM plan_rows WHERE action IN ('add', 'update') GROUP BY action) f`;
  const budget = await tx.apiBudget.findFirst({
    where: { integrationId: scope.integrationId, resetAt: { gt: ctx.now() } },
    orderBy: { remaining: 'asc' },
  });
  return {
    counts,
    reasons: Object.entries(counts.skippedBy)
      .map(([code, count]) => ({ code, label: reasonWord(code), count }))
      .sort((a, b) => b.count - a.count),
    leftByOthers: scope.ownsMemory ? 0 : counts.ours,
    hold: hold?.message ?? null,
    mappedFields: mapping.map(({ name }) => name),
    apiCalls: estimateCalls(counts, sizes?.files ?? 0),
    callsLeft: budget ? { remaining: budget.remaining, limit: budget.callLimit } : null,
    computedAt: ctx.now().toISOString(),
  };
}
