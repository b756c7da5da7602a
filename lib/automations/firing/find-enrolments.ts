import type { FlowContext } from '@/lib/context';
import { isFree, Prisma, wasCutOff } from '@/lib/db';
import { batchLease } from './batch-lease';
import { freeCallAt } from './enrolment-allowance';
import { findAwake } from './find-awake';

const { sql } = Prisma;

export type Turn = { automationId: bigint; programId: number };

const isEnrolment = sql`a.action->>'kind' = 'enrol'`;

/** The account's automations with people whose time has come, and no quiet hours: who was longest without a request first. */
export async function findTurns(ctx: FlowContext, integrationId: bigint): Promise<Turn[]> {
  if ((await freeCallAt(ctx, ctx.db.prisma, integrationId)) > ctx.now()) return [];
  const awake = await findAwake(ctx, isEnrolment, integrationId);
  return awake.flatMap(({ automationId, programId }) =>
    programId === null ? [] : [{ automationId, programId }],
  );
}

/** Accounts with a request to follow, or with people who may be enrolled now. */
export async function findDueEnrolments(
  ctx: Pick<FlowContext, 'db' | 'now'>,
): Promise<{ integrationId: bigint; wasCutOff: boolean }[]> {
  const open = await ctx.db.prisma.$queryRaw<{ integrationId: bigint; wasCutOff: boolean }[]>`
    SELECT b.integration_id AS "integrationId", bool_or(${wasCutOff(batchLease, 'b')}) AS "wasCutOff"
    FROM automation_batches b JOIN integrations i ON i.id = b.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE b.state IN ('sending', 'accepted') AND b.program_id IS NOT NULL AND ${isFree(batchLease, 'b')}
      AND (b.next_step_at IS NULL OR b.next_step_at <= ${ctx.now()}::timestamptz)
    GROUP BY 1`;
  const due = new Map(open.map((one) => [one.integrationId, one]));
  for (const { integrationId } of await findAwake(ctx, isEnrolment, null))
    if (!due.has(integrationId) && (await freeCallAt(ctx, ctx.db.prisma, integrationId)) <= ctx.now())
      due.set(integrationId, { integrationId, wasCutOff: false });
  return [...due.values()];
}
