import { recordAudit, visibleRecords, type Context } from '@/lib/context';
import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma, type Tx } from '@/lib/db';
import { isSendable, statusWord } from '@/lib/dotdigital';
import { conflict, notFound } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { listKey, lockList } from '../internal';
import { fetchOwnList } from '../list-access';
import type { MarkMember, RemoveMember } from '../schemas';

type Item = {
  recordId: bigint;
  emailKey: string | null;
  name: string;
  consentState: string;
  removedAt: Date | null;
  unsubscribedAt: Date | null;
  /** Some place on the list with the same address is unsubscribed, which holds for all of them. */
  addressMarked: boolean;
  inFilter: boolean;
};
type Inside = (tx: Tx, item: Item, listId: bigint) => Promise<{ kind: string; cause: string } | null>;

/** Takes a record off the list by hand: it stays off, whatever the filter and Dotdigital say, until Undo remove. */
export async function removeMember(ctx: Context, input: RemoveMember): Promise<void> {
  permit(ctx, 'lists.write');
  const cause = input.reason || 'removed by hand';
  await markMember(ctx, input, async (tx, item, listId) => {
    if (item.removedAt) return null;
    await tx.$executeRaw`UPDATE list_items SET removed_at = ${ctx.now()}::timestamptz, removed_by_id = ${actorId(ctx)}::bigint
      WHERE list_id = ${listId} AND record_id = ${item.recordId}`;
    return { kind: 'removed', cause };
  });
}

/** Take off this list: the address gets no more mail through this list, on every record that carries it. Nothing else is told. */
export async function unsubscribeMember(ctx: Context, input: MarkMember): Promise<void> {
  permit(ctx, 'lists.write');
  await markMember(ctx, input, async (tx, item, listId) => {
    await tx.$executeRaw`UPDATE list_items SET unsubscribed_at = coalesce(unsubscribed_at, ${ctx.now()}::timestamptz), unsubscribed_reason = 'person'
      WHERE list_id = ${listId} AND record_id IN (${sameAddress(listId, item)})`;
    return item.unsubscribedAt ? null : { kind: 'unsubscribed', cause: 'person' };
  });
}

/** Puts the address back on the list. Refused while Dotdigital's own status, or an opt-out recorded here, says otherwise. */
export async function subscribeMember(ctx: Context, input: MarkMember): Promise<void> {
  permit(ctx, 'lists.write');
  await markMember(ctx, input, async (tx, item, listId) => {
    if (!item.addressMarked) return null;
    await refuseAgainstWish(tx, item, listId);
    await tx.$executeRaw`UPDATE list_items SET unsubscribed_at = NULL, unsubscribed_reason = NULL
      WHERE list_id = ${listId} AND record_id IN (${sameAddress(listId, item)})`;
    return { kind: 'subscribed', cause: 'person' };
  });
}

async function refuseAgainstWish(tx: Tx, item: Item, listId: bigint): Promise<void> {
  if (item.consentState === 'withdrawn') {
    throw conflict(`${item.name} opted out of mail. Record a newer consent on the person’s page first.`);
  }
  const statuses = await tx.$queryRaw<{ status: string | null; left: boolean }[]>`
    SELECT d.status, EXISTS (SELECT 1 FROM book_members m JOIN connections k ON k.address_book_id = m.address_book_id
      WHERE k.list_id = ${listId} AND ${liveConnection('k')} AND m.email_key = ${item.emailKey} AND m.unsubscribed_at IS NOT NULL AND NOT m.present) AS left
    FROM (SELECT 1) one LEFT JOIN dotdigital_contacts d ON d.email_key = ${item.emailKey}
      AND d.integration_id IN (SELECT integration_id FROM connections WHERE list_id = ${listId} AND ${liveConnection('connections')})`;
  const against = statuses.find(({ status }) => !isSendable(status));
  if (against)
    throw conflict(
      `Dotdigital holds this address as “${statusWord(against.status)}”, so it can’t be subscribed from here.`,
    );
  if (statuses.some(({ left }) => left))
    throw conflict(
      'This person unsubscribed from the address book at Dotdigital, so it can’t be undone from here.',
    );
}

const sameAddress = (listId: bigint, item: Item): Prisma.Sql => Prisma.sql`
  SELECT i.record_id FROM list_items i JOIN crm_records r ON r.id = i.record_id
  WHERE i.list_id = ${listId}::bigint AND (r.id = ${item.recordId}::bigint OR r.email_key = ${item.emailKey}::text)`;

/** One mark in one transaction with its event and audit line; a mark that stands already changes nothing. */
async function markMember(ctx: Context, input: MarkMember, mark: Inside): Promise<void> {
  const listId = listKey(input.listId);
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockList(tx, listId);
    const list = await fetchOwnList(ctx, tx, listId);
    const [item] = await tx.$queryRaw<Item[]>`
      SELECT i.record_id AS "recordId", r.email_key AS "emailKey", r.consent_state::text AS "consentState", i.in_filter AS "inFilter",
        i.removed_at AS "removedAt", i.unsubscribed_at AS "unsubscribedAt",
        i.unsubscribed_at IS NOT NULL OR EXISTS (
          SELECT FROM crm_records x JOIN list_items y ON y.list_id = i.list_id AND y.record_id = x.id
          WHERE x.email_key = r.email_key AND y.unsubscribed_at IS NOT NULL) AS "addressMarked",
        coalesce(nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), ''), r.email, '#' || r.id) AS name
      FROM list_items i JOIN crm_records r ON r.id = i.record_id
      WHERE i.list_id = ${listId} AND i.record_id = ${BigInt(input.recordId)} AND ${visibleRecords(ctx)}`;
    if (!item) throw notFound('member of this list');
    const event = await mark(tx, item, listId);
    if (!event) return;
    await tx.listEvent.create({ data: { listId, recordId: item.recordId, ...event, at: ctx.now() } });
    await tx.$executeRaw`UPDATE marketing_lists SET member_count = (SELECT count(*) FROM list_items
      WHERE list_id = ${listId} AND in_filter AND removed_at IS NULL) WHERE id = ${listId}`;
    await recordAudit(ctx, tx, {
      action: `marketing-list.member-${event.kind}`,
      subjectType: 'marketing_list',
      subjectId: listId,
      detail: {
        list: list.name,
        recordId: input.recordId,
        ...(event.kind === 'removed' ? { reason: event.cause } : {}),
      },
    });
  });
}

const actorId = (ctx: Context): string | null => (ctx.actor.kind === 'person' ? ctx.actor.userId : null);
