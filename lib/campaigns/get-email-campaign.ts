import { visibleLists, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { Prisma } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { displayableHtml } from './displayable-html';
import { fetchCampaign, selectCampaigns } from './internal';
import type { EmailCampaignView } from './schemas';

export async function getEmailCampaign(ctx: Context, id: string): Promise<EmailCampaignView> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const campaignId = BigInt(id);
  const { timeZone } = await fetchCampaign(prisma, campaignId);
  const [[row], own, cursor, lists] = await Promise.all([
    selectCampaigns(prisma, Prisma.sql`WHERE c.id = ${campaignId}`),
    prisma.emailCampaign.findUniqueOrThrow({
      where: { id: campaignId },
      select: {
        dotdigitalId: true,
        fromName: true,
        fromAddress: true,
        replyAction: true,
        replyToAddress: true,
        isSplitTest: true,
        books: {
          select: { addressBook: { select: { id: true, name: true } } },
          orderBy: { addressBookId: 'asc' },
        },
      },
    }),
    prisma.$queryRaw<{ readAt: Date | null; hasMail: boolean }[]>`
      SELECT k.last_success_at AS "readAt", coalesce(c.html_content, '') <> '' OR coalesce(c.plain_text_content, '') <> '' AS "hasMail"
      FROM email_campaigns c
      LEFT JOIN import_cursors k ON k.integration_id = c.integration_id AND k.connector = 'activities'
        AND k.scope_id = c.dotdigital_id::text
      WHERE c.id = ${campaignId}`,
    prisma.$queryRaw<{ id: bigint; name: string }[]>`
      SELECT DISTINCT l.id, l.name FROM email_campaign_books b
      JOIN connections n ON n.address_book_id = b.address_book_id AND ${liveConnection('n')}
      JOIN marketing_lists l ON l.id = n.list_id AND l.archived_at IS NULL AND ${visibleLists(ctx)}
      WHERE b.campaign_id = ${campaignId} ORDER BY l.name`,
  ]);
  if (!row) throw notFound('email campaign');
  const { books, ...details } = own;
  return {
    ...row,
    ...details,
    hasMail: cursor[0]?.hasMail ?? false,
    timeZone,
    books: books.map(({ addressBook }) => ({ id: String(addressBook.id), name: addressBook.name })),
    lists: lists.map((list) => ({ id: String(list.id), name: list.name })),
    readAt: cursor[0]?.readAt?.toISOString() ?? null,
  };
}

/** Its mail as it may be shown: HTML for the sandboxed frame, and plain text. */
export async function getCampaignMail(
  ctx: Context,
  id: string,
): Promise<{ html: string; plainText: string }> {
  permit(ctx, 'statistics.read');
  await fetchCampaign(ctx.db.prisma, BigInt(id));
  const { htmlContent, plainTextContent } = await ctx.db.prisma.emailCampaign.findUniqueOrThrow({
    where: { id: BigInt(id) },
    select: { htmlContent: true, plainTextContent: true },
  });
  return { html: displayableHtml(htmlContent ?? ''), plainText: plainTextContent ?? '' };
}
