import type { Context } from '../context';
import type { Tx } from '../db';

/** Dotdigital's own summary, kept beside our counts; sent date taken from it. Returns whether it differed. */
export async function storeSummary(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  input: { campaignId: bigint; sentAt: Date | null; numbers: Record<string, number> },
): Promise<boolean> {
  const numbers = JSON.stringify(input.numbers);
  const stored = await tx.$executeRaw`
    INSERT INTO campaign_summaries AS s (campaign_id, numbers, fetched_at)
    VALUES (${input.campaignId}, ${numbers}::jsonb, ${ctx.now()})
    ON CONFLICT (campaign_id) DO UPDATE SET numbers = excluded.numbers, fetched_at = excluded.fetched_at
    WHERE s.numbers IS DISTINCT FROM excluded.numbers`;
  const dated =
    input.sentAt === null
      ? 0
      : await tx.$executeRaw`
    UPDATE email_campaigns SET sent_at = ${input.sentAt}
    WHERE id = ${input.campaignId} AND sent_at IS DISTINCT FROM ${input.sentAt}::timestamptz(3)`;
  return stored + dated > 0;
}

/** Counted anew from the recipients; equal counts are not rewritten. */
export async function recountCampaign(tx: Tx, campaignId: bigint): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO campaign_totals AS t (campaign_id, recipient_count, delivered_count, opener_count, open_count, clicker_count,
      click_count, replier_count, forward_count, page_view_count, unsubscribed_count, soft_bounced_count, hard_bounced_count,
      first_sent_at)
    SELECT ${campaignId}, count(*), count(*) FILTER (WHERE NOT soft_bounced AND NOT hard_bounced),
      count(*) FILTER (WHERE open_count > 0), coalesce(sum(open_count), 0),
      count(*) FILTER (WHERE click_count > 0), coalesce(sum(click_count), 0),
      count(*) FILTER (WHERE reply_count > 0), coalesce(sum(forward_count), 0), coalesce(sum(page_view_count), 0),
      count(*) FILTER (WHERE unsubscribed), count(*) FILTER (WHERE soft_bounced AND NOT hard_bounced),
      count(*) FILTER (WHERE hard_bounced), min(sent_at)
    FROM campaign_recipients WHERE campaign_id = ${campaignId}
    ON CONFLICT (campaign_id) DO UPDATE SET (recipient_count, delivered_count, opener_count, open_count, clicker_count,
      click_count, replier_count, forward_count, page_view_count, unsubscribed_count, soft_bounced_count, hard_bounced_count,
      first_sent_at) = ROW(excluded.recipient_count, excluded.delivered_count, excluded.opener_count, excluded.open_count,
      excluded.clicker_count, excluded.click_count, excluded.replier_count, excluded.forward_count, excluded.page_view_count,
      excluded.unsubscribed_count, excluded.soft_bounced_count, excluded.hard_bounced_count, excluded.first_sent_at)
    WHERE t IS DISTINCT FROM excluded`;
}
