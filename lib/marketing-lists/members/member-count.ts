import type { Tx } from '@/lib/db';

/** Counts a list's members and keeps the number with the list. */
export async function countMembersNow(tx: Tx, listId: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    UPDATE marketing_lists SET member_count = (
      SELECT count(*) FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
      WHERE i.list_id = ${listId} AND i.in_filter AND i.removed_at IS NULL)
    WHERE id = ${listId} RETURNING member_count AS count`;
  return row?.count ?? 0;
}
