import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableFilter, TableQuery } from '../table-query';
import { campaignTables, isShown, likePattern, selectCampaigns } from './internal';
import type { EmailCampaignFilter, EmailCampaignRow, EmailCampaignSort } from './schemas';

/** Sent campaigns, and those under way that have reached someone. */
export async function listEmailCampaigns(
  ctx: Context,
  query: TableQuery<EmailCampaignSort, EmailCampaignFilter>,
): Promise<{ rows: EmailCampaignRow[]; total: number }> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const conditions = [isShown, ...query.filters.map(readFilter)];
  if (query.q !== '') {
    const pattern = likePattern(query.q);
    conditions.push(Prisma.sql`(c.name ILIKE ${pattern} OR c.subject ILIKE ${pattern})`);
  }
  const where = Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`;
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const [rows, [count]] = await Promise.all([
    selectCampaigns(
      prisma,
      Prisma.sql`${where}
      ORDER BY ${orderBy[query.sort.field]} ${direction} NULLS LAST, c.id ${direction}
      LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    ),
    prisma.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total ${campaignTables} ${where}`,
  ]);
  return { rows, total: Number(count?.total ?? 0n) };
}

type PageInput = {
  after: string | null;
  limit: number;
  filter: { integrationId?: string; marketingCampaignId?: string };
};

/** The same campaigns by id, those behind `after` first. */
export async function pageEmailCampaigns(
  ctx: Context,
  { after, limit, filter }: PageInput,
): Promise<{ data: EmailCampaignRow[]; nextCursor: string | null }> {
  permit(ctx, 'statistics.read');
  const of = (column: Prisma.Sql, id: string | undefined): Prisma.Sql =>
    id === undefined ? Prisma.sql`true` : Prisma.sql`${column} = ${BigInt(id)}`;
  const rows = await selectCampaigns(
    ctx.db.prisma,
    Prisma.sql`
    WHERE ${isShown} AND c.id > ${BigInt(after ?? 0)} AND ${of(Prisma.sql`c.integration_id`, filter.integrationId)}
      AND ${of(Prisma.sql`c.marketing_campaign_id`, filter.marketingCampaignId)} ORDER BY c.id LIMIT ${limit + 1}`,
  );
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

const orderBy: Record<EmailCampaignSort, Prisma.Sql> = {
  name: Prisma.sql`lower(c.name)`,
  sentAt: Prisma.sql`coalesce(c.sent_at, t.first_sent_at)`,
  recipients: Prisma.sql`t.recipient_count`,
  openRate: Prisma.sql`t.opener_count::float / nullif(t.delivered_count, 0)`,
  clickRate: Prisma.sql`t.clicker_count::float / nullif(t.delivered_count, 0)`,
  unsubscribed: Prisma.sql`t.unsubscribed_count`,
};

function readFilter(filter: TableFilter<EmailCampaignFilter>): Prisma.Sql {
  if (filter.type === 'choice') return Prisma.sql`c.status = ANY(${filter.value})`;
  if (filter.type === 'number') return numberCondition(Prisma.sql`coalesce(t.recipient_count, 0)`, filter);
  if (filter.type === 'date') {
    return dateCondition(
      Prisma.sql`coalesce(c.sent_at, t.first_sent_at) AT TIME ZONE coalesce(i.time_zone, 'UTC')`,
      filter.value,
    );
  }
  return Prisma.sql`true`;
}

type NumberFilter = Extract<TableFilter, { type: 'number' }>;

/** `column` is our own SQL, the value a parameter. */
export function numberCondition(column: Prisma.Sql, filter: NumberFilter): Prisma.Sql {
  switch (filter.op) {
    case 'eq':
      return Prisma.sql`${column} = ${filter.value}::float`;
    case 'gte':
      return Prisma.sql`${column} >= ${filter.value}::float`;
    case 'lte':
      return Prisma.sql`${column} <= ${filter.value}::float`;
    case 'between':
      return Prisma.sql`${column} BETWEEN ${filter.value[0]}::float AND ${filter.value[1]}::float`;
  }
}

export function dateCondition(localTime: Prisma.Sql, value: { from?: string; to?: string }): Prisma.Sql {
  const from =
    value.from === undefined ? Prisma.sql`true` : Prisma.sql`(${localTime}) >= ${value.from}::date`;
  const to = value.to === undefined ? Prisma.sql`true` : Prisma.sql`(${localTime}) < ${value.to}::date + 1`;
  return Prisma.sql`(${from} AND ${to})`;
}
