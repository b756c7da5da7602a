import { visibleMarketing, type Context } from '../../context';
import { likePattern, Prisma } from '../../db';
import { permit } from '../../permissions';
import { survivorsOfSearch } from './find-survivor';

const maxOptions = 30;

/** `lists`: how many marketing lists ask for it. */
type MarketingOption = { id: string; name: string; code: string; lists: number };

/** For pickers, the newest first; `q` is in the name or the code, also in one of what was merged into it. */
export async function listMarketingCampaignOptions(ctx: Context, q: string): Promise<MarketingOption[]> {
  permit(ctx, 'statistics.read');
  const pattern = likePattern(q);
  const matches = Prisma.sql`(m.name ILIKE ${pattern} OR m.code ILIKE ${pattern} OR m.id IN ${survivorsOfSearch(q)})`;
  const rows = await ctx.db.prisma.$queryRaw<(Omit<MarketingOption, 'id'> & { id: bigint })[]>`
    WITH found AS (
      SELECT m.id, m.name, m.code FROM marketing_campaigns m
      WHERE m.merged_into_id IS NULL AND ${matches} AND ${visibleMarketing(ctx)} ORDER BY m.id DESC LIMIT ${maxOptions}),
    asking AS (
      SELECT named #>> '{}' AS id, count(DISTINCT l.id)::int AS lists
      FROM marketing_lists l, jsonb_path_query(l.filter, '$.**.marketingCampaignId') AS named
      WHERE l.archived_at IS NULL GROUP BY 1)
    SELECT f.id, f.name, f.code, coalesce(a.lists, 0) AS lists FROM found f LEFT JOIN asking a ON a.id = f.id::text ORDER BY f.id DESC`;
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
