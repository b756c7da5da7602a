import { hiddenCampaignName, visibleCampaigns, visibleMarketing, type Context } from '@/lib/context';
import { readAbandonedBefore, readBaseCurrency, readCatalogue } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { Prisma } from '@/lib/db';
import type { FilterDefinition } from './filter-definition';
import { filterSources, type FilterSource } from './filter-fields';
import { readKnownLists, type KnownList, type WorldOptions } from './known-lists';
import { namedIn } from './named-in-filter';

/** What a filter may name, as it stands at this moment: only what is in it can be asked. */
export type FilterWorld = {
  entity: CrmEntity;
  fields: ReadonlyMap<string, FilterSource>;
  /** E-mail campaigns by id. */
  campaigns: ReadonlyMap<string, string>;
  /** Marketing campaigns by id, with the ids of their e-mails. */
  marketingCampaigns: ReadonlyMap<string, { name: string; emails: string[] }>;
  /** Ids of sent e-mail campaigns, newest first: as many as the filter asks for. */
  lastCampaigns: readonly string[];
  /** Ids of tags by the name asked for; tags are one whatever their case. */
  tags: ReadonlyMap<string, string>;
  owners: ReadonlyMap<string, string>;
  lists: ReadonlyMap<string, KnownList>;
};

const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);
const idsOf = (texts: ReadonlySet<string>): bigint[] => [...texts].filter(isId).map(BigInt);

export async function readWorld(
  ctx: Pick<Context, 'db' | 'actor' | 'now'>,
  entity: CrmEntity,
  definition: FilterDefinition,
  options: WorldOptions = {},
): Promise<FilterWorld> {
  const { prisma } = ctx.db;
  const named = namedIn(definition);
  const [catalogue, abandonedBefore, base, campaigns, marketing, last, tags, owners, lists] =
    await Promise.all([
      readCatalogue(prisma, entity, { archived: true }),
      readAbandonedBefore(prisma, ctx.now()),
      readBaseCurrency(prisma),
      named.campaigns.size === 0
        ? []
        : prisma.$queryRaw<{ id: bigint; name: string }[]>`
            SELECT c.id, CASE WHEN ${visibleCampaigns(ctx)} THEN c.name ELSE ${hiddenCampaignName} END AS name
            FROM email_campaigns c WHERE c.id = ANY(${idsOf(named.campaigns)}::bigint[])`,
      named.marketingCampaigns.size === 0
        ? []
        : prisma.$queryRaw<{ id: bigint; name: string; emails: string[] }[]>`
            SELECT m.id, CASE WHEN ${visibleMarketing(ctx)} THEN m.name ELSE ${hiddenCampaignName} END AS name,
              ARRAY(SELECT e.id::text FROM email_campaigns e WHERE e.marketing_campaign_id = m.id ORDER BY e.id) AS emails
            FROM marketing_campaigns m WHERE m.id = ANY(${idsOf(named.marketingCampaigns)}::bigint[]) AND m.merged_into_id IS NULL`,
      named.lastCampaigns === 0
        ? []
        : prisma.$queryRaw<{ id: bigint }[]>(
            Prisma.sql`SELECT id FROM email_campaigns WHERE sent_at IS NOT NULL ORDER BY sent_at DESC, id DESC LIMIT ${named.lastCampaigns}`,
          ),
      named.tags.size === 0
        ? []
        : prisma.$queryRaw<{ id: bigint; asked: string }[]>(
            Prisma.sql`SELECT t.id, asked FROM unnest(${[...named.tags]}::text[]) AS asked JOIN tags t ON lower(t.name) = lower(asked)`,
          ),
      named.owners.size === 0
        ? []
        : prisma.user.findMany({
            where: { id: { in: idsOf(named.owners) } },
            select: { id: true, name: true },
          }),
      readKnownLists(ctx, idsOf(named.lists), options),
    ]);
  const byId = (rows: { id: bigint; name: string }[]): Map<string, string> =>
    new Map(rows.map(({ id, name }) => [String(id), name]));
  return {
    entity,
    fields: new Map(filterSources(catalogue, abandonedBefore, base).map((field) => [field.name, field])),
    campaigns: byId(campaigns),
    marketingCampaigns: new Map(marketing.map(({ id, name, emails }) => [String(id), { name, emails }])),
    lastCampaigns: last.map(({ id }) => String(id)),
    tags: new Map(tags.map(({ id, asked }) => [asked, String(id)])),
    owners: byId(owners),
    lists,
  };
}
