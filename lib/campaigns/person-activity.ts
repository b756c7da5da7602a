import type { Context } from '../context';
import { permit } from '../permissions';
import type { ActivityKind, PersonActivity } from './schemas';

const maxCampaigns = 100;
const maxEvents = 200;

/** What one address did with the campaigns it was sent, over all integrations; newest first. */
export async function personActivity(ctx: Context, emailKey: string): Promise<PersonActivity> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const campaigns = await prisma.$queryRaw<
    (Omit<PersonActivity['campaigns'][number], 'id' | 'sentAt'> & { id: bigint; sentAt: Date | null })[]
  >`
    SELECT c.id, c.name, coalesce(r.sent_at, c.sent_at) AS "sentAt", r.open_count AS opens, r.click_count AS clicks, r.reply_count AS replies,
      r.forward_count AS forwards, r.unsubscribed, r.soft_bounced AS "softBounced", r.hard_bounced AS "hardBounced"
    FROM campaign_recipients r JOIN email_campaigns c ON c.id = r.campaign_id
    JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
    WHERE r.email_key = ${emailKey}
    ORDER BY coalesce(r.sent_at, c.sent_at) DESC NULLS LAST, c.id DESC LIMIT ${maxCampaigns}`;
  const events = await prisma.$queryRaw<
    { campaignId: bigint; campaignName: string; kind: ActivityKind; at: Date | null; detail: string | null }[]
  >`
    WITH mine AS (
      SELECT r.*, c.name FROM campaign_recipients r JOIN email_campaigns c ON c.id = r.campaign_id
      JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
      WHERE r.email_key = ${emailKey} ORDER BY r.sent_at DESC NULLS LAST LIMIT ${maxCampaigns})
    SELECT m.campaign_id AS "campaignId", m.name AS "campaignName", e.kind, e.at, e.detail FROM mine m
    CROSS JOIN LATERAL (
      SELECT 'sent' AS kind, m.sent_at AS at, NULL AS detail
      UNION ALL SELECT 'opened', o.opened_at, nullif(o.mail_client, '') FROM campaign_opens o
        WHERE o.campaign_id = m.campaign_id AND o.dotdigital_contact_id = m.dotdigital_contact_id
      UNION ALL SELECT 'clicked', k.clicked_at, k.url FROM campaign_clicks k
        WHERE k.campaign_id = m.campaign_id AND k.dotdigital_contact_id = m.dotdigital_contact_id
      UNION ALL SELECT 'unsubscribed', NULL, NULL WHERE m.unsubscribed
      UNION ALL SELECT 'soft bounced', NULL, NULL WHERE m.soft_bounced
      UNION ALL SELECT 'hard bounced', NULL, NULL WHERE m.hard_bounced
      UNION ALL SELECT 'replied', NULL, m.reply_count || ' ×' WHERE m.reply_count > 0
      UNION ALL SELECT 'forwarded', NULL, m.forward_count || ' ×' WHERE m.forward_count > 0
    ) AS e
    ORDER BY coalesce(e.at, m.last_opened_at, m.sent_at) DESC NULLS LAST, m.campaign_id DESC LIMIT ${maxEvents}`;
  return {
    campaigns: campaigns.map((row) => ({
      ...row,
      id: String(row.id),
      sentAt: row.sentAt?.toISOString() ?? null,
    })),
    events: events.map((row) => ({
      ...row,
      campaignId: String(row.campaignId),
      at: row.at?.toISOString() ?? null,
    })),
  };
}
