import type { FlowContext } from '../context';
import {
  fenced,
  isFree,
  keepLease,
  Prisma,
  releaseLease,
  takeLease,
  wasCutOff,
  type Lease,
  type LeaseRule,
  type PrismaTypes,
} from '../db';

const { sql } = Prisma;

/** The right to send a draft and to look what became of it. */
const draftLease: LeaseRule = {
  table: 'campaign_drafts',
  key: 'id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: sql`state IN ('asked', 'posting', 'accepted')`,
  seconds: 20,
};

export type HeldDraft = { id: bigint; lease: Lease };

/** null: somebody is at it, or there is nothing to do. */
export async function takeDraft(ctx: FlowContext, id: bigint): Promise<HeldDraft | null> {
  const taken = await takeLease(ctx.db.prisma, draftLease, { row: sql`id = ${id}` });
  return taken && { id, lease: taken.lease };
}

/** The one way in which the row changes while it is sent: a holder that was overtaken changes nothing. */
export const changeHeld = (
  ctx: FlowContext,
  { id, lease }: HeldDraft,
  data: PrismaTypes.CampaignDraftUncheckedUpdateInput,
): Promise<void> =>
  fenced(ctx.db, draftLease, lease, async (tx) => {
    await tx.campaignDraft.update({ where: { id }, data });
  });

export const whileHeld = <T>(
  ctx: FlowContext,
  { lease }: HeldDraft,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> => keepLease(ctx, draftLease, lease, work);

export const releaseDraft = (
  ctx: FlowContext,
  { lease }: HeldDraft,
  nextStepAt: Date | null,
): Promise<void> =>
  releaseLease(ctx.db.prisma, draftLease, lease, { set: sql`next_step_at = ${nextStepAt}` });

/** Drafts that someone asked to be sent and that are not at their end. */
export async function findDueDrafts(
  ctx: Pick<FlowContext, 'db' | 'now'>,
): Promise<{ draftId: bigint; wasCutOff: boolean }[]> {
  return ctx.db.prisma.$queryRaw<{ draftId: bigint; wasCutOff: boolean }[]>`
    SELECT d.id AS "draftId", ${wasCutOff(draftLease, 'd')} AS "wasCutOff"
    FROM campaign_drafts d JOIN integrations i ON i.id = d.integration_id AND i.active AND i.deleted_at IS NULL
    WHERE d.state IN ('asked', 'posting', 'accepted') AND ${isFree(draftLease, 'd')}
      AND (d.next_step_at IS NULL OR d.next_step_at <= ${ctx.now()})
    ORDER BY d.next_step_at NULLS FIRST, d.id LIMIT 100`;
}
