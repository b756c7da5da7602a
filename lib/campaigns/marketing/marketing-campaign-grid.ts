import { visibleMarketing, type Context } from '../../context';
import { defineGrid, likePattern, Prisma, type GridQuery } from '../../db';
import { countColumns, isShown } from '../internal';
import { survivorsOfSearch } from './find-survivor';

const { sql } = Prisma;

/** The umbrellas (m), each with what its e-mail campaigns add up to (s). */
export const marketingCampaignTables = sql`
  marketing_campaigns m
  CROSS JOIN LATERAL (
    SELECT count(c.id)::int AS "campaignCount", max(coalesce(c.sent_at, t.first_sent_at)) AS "lastSentAt", ${countColumns('sum')}
    FROM email_campaigns c
    JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
    LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    WHERE c.marketing_campaign_id = m.id AND ${isShown}
  ) s`;

export const marketingCampaignGrid = defineGrid<{ ctx: Context }>()({
  from: marketingCampaignTables,
  where: ({ ctx }) => sql`m.merged_into_id IS NULL AND ${visibleMarketing(ctx)}`,
  id: sql`m.id`,
  columns: {
    name: { sql: sql`lower(m.name)`, sort: true },
    code: { sql: sql`lower(m.code)`, sort: true },
    startAt: { sql: sql`m.start_at`, sort: true, nullable: true },
    campaigns: { sql: sql`s."campaignCount"`, sort: true },
    recipients: { sql: sql`s.recipients`, sort: true },
    lastSentAt: { sql: sql`s."lastSentAt"`, sort: true, nullable: true },
  },
  search: (q) =>
    sql`(m.name ILIKE ${likePattern(q)} OR m.code ILIKE ${likePattern(q)} OR m.id IN ${survivorsOfSearch(q)})`,
  defaultSort: { field: 'lastSentAt', direction: 'desc' },
});
export type MarketingCampaignQuery = GridQuery<typeof marketingCampaignGrid>;
