import { searchConditions } from '../crm';
import { CrmEntity } from '../crm/schemas';
import { visibleCampaigns, visibleLists, visibleRecords, type Context } from '../context';
import { likePattern, Prisma } from '../db';
import { may } from '../permissions';
import { withoutNul } from '../text';

export type SearchGroup = { label: string; items: { label: string; hint: string; href: string }[] };

type Found = { id: bigint; label: string; hint: string | null };
type Person = Found & { entity: CrmEntity };

const perGroup = 5;

const paths: Record<CrmEntity, string> = { contact: '/contacts', lead: '/leads', customer: '/customers' };

/** People, lists and campaigns in whose name or address the words stand; only what the person may see. */
export async function searchEverything(ctx: Context, text: string): Promise<SearchGroup[]> {
  const words = withoutNul(text).trim();
  if (words.length < 2) return [];
  const like = likePattern(words);
  const [people, lists, campaigns] = await Promise.all([
    may(ctx.actor, 'crm.read') ? findPeople(ctx, words) : [],
    may(ctx.actor, 'lists.read')
      ? find(
          ctx,
          Prisma.sql`
      SELECT l.id, l.name AS label, l.member_count || ' people' AS hint FROM marketing_lists l
      WHERE l.archived_at IS NULL AND l.name ILIKE ${like} AND ${visibleLists(ctx)} ORDER BY l.name LIMIT ${perGroup}`,
        )
      : [],
    may(ctx.actor, 'statistics.read')
      ? find(
          ctx,
          Prisma.sql`
      SELECT c.id, c.name AS label, c.subject AS hint FROM email_campaigns c
      WHERE c.sent_at IS NOT NULL AND (c.name ILIKE ${like} OR c.subject ILIKE ${like}) AND ${visibleCampaigns(ctx)} ORDER BY c.sent_at DESC LIMIT ${perGroup}`,
        )
      : [],
  ]);
  return [
    group('People', people, ({ entity }) => paths[entity]),
    group('Marketing lists', lists, () => '/marketing-lists'),
    group('Email campaigns', campaigns, () => '/email-campaigns'),
  ].filter(({ items }) => items.length > 0);
}

/** A few of each kind, in the words of their grids' search, so that its index finds them. */
function findPeople(ctx: Context, words: string): Promise<Person[]> {
  const kinds = CrmEntity.options.map(
    (entity) => Prisma.sql`(
    SELECT r.id, r.entity, coalesce(nullif(concat_ws(' ', r.first_name, r.last_name), ''), r.email, r.phone, r.mobile, r.company, 'No name') AS label,
      coalesce(r.email, r.company) AS hint
    FROM crm_records r WHERE ${searchConditions(entity, words)} AND ${visibleRecords(ctx)} LIMIT ${perGroup})`,
  );
  return ctx.db.prisma.$queryRaw<
    Person[]
  >`SELECT * FROM (${Prisma.join(kinds, ' UNION ALL ')}) people LIMIT ${perGroup}`;
}

const find = (ctx: Context, query: Prisma.Sql): Promise<Found[]> => ctx.db.prisma.$queryRaw<Found[]>(query);

const group = <Each extends Found>(
  label: string,
  found: Each[],
  pathOf: (each: Each) => string,
): SearchGroup => ({
  label,
  items: found.map((each) => ({
    label: each.label,
    hint: each.hint ?? '',
    href: `${pathOf(each)}/${each.id}`,
  })),
});
