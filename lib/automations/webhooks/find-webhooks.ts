import type { FlowContext } from '@/lib/context';
import { isFree, Prisma, wasCutOff } from '@/lib/db';
import { awake } from '../firing/find-awake';
import { callLease, isCallDue } from './call-lease';

type Waiting = { automationId: bigint; wasCutOff: boolean; limits: unknown; timeZone: string | null };

/** Automations whose receivers are to be told something now. */
export async function findDueWebhooks(
  ctx: Pick<FlowContext, 'db' | 'now'>,
): Promise<{ automationId: bigint; wasCutOff: boolean }[]> {
  const now = Prisma.sql`${ctx.now()}::timestamptz`;
  const waiting = await ctx.db.prisma.$queryRaw<Waiting[]>`
    SELECT a.id AS "automationId", a.limits, i.time_zone AS "timeZone", coalesce(c.was_cut_off, FALSE) AS "wasCutOff"
    FROM automations a LEFT JOIN integrations i ON i.id = a.integration_id
    LEFT JOIN LATERAL (
      SELECT bool_or(${wasCutOff(callLease, 'c')}) AS was_cut_off FROM automation_calls c
      WHERE c.automation_id = a.id AND c.next_step_at IS NOT NULL AND ${isFree(callLease, 'c')} AND ${isCallDue(ctx.now(), 'c')}) c ON TRUE
    WHERE a.state = 'on' AND (a.retry_at IS NULL OR a.retry_at <= ${now}) AND (c.was_cut_off IS NOT NULL OR a.action->>'kind' = 'webhook' AND EXISTS (
      SELECT FROM automation_firings f WHERE f.automation_id = a.id AND f.state = 'waiting' AND f.due_at <= ${now}))
    ORDER BY a.id`;
  return (await awake(ctx, waiting)).map((one) => ({
    automationId: one.automationId,
    wasCutOff: one.wasCutOff,
  }));
}
