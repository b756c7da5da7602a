import { visibleLists, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { Prisma } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { displayableHtml } from './displayable-html';
import { fetchCampaign, knownZone, selectCampaigns } from './internal';
import type { EmailCampaignRow, EmailCampaignView } from './schemas';

type Details = Omit<EmailCampaignView, keyof EmailCampaignRow | 'timeZone' | 'readAt'> & {
  timeZone: string | null;
  readAt: Date | null;
};

export async function getEmailCampaign(ctx: Context, id: string): Promise<EmailCampaignView> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const campaignId = BigInt(id);
  const [[row], [details]] = await Promise.all([
    selectCampaigns(ctx, prisma, Prisma.sql`WHERE c.id = ${campaignId}`),
    prisma.$queryRaw<Details[]>`
      SELECT c.dotdigital_id AS "dotdigitalId", c.from_name AS "fromName", c.from_address AS "fromAddress", c.reply_action AS "replyAction",
        c.reply_to_address AS "replyToAddress", c.is_split_test AS "isSplitTest", i.time_zone AS "timeZone", k.last_success_at AS "readAt",
        coalesce(c.html_content, '') <> '' OR coalesce(c.plain_text_content, '') <> '' AS "hasMail",
        coalesce((SELECT json_agg(json_build_object('id', b.id::text, 'name', b.name) ORDER BY b.id)
          FROM email_campaign_books m JOIN address_books b ON b.id = m.address_book_id WHERE m.campaign_id = c.id), '[]') AS books,
        coalesce((SELECT json_agg(json_build_object('id', x.id::text, 'name', x.name) ORDER BY x.name, x.id) FROM (
          SELECT DISTINCT l.id, l.name FROM email_campaign_books m
          JOIN connections n ON n.address_book_id = m.address_book_id AND ${liveConnection('n')}
          JOIN marketing_lists l ON l.id = n.list_id AND l.archived_at IS NULL AND ${visibleLists(ctx)}
          WHERE m.campaign_id = c.id) x), '[]') AS lists
      FROM email_campaigns c JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
      LEFT JOIN import_cursors k ON k.integration_id = c.integration_id AND k.connector = 'activities' AND k.scope_id = c.dotdigital_id::text
      WHERE c.id = ${campaignId}`,
  ]);
  if (!row || !details) throw notFound('email campaign');
  return {
    ...row,
    ...details,
    timeZone: knownZone(details.timeZone),
    readAt: details.readAt?.toISOString() ?? null,
  };
}

/** Its mail as it may be shown: HTML for the sandboxed frame, and plain text. */
export async function getCampaignMail(
  ctx: Context,
  id: string,
): Promise<{ html: string; plainText: string }> {
  permit(ctx, 'statistics.read');
  await fetchCampaign(ctx, ctx.db.prisma, BigInt(id));
  const { htmlContent, plainTextContent } = await ctx.db.prisma.emailCampaign.findUniqueOrThrow({
    where: { id: BigInt(id) },
    select: { htmlContent: true, plainTextContent: true },
  });
  return { html: displayableHtml(htmlContent ?? ''), plainText: plainTextContent ?? '' };
}
