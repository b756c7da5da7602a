import { visibleLists, type Context } from '../context';
import { Prisma } from '../db';
import { may } from '../permissions';
import { withoutNul } from '../text';

export type SearchGroup = { label: string; items: { label: string; hint: string; href: string }[] };

type Found = { id: bigint; label: string; hint: string | null };

const perGroup = 5;

/** Records, lists and campaigns whose name or address contains the words; only what the person may see. */
export async function searchEverything(ctx: Context, text: string): Promise<SearchGroup[]> {
  const words = withoutNul(text).trim();
  if (words.length < 2) return [];
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const [people, lists, campaigns] = await Promise.all([
    may(ctx.actor, 'crm.read') ? find(ctx, Prisma.sql`
      SELECT id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, 'no name') AS label, email AS hint
      FROM crm_records WHERE deleted_at IS NULL AND entity = 'contact'
        AND (email ILIKE ${like} OR concat_ws(' ', first_name, last_name) ILIKE ${like})
      ORDER BY id LIMIT ${perGroup}`) : [],
    may(ctx.actor, 'lists.read') ? find(ctx, Prisma.sql`
      SELECT l.id, l.name AS label, l.member_count || ' people' AS hint FROM marketing_lists l
      WHERE l.archived_at IS NULL AND l.name ILIKE ${like} AND ${visibleLists(ctx)} ORDER BY l.name LIMIT ${perGroup}`) : [],
    may(ctx.actor, 'statistics.read') ? find(ctx, Prisma.sql`
      SELECT id, name AS label, subject AS hint FROM email_campaigns
      WHERE sent_at IS NOT NULL AND (name ILIKE ${like} OR subject ILIKE ${like}) ORDER BY sent_at DESC LIMIT ${perGroup}`) : [],
  ]);
  return [
    group('People', people, '/contacts'),
    group('Marketing lists', lists, '/marketing-lists'),
    group('Email campaigns', campaigns, '/email-campaigns'),
  ].filter(({ items }) => items.length > 0);
}

const find = (ctx: Context, query: Prisma.Sql): Promise<Found[]> => ctx.db.prisma.$queryRaw<Found[]>(query);

const group = (label: string, found: Found[], path: string): SearchGroup => ({
  label,
  items: found.map((each) => ({ label: each.label, hint: each.hint ?? '', href: `${path}/${each.id}` })),
});
