import type { Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { getMarketingList } from './get-marketing-list';
import { visibleLists } from '../list-access';
import type { ListType, MarketingListView } from '../schemas';

type Input = {
  after: string | null;
  limit: number;
  filter: { entity?: string; type?: ListType; archived?: boolean };
};

/** Lists that the person may see, by id, those behind `after` first. */
export async function pageMarketingLists(
  ctx: Context,
  { after, limit, filter }: Input,
): Promise<{ data: MarketingListView[]; nextCursor: string | null }> {
  permit(ctx, 'lists.read');
  const found = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT l.id FROM marketing_lists l
    WHERE ${visibleLists(ctx)} AND l.id > ${BigInt(after ?? 0)}::bigint
      AND ${filter.archived ? Prisma.sql`l.archived_at IS NOT NULL` : Prisma.sql`l.archived_at IS NULL`}
      AND (${filter.entity ?? null}::text IS NULL OR l.entity::text = ${filter.entity ?? null}::text)
      AND (${filter.type ?? null}::text IS NULL OR l.type::text = ${filter.type ?? null}::text)
    ORDER BY l.id LIMIT ${limit + 1}::int`;
  const ids = found.slice(0, limit).map(({ id }) => String(id));
  const data: MarketingListView[] = [];
  for (const id of ids) data.push(await getMarketingList(ctx, id));
  return { data, nextCursor: found.length > limit ? (ids.at(-1) ?? null) : null };
}
