import type { FlowContext } from '@/lib/context';
import { fenced, isFree, keepLease, Prisma, takeLease, type Lease, type LeaseRule, type Tx } from '@/lib/db';

const { sql } = Prisma;

/** The right to tell a receiver, once at a time. */
export const callLease: LeaseRule = {
  table: 'automation_calls',
  key: 'firing_id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`next_step_at IS NOT NULL`,
  seconds: 20,
};

export type HeldCall = {
  firingId: bigint;
  messageId: string;
  body: string;
  firstAt: Date;
  /** Before this one. */
  attemptCount: number;
  lease: Lease;
};

/** The last step lies at most a day ahead; what a clock that ran ahead has put off further is due. */
export const isCallDue = (now: Date, alias: string): Prisma.Sql => {
  const next = Prisma.raw(`${alias}.next_step_at`);
  return sql`(${next} <= ${now}::timestamptz OR ${next} > ${now}::timestamptz + interval '25 hours')`;
};

/** A call of the automation whose time has come and that nobody is at; null: there is none. */
export async function takeDueCall(ctx: FlowContext, automationId: bigint): Promise<HeldCall | null> {
  const taken = await takeLease<Omit<HeldCall, 'lease'>>(ctx.db.prisma, callLease, {
    row: sql`firing_id = (
      SELECT c.firing_id FROM automation_calls c
      WHERE c.automation_id = ${automationId}::bigint AND c.next_step_at IS NOT NULL AND ${isFree(callLease, 'c')} AND ${isCallDue(ctx.now(), 'c')}
      ORDER BY c.next_step_at, c.firing_id LIMIT 1)`,
    returning: sql`firing_id AS "firingId", message_id AS "messageId", body, first_at AS "firstAt", attempt_count AS "attemptCount"`,
  });
  if (!taken) return null;
  return {
    ...taken.row,
    lease: { ...taken.lease, row: sql`firing_id = ${taken.row.firingId}::bigint` },
  };
}

/** The one way in which a call and its firing change: a holder that was overtaken changes nothing. */
export const changeCall = (
  ctx: FlowContext,
  { lease }: HeldCall,
  work: (tx: Tx) => Promise<void>,
): Promise<void> => fenced(ctx.db, callLease, lease, work);

export const whileCallHeld = <T>(
  ctx: FlowContext,
  { lease }: HeldCall,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> => keepLease(ctx, callLease, lease, work);
