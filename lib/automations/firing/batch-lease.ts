import type { FlowContext } from '@/lib/context';
import { fenced, isFree, keepLease, Prisma, takeLease, type Lease, type LeaseRule, type Tx } from '@/lib/db';

const { sql } = Prisma;

/** The right to send a batch and to look what became of it. */
export const batchLease: LeaseRule = {
  table: 'automation_batches',
  key: 'id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`state IN ('sending', 'accepted')`,
  seconds: 20,
};

export type HeldBatch = {
  id: bigint;
  automationId: bigint;
  integrationId: bigint;
  /** null: it carries messages. */
  programId: number | null;
  state: 'sending' | 'accepted';
  dotdigitalId: string | null;
  sentAt: Date;
  theirTime: Date;
  lease: Lease;
};

const columns = sql`id, automation_id AS "automationId", integration_id AS "integrationId", program_id AS "programId", state::text, dotdigital_id AS "dotdigitalId",
  sent_at AS "sentAt", their_time AS "theirTime"`;

/** A batch of the account whose next step has come and that nobody is at; null: there is none. */
export async function takeDueBatch(
  ctx: FlowContext,
  integrationId: bigint,
  what: 'enrolments' | 'messages',
): Promise<HeldBatch | null> {
  const taken = await takeLease<Omit<HeldBatch, 'lease'>>(ctx.db.prisma, batchLease, {
    row: sql`id = (
      SELECT b.id FROM automation_batches b
      WHERE b.integration_id = ${integrationId}::bigint AND (b.program_id IS NULL) = ${what === 'messages'} AND b.state IN ('sending', 'accepted') AND ${isFree(batchLease, 'b')}
        AND (b.next_step_at IS NULL OR b.next_step_at <= ${ctx.now()}::timestamptz)
      ORDER BY b.next_step_at NULLS FIRST, b.id LIMIT 1)`,
    returning: columns,
  });
  if (!taken) return null;
  return { ...taken.row, lease: { ...taken.lease, row: sql`id = ${taken.row.id}::bigint` } };
}

/** The one way in which a batch and its people change: a holder that was overtaken changes nothing. */
export const changeBatch = <T>(
  ctx: FlowContext,
  { lease }: HeldBatch,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => fenced(ctx.db, batchLease, lease, work);

export const whileBatchHeld = <T>(
  ctx: FlowContext,
  { lease }: HeldBatch,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> => keepLease(ctx, batchLease, lease, work);
