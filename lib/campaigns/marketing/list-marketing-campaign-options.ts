import type { Context } from '../../context';
import { likePattern, Prisma } from '../../db';
import { permit } from '../../permissions';
import { survivorsOfSearch } from './find-survivor';

const maxOptions = 30;

/** For pickers, the newest first; `q` is in the name or the code, also in one of what was merged into it. */
export async function listMarketingCampaignOptions(
  ctx: Context,
  q: string,
): Promise<{ id: string; name: string; code: string }[]> {
  permit(ctx, 'statistics.read');
  const pattern = likePattern(q);
  const matches = Prisma.sql`(m.name ILIKE ${pattern} OR m.code ILIKE ${pattern} OR m.id IN ${survivorsOfSearch(q)})`;
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint; name: string; code: string }[]>`
    SELECT m.id, m.name, m.code FROM marketing_campaigns m WHERE m.merged_into_id IS NULL AND ${matches} ORDER BY m.id DESC LIMIT ${maxOptions}`;
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
