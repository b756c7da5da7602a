import { Prisma } from '../../db';
import { rulesVersion } from './machine-rules';

const { raw, sql } = Prisma;

/** What of campaign_totals a recipient `r` counts for. The one place that says it: kept and counted anew by this. */
export const countedOfRecipient: Readonly<Record<string, string>> = {
  recipient_count: '1',
  delivered_count: '(NOT r.soft_bounced AND NOT r.hard_bounced)::int',
  opener_count: '(r.open_count > 0)::int',
  open_count: 'r.open_count',
  clicker_count: '(r.click_count > 0)::int',
  click_count: 'r.click_count',
  replier_count: '(r.reply_count > 0)::int',
  forward_count: 'r.forward_count',
  page_view_count: 'r.page_view_count',
  unsubscribed_count: 'r.unsubscribed::int',
  soft_bounced_count: '(r.soft_bounced AND NOT r.hard_bounced)::int',
  hard_bounced_count: 'r.hard_bounced::int',
  human_opener_count: '(r.human_open_count > 0)::int',
  human_open_count: 'r.human_open_count',
  human_clicker_count: '(r.human_click_count > 0)::int',
  human_click_count: 'r.human_click_count',
};
const names = Object.keys(countedOfRecipient);
const columns = raw(names.join(', '));
const listed = (each: (name: string, counts: string) => string) =>
  raw(names.map((name) => each(name, countedOfRecipient[name] ?? '')).join(', '));

/** Adds to a campaign's totals what rows of recipients `was` and `became` differ by. */
export const keepTotals = (campaignId: bigint): Prisma.Sql => sql`
  INSERT INTO campaign_totals AS t (campaign_id, counted_by, first_sent_at, ${columns})
  SELECT ${campaignId}, ${rulesVersion}, min(r.sent_at) FILTER (WHERE r.sign > 0),
    ${listed((_, counts) => `coalesce(sum(r.sign * ${counts}), 0)::int`)}
  FROM (SELECT -1 AS sign, was.* FROM was UNION ALL SELECT 1, became.* FROM became) r
  HAVING count(*) > 0
  ON CONFLICT (campaign_id) DO UPDATE SET ${listed((name) => `${name} = t.${name} + excluded.${name}`)},
    first_sent_at = least(t.first_sent_at, excluded.first_sent_at)`;

/** Counts them anew; equal counts are not rewritten. */
export const recountTotals = (campaignId: bigint): Prisma.Sql => sql`
  INSERT INTO campaign_totals AS t (campaign_id, counted_by, first_sent_at, ${columns})
  SELECT ${campaignId}, ${rulesVersion}, min(r.sent_at), ${listed((_, counts) => `coalesce(sum(${counts}), 0)::int`)}
  FROM campaign_recipients r WHERE r.campaign_id = ${campaignId}
  ON CONFLICT (campaign_id) DO UPDATE SET counted_by = excluded.counted_by, first_sent_at = excluded.first_sent_at,
    ${listed((name) => `${name} = excluded.${name}`)}
  WHERE t IS DISTINCT FROM excluded`;
