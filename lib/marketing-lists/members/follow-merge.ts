import { z } from 'zod';

import type { MergeFollower, MergeIds } from '@/lib/crm';
import { Prisma, type Tx } from '@/lib/db';

const Item = z.looseObject({
  list_id: z.coerce.bigint(),
  in_filter: z.boolean(),
  removed_at: z.string().nullable(),
  unsubscribed_at: z.string().nullable(),
});
type Item = z.infer<typeof Item>;
const Items = z.array(Item);
const Moved = z.object({ loser: Items, before: Items, after: Items });

/**
 * A merged record's places in lists. A mark that keeps someone out (removed by hand, unsubscribed) follows from either record, so a
 * merge brings nobody back; membership follows in manual and on-demand lists, in a dynamic list the filter decides at its next reading.
 */
export const listItemsFollowMerge: MergeFollower = { name: 'listItems', move, restore };

async function readItems(tx: Tx, recordId: bigint, lists?: readonly bigint[]): Promise<Item[]> {
  const some = lists ? Prisma.sql`AND i.list_id = ANY(${[...lists]}::bigint[])` : Prisma.empty;
  const rows = await tx.$queryRaw<
    { item: unknown }[]
  >`SELECT to_jsonb(i) AS item FROM list_items i WHERE i.record_id = ${recordId} ${some} ORDER BY i.list_id FOR UPDATE`;
  return Items.parse(rows.map((row) => row.item));
}

const stored = (items: Item[]) => items.map((item) => ({ ...item, list_id: String(item.list_id) }));
const listsOf = (items: Item[]): bigint[] => items.map((item) => item.list_id);

async function move(tx: Tx, { winnerId, loserId, at }: MergeIds): Promise<unknown> {
  const loser = await readItems(tx, loserId);
  const before = await readItems(tx, winnerId, listsOf(loser));
  await tx.$executeRaw`
    INSERT INTO list_items AS w (list_id, record_id, in_filter, removed_at, removed_by_id, unsubscribed_at, unsubscribed_reason, joined_at, left_at, contacted_count, last_contacted_at)
    SELECT i.list_id, ${winnerId}::bigint, i.in_filter AND l.type <> 'dynamic', i.removed_at, i.removed_by_id, i.unsubscribed_at, i.unsubscribed_reason, i.joined_at,
      CASE WHEN i.in_filter AND l.type <> 'dynamic' THEN NULL ELSE coalesce(i.left_at, ${at}::timestamptz) END, i.contacted_count, i.last_contacted_at
    FROM list_items i JOIN marketing_lists l ON l.id = i.list_id
    WHERE i.record_id = ${loserId} AND (l.type <> 'dynamic' OR i.removed_at IS NOT NULL OR i.unsubscribed_at IS NOT NULL)
    ON CONFLICT (list_id, record_id) DO UPDATE SET
      in_filter = w.in_filter OR excluded.in_filter,
      left_at = CASE WHEN w.in_filter OR excluded.in_filter THEN NULL ELSE w.left_at END,
      removed_at = coalesce(w.removed_at, excluded.removed_at), removed_by_id = CASE WHEN w.removed_at IS NULL THEN excluded.removed_by_id ELSE w.removed_by_id END,
      unsubscribed_at = coalesce(w.unsubscribed_at, excluded.unsubscribed_at), unsubscribed_reason = CASE WHEN w.unsubscribed_at IS NULL THEN excluded.unsubscribed_reason ELSE w.unsubscribed_reason END,
      contacted_count = greatest(w.contacted_count, excluded.contacted_count), last_contacted_at = greatest(w.last_contacted_at, excluded.last_contacted_at)`;
  await tx.$executeRaw`UPDATE list_items SET in_filter = FALSE, left_at = ${at}::timestamptz WHERE record_id = ${loserId} AND in_filter`;
  const after = await readItems(tx, winnerId, listsOf(loser));
  const was = new Set(before.filter((item) => item.in_filter).map((item) => item.list_id));
  await tell(
    tx,
    loserId,
    loser.filter((item) => item.in_filter),
    'left',
    'merge',
    at,
  );
  await tell(
    tx,
    winnerId,
    after.filter((item) => item.in_filter && !was.has(item.list_id)),
    'joined',
    'merge',
    at,
  );
  await recount(tx, listsOf(loser));
  return { loser: stored(loser), before: stored(before), after: stored(after) };
}

async function tell(
  tx: Tx,
  recordId: bigint,
  items: Item[],
  kind: 'joined' | 'left',
  cause: string,
  at: Date,
): Promise<void> {
  if (items.length > 0)
    await tx.listEvent.createMany({
      data: items.map((item) => ({ listId: item.list_id, recordId, kind, cause, at })),
    });
}

const recount = (tx: Tx, lists: readonly bigint[]): Promise<number> => tx.$executeRaw`
  UPDATE marketing_lists l SET member_count = (
    SELECT count(*) FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL WHERE i.list_id = l.id AND i.in_filter AND i.removed_at IS NULL)
  WHERE l.id = ANY(${[...lists]}::bigint[])`;

async function restore(tx: Tx, { winnerId, loserId, at }: MergeIds, raw: unknown): Promise<string[]> {
  const moved = Moved.safeParse(raw);
  if (!moved.success) return [];
  const { loser, before, after } = moved.data;
  const lists = await tx.marketingList.findMany({
    where: { id: { in: listsOf(loser) } },
    select: { id: true, name: true, type: true },
  });
  const now = await readItems(tx, winnerId, listsOf(after));
  const kept: string[] = [];
  for (const list of lists) {
    const [was, put, is] = [before, after, now].map((items) =>
      items.find((item) => item.list_id === list.id),
    );
    if (!put || !is) continue;
    if (is.removed_at !== put.removed_at || is.unsubscribed_at !== put.unsubscribed_at)
      kept.push(`the place in ${list.name}`);
    else await putBack(tx, { winnerId, listId: list.id, was, is, dynamic: list.type === 'dynamic', at });
  }
  await restoreLoser(tx, loserId, loser, since(now, after), at);
  await recount(tx, listsOf(loser));
  return kept;
}

type PutBack = {
  winnerId: bigint;
  listId: bigint;
  was: Item | undefined;
  is: Item;
  dynamic: boolean;
  at: Date;
};

async function putBack(tx: Tx, { winnerId, listId, was, is, dynamic, at }: PutBack): Promise<void> {
  const stays = dynamic ? is.in_filter : (was?.in_filter ?? false);
  if (!was && !stays)
    await tx.$executeRaw`DELETE FROM list_items WHERE list_id = ${listId} AND record_id = ${winnerId}`;
  else {
    await tx.$executeRaw`
      UPDATE list_items i SET in_filter = ${stays}, left_at = CASE WHEN ${stays} THEN NULL ELSE b.left_at END,
        removed_at = b.removed_at, removed_by_id = b.removed_by_id, unsubscribed_at = b.unsubscribed_at, unsubscribed_reason = b.unsubscribed_reason,
        joined_at = coalesce(b.joined_at, i.joined_at), contacted_count = coalesce(b.contacted_count, i.contacted_count), last_contacted_at = b.last_contacted_at
      FROM (SELECT (jsonb_populate_record(NULL::list_items, ${JSON.stringify(was ? { ...was, list_id: String(was.list_id) } : {})}::jsonb)).*) b
      WHERE i.list_id = ${listId} AND i.record_id = ${winnerId}`;
  }
  if (is.in_filter && !stays) await tell(tx, winnerId, [is], 'left', 'merge undone', at);
}

/** Lists whose mail the merged person unsubscribed from since the merge: that was both records' person. */
const since = (now: Item[], after: Item[]): Item[] =>
  now.filter(
    (item) =>
      item.unsubscribed_at !== null &&
      after.find((one) => one.list_id === item.list_id)?.unsubscribed_at !== item.unsubscribed_at,
  );

async function restoreLoser(
  tx: Tx,
  loserId: bigint,
  items: Item[],
  unsubscribed: Item[],
  at: Date,
): Promise<void> {
  if (items.length === 0) return;
  await tx.$executeRaw`
    UPDATE list_items i SET in_filter = b.in_filter, joined_at = b.joined_at, left_at = b.left_at
    FROM jsonb_populate_recordset(NULL::list_items, ${JSON.stringify(stored(items))}::jsonb) b
    WHERE i.record_id = ${loserId} AND i.list_id = b.list_id`;
  if (unsubscribed.length > 0) {
    await tx.$executeRaw`
      UPDATE list_items i SET unsubscribed_at = coalesce(i.unsubscribed_at, b.unsubscribed_at), unsubscribed_reason = coalesce(i.unsubscribed_reason, b.unsubscribed_reason)
      FROM jsonb_populate_recordset(NULL::list_items, ${JSON.stringify(stored(unsubscribed))}::jsonb) b
      WHERE i.record_id = ${loserId} AND i.list_id = b.list_id`;
  }
  await tell(
    tx,
    loserId,
    items.filter((item) => item.in_filter),
    'joined',
    'merge undone',
    at,
  );
}
