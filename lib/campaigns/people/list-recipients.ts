import { seesSomeRecords, type Context } from '../../context';
import { permit } from '../../permissions';
import { fetchCampaign } from '../internal';
import { countPeople } from './count-people';
import { readRecipientAsk, recipientScope } from './recipient-ask';
import { recipientGrid, type RecipientQuery } from './recipient-grid';
import { recipientsByContact, recipientsQuery, toRecipientRow, type FoundRecipient } from './recipients-sql';
import type { RecipientAsk, RecipientRow } from '../schemas';

/** The people of one campaign who may be seen, those who did nothing included. `total`: as filtered; `of`: all there are. */
export async function listRecipients(
  ctx: Context,
  id: string,
  query: RecipientQuery,
  ask: RecipientAsk = readRecipientAsk({}),
): Promise<{ rows: RecipientRow[]; total: number; of: number }> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const scope = await recipientScope(ctx, id, ask);
  const question = recipientGrid.ask(query, scope);
  const isCounted = seesSomeRecords(ctx) || query.q !== '' || query.filters.length > 0;
  const [rows, totals, found] = await Promise.all([
    prisma.$queryRaw<FoundRecipient[]>(recipientsQuery(question, scope)),
    prisma.campaignTotals.findUnique({
      where: { campaignId: scope.campaignId },
      select: { recipientCount: true },
    }),
    isCounted ? countPeople(ctx, question, query) : undefined,
  ]);
  const of = totals?.recipientCount ?? 0;
  return { rows: rows.map(toRecipientRow), total: found ?? of, of };
}

type PageInput = { id: string; after: string | null; limit: number };

/** The people of one campaign by their Dotdigital contact, those behind `after` first. */
export async function pageRecipients(
  ctx: Context,
  { id, after, limit }: PageInput,
): Promise<{ data: RecipientRow[]; nextCursor: string | null }> {
  permit(ctx, 'crm.read');
  const { id: campaignId, integrationId } = await fetchCampaign(ctx, ctx.db.prisma, BigInt(id));
  const rows = await ctx.db.prisma.$queryRaw<FoundRecipient[]>(
    recipientsByContact({ ctx, campaignId, integrationId }, BigInt(after ?? 0), limit + 1),
  );
  const data = rows.slice(0, limit).map(toRecipientRow);
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.contactId) : null };
}
