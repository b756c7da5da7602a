import type { FlowContext } from '@/lib/context';
import { isFree, wasCutOff } from '@/lib/db';
import { quietUntil } from '@/lib/settings';
import { zoneOf } from '../internal';
import { AutomationLimits } from '../schemas';
import { batchLease } from './batch-lease';
import { freeCallAt } from './enrolment-allowance';

export type Turn = { automationId: bigint; programId: number };
type Waiting = Turn & { integrationId: bigint; limits: unknown; timeZone: string | null };

/** The account's automations with people whose time has come, and no quiet hours: who was longest without a request first. */
export async function findTurns(ctx: FlowContext, integrationId: bigint): Promise<Turn[]> {
  if ((await freeCallAt(ctx, ctx.db.prisma, integrationId)) > ctx.now()) return [];
  return awake(ctx, await findWaiting(ctx, integrationId));
}

/** In the order of their turns. */
function findWaiting(ctx: Pick<FlowContext, 'db' | 'now'>, integrationId: bigint | null): Promise<Waiting[]> {
  return ctx.db.prisma.$queryRaw<Waiting[]>`
    SELECT a.id AS "automationId", (a.action->>'programId')::int AS "programId", a.integration_id AS "integrationId", a.limits, i.time_zone AS "timeZone"
    FROM automations a JOIN integrations i ON i.id = a.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE a.state = 'on' AND a.action->>'kind' = 'enrol' AND (a.retry_at IS NULL OR a.retry_at <= ${ctx.now()}::timestamptz)
      AND (${integrationId}::bigint IS NULL OR i.id = ${integrationId}::bigint)
      AND EXISTS (
        SELECT FROM automation_firings f WHERE f.automation_id = a.id AND f.state = 'waiting' AND f.due_at <= ${ctx.now()}::timestamptz)
    ORDER BY (SELECT max(b.id) FROM automation_batches b WHERE b.automation_id = a.id) NULLS FIRST, a.id`;
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

/** Accounts with a request to follow, or with people who may be enrolled now. */
export async function findDueEnrolments(
  ctx: Pick<FlowContext, 'db' | 'now'>,
): Promise<{ integrationId: bigint; wasCutOff: boolean }[]> {
  const open = await ctx.db.prisma.$queryRaw<{ integrationId: bigint; wasCutOff: boolean }[]>`
    SELECT b.integration_id AS "integrationId", bool_or(${wasCutOff(batchLease, 'b')}) AS "wasCutOff"
    FROM automation_batches b JOIN integrations i ON i.id = b.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE b.state IN ('sending', 'accepted') AND ${isFree(batchLease, 'b')}
      AND (b.next_step_at IS NULL OR b.next_step_at <= ${ctx.now()}::timestamptz)
    GROUP BY 1`;
  const due = new Map(open.map((one) => [one.integrationId, one]));
  for (const { integrationId } of await awake(ctx, await findWaiting(ctx, null)))
    if (!due.has(integrationId) && (await freeCallAt(ctx, ctx.db.prisma, integrationId)) <= ctx.now())
      due.set(integrationId, { integrationId, wasCutOff: false });
  return [...due.values()];
}
