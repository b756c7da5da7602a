import { buyersOf } from '../campaign-revenue';
import { visiblePeople, visibleRecords } from '../../context';
import { defineGrid, likePattern, Prisma, type Asked, type GridQuery } from '../../db';
import type { Machines } from '../figures';
import { recipientResultList, type RecipientResult } from '../schemas';
import { partIs } from './audience-part';
import type { RecipientScope } from './recipient-ask';

const { sql } = Prisma;

/** How Dotdigital sees the recipient's address now. The account is named and not joined: a sort of all recipients would join it for each. */
export const contactOf = (integrationId: bigint) =>
  sql`LEFT JOIN dotdigital_contacts d ON d.integration_id = ${integrationId} AND d.email_key = c.email_key`;

/** What this campaign did to the person, else how Dotdigital sees the address now. */
export const stateOf = sql`CASE
  WHEN c.unsubscribed THEN 'unsubscribed'
  WHEN c.hard_bounced THEN 'hard_bounced'
  WHEN c.soft_bounced THEN 'soft_bounced'
  WHEN d.status IS NULL OR d.status IN ('Subscribed', 'SoftBounced') THEN 'subscribed'
  WHEN d.status = 'Unsubscribed' THEN 'unsubscribed_later'
  ELSE 'suppressed' END`;

/** What of a recipient is shown: with what machines did, or as filters and lists count it, without. */
export const countedOf = (machines: Machines) =>
  machines === 'in'
    ? {
        opens: sql`c.open_count`,
        clicks: sql`c.click_count`,
        firstOpenedAt: sql`c.first_opened_at`,
        lastOpenedAt: sql`c.last_opened_at`,
      }
    : {
        opens: sql`c.human_open_count`,
        clicks: sql`c.human_click_count`,
        firstOpenedAt: sql`c.human_first_opened_at`,
        lastOpenedAt: sql`c.human_last_opened_at`,
      };

/** What became of the mail, by the very words that the totals are counted in; someone may be in several. */
export const resultsOf = ({
  campaignId,
  machines,
  revenue,
}: Pick<RecipientScope, 'campaignId' | 'machines' | 'revenue'>) =>
  ({
    delivered: sql`(NOT c.soft_bounced AND NOT c.hard_bounced)`,
    bounced: sql`(c.soft_bounced OR c.hard_bounced)`,
    soft_bounced: sql`(c.soft_bounced AND NOT c.hard_bounced)`,
    hard_bounced: sql`c.hard_bounced`,
    opened: sql`(${countedOf(machines).opens} > 0)`,
    clicked: sql`(${countedOf(machines).clicks} > 0)`,
    replied: sql`(c.reply_count > 0)`,
    unsubscribed: sql`c.unsubscribed`,
    unopened: sql`(NOT c.soft_bounced AND NOT c.hard_bounced AND ${countedOf(machines).opens} = 0)`,
    ordered: sql`(c.email_key IN (${buyersOf({ campaignId, machines, ...revenue })}))`,
  }) satisfies Record<RecipientResult, Prisma.Sql>;

const resultIs = ({ value }: Asked<'choice'>, scope: RecipientScope): Prisma.Sql => {
  const results = resultsOf(scope);
  const asked = recipientResultList.filter((one) => value.includes(one)).map((one) => results[one]);
  return asked.length === 0 ? sql`FALSE` : sql`(${Prisma.join(asked, ' OR ')})`;
};

/** Whoever clicked one of these links. */
const linkIs = ({ value }: Asked<'choice'>, { campaignId, machines }: RecipientScope): Prisma.Sql => sql`
  c.dotdigital_contact_id IN (SELECT k.dotdigital_contact_id FROM campaign_clicks k WHERE k.campaign_id = ${campaignId}
    AND k.url_hash = ANY(ARRAY(SELECT decode(md5(one), 'hex') FROM unnest(${value}::text[]) AS one))
    AND ${machines === 'in' ? sql`TRUE` : sql`k.machine_rule IS NULL`})`;

/** The people of one campaign; a day is that of its account. */
export const recipientGrid = defineGrid<RecipientScope>()({
  from: ({ integrationId }: RecipientScope) => sql`campaign_recipients c ${contactOf(integrationId)}`,
  where: ({ ctx, campaignId }: RecipientScope) =>
    sql`c.campaign_id = ${campaignId} AND ${visiblePeople(ctx, sql`c.email_key`)}`,
  id: sql`c.dotdigital_contact_id`,
  ties: 'asc',
  columns: {
    email: { sql: sql`shown_address(c.email_key)`, sort: true },
    opens: { sql: ({ machines }: RecipientScope) => countedOf(machines).opens, sort: true, filter: 'number' },
    clicks: {
      sql: ({ machines }: RecipientScope) => countedOf(machines).clicks,
      sort: true,
      filter: 'number',
    },
    replies: { sql: sql`c.reply_count`, sort: true, filter: 'number' },
    forwards: { sql: sql`c.forward_count`, sort: true, filter: 'number' },
    pageViews: { sql: sql`c.page_view_count`, sort: true, filter: 'number' },
    firstOpenedAt: {
      sql: ({ machines }: RecipientScope) => countedOf(machines).firstOpenedAt,
      sort: true,
      nullable: true,
      filter: 'date',
      day: 'account',
    },
    state: { sql: stateOf, filter: 'choice' },
    result: { filter: 'choice', where: resultIs },
    link: { filter: 'choice', where: linkIs },
    part: {
      filter: 'choice',
      where: ({ value }: Asked<'choice'>, { split }: RecipientScope) =>
        split === null ? sql`FALSE` : partIs(split, value),
    },
  },
  search: (q, { ctx }) => sql`(shown_address(c.email_key) ILIKE ${likePattern(q)} OR EXISTS (
    SELECT FROM crm_records x WHERE x.email_key = c.email_key AND x.deleted_at IS NULL AND ${visibleRecords(ctx, sql`x`)}
      AND concat_ws(' ', x.first_name, x.last_name) ILIKE ${likePattern(q)}))`,
  defaultSort: { field: 'opens', direction: 'desc' },
});
export type RecipientQuery = GridQuery<typeof recipientGrid>;
