import type { Tx } from '../db';
import type { RunCounts } from '../sync-runs/schemas';
import type { PlanCounts } from './schemas';

/** What a run shows: of what was planned, how much has which end. `leftOut` are people, not rows of this wave. */
export async function readRunCounts(tx: Tx, waveId: bigint, plan: PlanCounts): Promise<RunCounts> {
  const rows = await tx.$queryRaw<{ outcome: string | null; count: number }[]>`
    SELECT outcome, count(*)::int AS count FROM planned_changes
    WHERE wave_id = ${waveId} AND action <> 'skip' GROUP BY 1`;
  const of = (outcome: string | null) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    planned: rows.reduce((sum, row) => sum + row.count, 0),
    added: of('added'),
    updated: of('updated'),
    removed: of('removed'),
    unsubscribed: of('unsubscribed'),
    rejected: of('rejected'),
    underWay: of(null),
    leftOut: plan.skip + of('skipped'),
    unchanged: plan.unchanged,
    listed: plan.listed,
  };
}
