import type { FlowContext } from '@/lib/context';
import type { Prisma } from '@/lib/db';
import { quietUntil } from '@/lib/settings';
import { zoneOf } from '../internal';
import { AutomationLimits } from '../schemas';

export type Awake = {
  automationId: bigint;
  integrationId: bigint;
  /** Where it enrols. */
  programId: number | null;
};
type Waiting = Awake & { limits: unknown; timeZone: string | null };

/**
 * Automations with people whose time has come and no quiet hours, of one account or (null) of all, in the order of their turns: who was
 * longest without a request first. `which` speaks over automations a.
 */
export async function findAwake(
  ctx: Pick<FlowContext, 'db' | 'now'>,
  which: Prisma.Sql,
  integrationId: bigint | null,
): Promise<Awake[]> {
  const waiting = await ctx.db.prisma.$queryRaw<Waiting[]>`
    SELECT a.id AS "automationId", a.integration_id AS "integrationId", (a.action->>'programId')::int AS "programId", a.limits, i.time_zone AS "timeZone"
    FROM automations a JOIN integrations i ON i.id = a.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE a.state = 'on' AND ${which} AND (a.retry_at IS NULL OR a.retry_at <= ${ctx.now()}::timestamptz)
      AND (${integrationId}::bigint IS NULL OR i.id = ${integrationId}::bigint)
      AND EXISTS (
        SELECT FROM automation_firings f WHERE f.automation_id = a.id AND f.state = 'waiting' AND f.due_at <= ${ctx.now()}::timestamptz)
    ORDER BY (SELECT max(b.id) FROM automation_batches b WHERE b.automation_id = a.id) NULLS FIRST, a.id`;
  return awake(ctx, waiting);
}

/** Those who have no quiet hours now. */
export async function awake<One extends { limits: unknown; timeZone: string | null }>(
  ctx: Pick<FlowContext, 'db' | 'now'>,
  waiting: readonly One[],
): Promise<One[]> {
  const found: One[] = [];
  for (const one of waiting) {
    const limits = AutomationLimits.parse(one.limits);
    const zone = limits.quietHours === '' ? 'UTC' : await zoneOf(ctx, limits.zone, one.timeZone);
    if (quietUntil(limits, zone, ctx.now()) === null) found.push(one);
  }
  return found;
}
