import { type Context, visibleLists } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { type BulkDeletePreview, bulkLimits, type BulkPreview, BulkPreviewInput } from './bulk-schemas';
import { type Chosen, chosenConditions } from './chosen-records';

/** How many a bulk action would be about now: the number that the action is given as `expected`. */
export async function previewBulk(ctx: Context, raw: BulkPreviewInput): Promise<BulkPreview> {
  permit(ctx, 'crm.read');
  const [row] = await ctx.db.prisma.$queryRaw<
    { count: bigint }[]
  >`SELECT count(*) AS count FROM (${await chosen(ctx, BulkPreviewInput.parse(raw))}) c`;
  return counted(row?.count);
}

type Row = {
  count: bigint;
  in_lists: bigint;
  in_books: bigint;
  with_orders: bigint;
  lists: BulkDeletePreview['lists'];
  books: BulkDeletePreview['books'];
};

/** How many a delete would be about now, and what goes with them: their places on lists, in address books, their orders. */
export async function previewBulkDelete(ctx: Context, raw: BulkPreviewInput): Promise<BulkDeletePreview> {
  permit(ctx, 'crm.read');
  const [row] = await ctx.db.prisma.$queryRaw<Row[]>`
    WITH chosen AS MATERIALIZED (${await chosen(ctx, BulkPreviewInput.parse(raw))}),
    listed AS MATERIALIZED (
      SELECT i.record_id, i.list_id FROM chosen c JOIN list_items i ON i.record_id = c.id JOIN marketing_lists l ON l.id = i.list_id
      WHERE i.in_filter AND i.removed_at IS NULL AND i.unsubscribed_at IS NULL AND l.archived_at IS NULL),
    booked AS MATERIALIZED (
      SELECT m.record_id, m.address_book_id FROM chosen c JOIN book_members m ON m.email_key = c.email_key AND m.record_id = c.id
      WHERE m.present AND m.put_there_by_us)
    SELECT (SELECT count(*) FROM chosen) AS count,
      (SELECT count(DISTINCT record_id) FROM listed) AS in_lists,
      (SELECT count(DISTINCT record_id) FROM booked) AS in_books,
      (SELECT count(*) FROM chosen c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.record_id = c.id)) AS with_orders,
      ${most(Prisma.sql`SELECT l.name, count(*) AS count FROM listed i JOIN marketing_lists l ON l.id = i.list_id WHERE ${visibleLists(ctx)} GROUP BY l.id`)} AS lists,
      ${most(Prisma.sql`SELECT b.name, count(*) AS count FROM booked m JOIN address_books b ON b.id = m.address_book_id GROUP BY b.id`)} AS books`;
  return {
    ...counted(row?.count),
    inLists: Number(row?.in_lists ?? 0n),
    inBooks: Number(row?.in_books ?? 0n),
    withOrders: Number(row?.with_orders ?? 0n),
    lists: row?.lists ?? [],
    books: row?.books ?? [],
  };
}

const chosen = async (ctx: Context, input: Chosen): Promise<Prisma.Sql> =>
  Prisma.sql`SELECT r.id, r.email_key FROM crm_records r WHERE ${await chosenConditions(ctx, ctx.db.prisma, input)} LIMIT ${bulkLimits.matching + 1}`;

/** The five largest of groups (name, count), as JSON. */
const most = (groups: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(json_agg(json_build_object('name', g.name, 'count', g.count) ORDER BY g.count DESC, lower(g.name)), '[]')
  FROM (SELECT * FROM (${groups}) all_of_them ORDER BY count DESC, lower(name) LIMIT 5) g)`;

const counted = (count = 0n): BulkPreview => ({
  count: Math.min(Number(count), bulkLimits.matching),
  over: count > bulkLimits.matching,
});
