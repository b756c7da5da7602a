import type { FlowContext } from '@/lib/context';
import {
  fenced,
  keepLease,
  Prisma,
  releaseLease,
  takeLease,
  type Lease,
  type LeaseRule,
  type Tx,
} from '@/lib/db';
import type { InsightApi } from '@/lib/dotdigital';
import type { Ref } from '../internal';

const { sql } = Prisma;

/** The right to send, to delete and to look what became of it: one at a time, since a late deletion would undo a later send. */
export const collectionLease: LeaseRule = {
  table: 'insight_collections',
  key: 'integration_id, kind',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`TRUE`,
  seconds: 20,
};

export type HeldCollection = Ref & { active: boolean; api: InsightApi | null; lease: Lease };

/** null: somebody is at it. */
export async function takeCollection(ctx: FlowContext, ref: Ref): Promise<HeldCollection | null> {
  const row = sql`integration_id = ${ref.integrationId}::bigint AND kind = ${ref.kind}::text::insight_kind`;
  const taken = await takeLease<{ active: boolean; api: InsightApi | null }>(ctx.db.prisma, collectionLease, {
    row,
    returning: sql`active, api`,
  });
  return taken ? { ...ref, ...taken.row, lease: taken.lease } : null;
}

/** The one way in which a collection and its items change from here: a holder that was overtaken changes nothing. */
export const changeCollection = <T>(
  ctx: FlowContext,
  { lease }: HeldCollection,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => fenced(ctx.db, collectionLease, lease, work);

export async function whileHeld(
  ctx: FlowContext,
  held: HeldCollection,
  work: (ctx: FlowContext) => Promise<void>,
): Promise<void> {
  try {
    await keepLease(ctx, collectionLease, held.lease, work);
  } finally {
    await releaseLease(ctx.db.prisma, collectionLease, held.lease);
  }
}
