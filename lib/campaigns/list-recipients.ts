import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { fetchCampaign } from './internal';
import {
  recipientConditions,
  recipientsByContact,
  recipientsQuery,
  recipientTables,
  toRecipientRow,
  type FoundRecipient,
} from './recipients-sql';
import type { RecipientFilter, RecipientRow, RecipientSort } from './schemas';

type Query = TableQuery<RecipientSort, RecipientFilter>;

/** The people of one campaign, those who did nothing included. `total`: as filtered; `of`: all. */
export async function listRecipients(
  ctx: Context,
  id: string,
  query: Query,
): Promise<{ rows: RecipientRow[]; total: number; of: number }> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const { id: campaignId, timeZone } = await fetchCampaign(prisma, BigInt(id));
  const where = recipientConditions(campaignId, timeZone, query);
  const [rows, [count]] = await Promise.all([
    selectRecipients(ctx, where, query, (query.page - 1) * query.size),
    prisma.$queryRaw<{ total: bigint; all: bigint }[]>`
      SELECT (SELECT count(*) ${recipientTables} WHERE ${where}) AS total,
        (SELECT count(*) FROM campaign_recipients WHERE campaign_id = ${campaignId}) AS "all"`,
  ]);
  return { rows, total: Number(count?.total ?? 0n), of: Number(count?.all ?? 0n) };
}

type PageInput = { id: string; after: string | null; limit: number };

/** The people of one campaign by their Dotdigital contact, those behind `after` first. */
export async function pageRecipients(
  ctx: Context,
  { id, after, limit }: PageInput,
): Promise<{ data: RecipientRow[]; nextCursor: string | null }> {
  permit(ctx, 'crm.read');
  const { id: campaignId } = await fetchCampaign(ctx.db.prisma, BigInt(id));
  const rows = await ctx.db.prisma.$queryRaw<FoundRecipient[]>(
    recipientsByContact(campaignId, BigInt(after ?? 0), limit + 1),
  );
  const data = rows.slice(0, limit).map(toRecipientRow);
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.contactId) : null };
}

async function selectRecipients(
  ctx: Context,
  where: Prisma.Sql,
  query: Query,
  offset: number,
): Promise<RecipientRow[]> {
  const rows = await ctx.db.prisma.$queryRaw<FoundRecipient[]>(
    recipientsQuery(where, query.sort, Prisma.sql`LIMIT ${query.size} OFFSET ${offset}`),
  );
  return rows.map(toRecipientRow);
}
