import type { FlowContext } from '@/lib/context';
import { isFree, Prisma, wasCutOff, type PrismaTypes } from '@/lib/db';
import { messageKinds } from '../actions/message-actions';
import { batchLease } from '../firing/batch-lease';
import { findAwake } from '../firing/find-awake';

const { sql } = Prisma;

const isMessage = sql`a.action->>'kind' = ANY(${[...messageKinds]}::text[])`;

export const messagesOfAccount = (integrationId: bigint): PrismaTypes.AutomationWhereInput => ({
  integrationId,
  OR: messageKinds.map((kind) => ({ action: { path: ['kind'], equals: kind } })),
});

/** The account's automations with people who are to get a message now: who was longest without one first. */
export const findMessageTurns = async (ctx: FlowContext, integrationId: bigint): Promise<bigint[]> =>
  (await findAwake(ctx, isMessage, integrationId)).map(({ automationId }) => automationId);

/** Accounts with messages that somebody left behind, or with people who are to get one now. */
export async function findDueMessages(
  ctx: Pick<FlowContext, 'db' | 'now'>,
): Promise<{ integrationId: bigint; wasCutOff: boolean }[]> {
  const left = await ctx.db.prisma.$queryRaw<{ integrationId: bigint; wasCutOff: boolean }[]>`
    SELECT b.integration_id AS "integrationId", bool_or(${wasCutOff(batchLease, 'b')}) AS "wasCutOff"
    FROM automation_batches b JOIN integrations i ON i.id = b.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE b.state = 'sending' AND b.program_id IS NULL AND ${isFree(batchLease, 'b')} GROUP BY 1`;
  const due = new Map(left.map((one) => [one.integrationId, one]));
  for (const { integrationId } of await findAwake(ctx, isMessage, null))
    if (!due.has(integrationId)) due.set(integrationId, { integrationId, wasCutOff: false });
  return [...due.values()];
}
