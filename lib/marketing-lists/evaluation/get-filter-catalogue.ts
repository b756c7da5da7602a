import { listCampaignOptions } from '@/lib/campaigns';
import { visibleMarketing, type Context } from '@/lib/context';
import { readBaseCurrency, readCatalogue } from '@/lib/crm';
import { currencyCodes, type CrmEntity } from '@/lib/crm/schemas';
import { permit } from '@/lib/permissions';
import { fieldView, filterSources, listDay } from '@/lib/filters';
import type { FilterCatalogue, FilterField } from '@/lib/filters/schemas';
import { readListOptions } from '../read-list-options';

/** Everything that a filter over one entity can ask, with the tags, owners, lists and campaigns of this moment. */
export async function getFilterCatalogue(
  ctx: Context,
  entity: CrmEntity,
  listId: bigint | null = null,
): Promise<FilterCatalogue> {
  permit(ctx, 'lists.read');
  const { prisma } = ctx.db;
  const [catalogue, base, frequent, campaigns, marketing, tags, owners, lists, day] = await Promise.all([
    readCatalogue(prisma, entity),
    readBaseCurrency(prisma),
    readFrequentCurrencies(ctx),
    listCampaignOptions(ctx),
    prisma.$queryRaw<{ id: bigint; name: string; code: string }[]>`
      SELECT m.id, m.name, m.code FROM marketing_campaigns m
      WHERE m.merged_into_id IS NULL AND ${visibleMarketing(ctx)} ORDER BY m.id DESC LIMIT 500`,
    prisma.tag.findMany({ orderBy: { name: 'asc' }, take: 5_000, select: { name: true } }),
    prisma.user.findMany({ orderBy: { name: 'asc' }, take: 1_000, select: { id: true, name: true } }),
    readListOptions(ctx, { entity }),
    listDay(ctx, { listId, timeZone: null }),
  ]);
  const choices: Partial<Record<FilterField['type'], FilterField['choices']>> = {
    tags: tags.map(({ name }) => ({ value: name, label: name })),
    owner: owners.map(({ id, name }) => ({ value: String(id), label: name })),
    lists: lists.map(({ id, name }) => ({ value: id, label: name })),
  };
  return {
    fields: filterSources(catalogue, ctx.now(), base).map((field) => ({
      ...fieldView(field),
      ...(choices[field.type] ? { choices: choices[field.type] } : {}),
    })),
    campaigns: campaigns.map(({ id, name, sentAt }) => ({
      value: id,
      label: name,
      ...(sentAt ? { hint: sentAt.slice(0, 10) } : {}),
    })),
    marketingCampaigns: marketing.map(({ id, name, code }) => ({
      value: String(id),
      label: name,
      hint: code,
    })),
    currencies: [...new Set([...(base === null ? [] : [base]), ...frequent, ...currencyCodes])],
    timeZone: day.zone,
    timeZoneSource: day.source,
  };
}

/** Of ten thousand people with orders: enough to know what to offer first. */
async function readFrequentCurrencies(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ currency: string }[]>`
    SELECT currency FROM (SELECT order_currency AS currency FROM record_stats WHERE order_currency IS NOT NULL LIMIT 10000) sampled
    GROUP BY currency ORDER BY count(*) DESC, currency`;
  return rows.map(({ currency }) => currency);
}
