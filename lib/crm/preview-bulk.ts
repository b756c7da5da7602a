import type { Context } from '../context';
import { permit } from '../permissions';
import { bulkLimits, type BulkPreview, BulkPreviewInput } from './bulk-schemas';
import { chosenConditions } from './chosen-records';

/** How many a bulk action would be about now, and what goes with them. */
export async function previewBulk(ctx: Context, raw: BulkPreviewInput): Promise<BulkPreview> {
  permit(ctx, 'crm.read');
  const input = BulkPreviewInput.parse(raw);
  const [row] = await ctx.db.prisma.$queryRaw<{ count: bigint; in_lists: bigint; with_orders: bigint }[]>`
    WITH chosen AS MATERIALIZED (SELECT r.id FROM crm_records r WHERE ${chosenConditions(input)} LIMIT ${bulkLimits.matching + 1})
    SELECT count(*) AS count,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM list_items i JOIN marketing_lists l ON l.id = i.list_id
        WHERE i.record_id = c.id AND i.in_filter AND i.removed_at IS NULL AND i.unsubscribed_at IS NULL AND l.archived_at IS NULL)) AS in_lists,
      count(*) FILTER (WHERE EXISTS (SELECT 1 FROM orders o WHERE o.record_id = c.id)) AS with_orders
    FROM chosen c`;
  const count = Number(row?.count ?? 0n);
  return {
    count: Math.min(count, bulkLimits.matching),
    over: count > bulkLimits.matching,
    inLists: Number(row?.in_lists ?? 0n),
    withOrders: Number(row?.with_orders ?? 0n),
  };
}
