import { Prisma, type Tx } from '../../db';
import { keepTotals } from './totals-sql';

const { sql } = Prisma;

/** Storing and counting anew take turns, campaign by campaign: what one adds to, the other must not be replacing. */
export async function lockCampaign(tx: Tx, campaignId: bigint): Promise<void> {
  await tx.$executeRaw`SELECT FROM email_campaigns WHERE id = ${campaignId} FOR NO KEY UPDATE`;
}

/**
 * What machines did in the name of these recipients, out of their opens and clicks, and with it the campaign's totals. Who clicked has opened:
 * where no open of a person is known, the first click stands for it. Safe to repeat.
 */
export async function refreshPeople(
  tx: Tx,
  campaignId: bigint,
  contactIds: readonly number[] | 'all',
): Promise<void> {
  if (contactIds !== 'all' && contactIds.length === 0) return;
  const mine = (table: 'campaign_opens' | 'campaign_clicks', columns: Prisma.Sql): Prisma.Sql =>
    contactIds === 'all'
      ? sql`SELECT x.dotdigital_contact_id AS id, ${columns} FROM ${Prisma.raw(table)} x
          WHERE x.campaign_id = ${campaignId} GROUP BY 1`
      : sql`SELECT x.dotdigital_contact_id AS id, ${columns} FROM ${Prisma.raw(table)} x
          WHERE x.campaign_id = ${campaignId} AND x.dotdigital_contact_id = ANY(${[...contactIds]}::int[]) GROUP BY 1`;
  const asked =
    contactIds === 'all' ? sql`TRUE` : sql`r.dotdigital_contact_id = ANY(${[...contactIds]}::int[])`;
  const byMachine = sql`(count(*) FILTER (WHERE x.machine_rule IS NOT NULL))::int AS machines`;
  const span = (at: Prisma.Sql): Prisma.Sql =>
    sql`min(${at}) FILTER (WHERE x.machine_rule IS NULL) AS first, max(${at}) FILTER (WHERE x.machine_rule IS NULL) AS last`;
  await tx.$executeRaw`
    WITH opened AS MATERIALIZED (${mine('campaign_opens', sql`${byMachine}, ${span(sql`x.opened_at`)}`)}),
    clicked AS MATERIALIZED (${mine('campaign_clicks', sql`${byMachine}, ${span(sql`x.clicked_at`)}`)}),
    found AS MATERIALIZED (
      SELECT r.dotdigital_contact_id AS id, coalesce(o.machines, 0) AS opens, coalesce(k.machines, 0) AS clicks,
        CASE WHEN o.machines > 0 THEN coalesce(o.first, k.first) END AS first, CASE WHEN o.machines > 0 THEN coalesce(o.last, k.last) END AS last
      FROM campaign_recipients r LEFT JOIN opened o ON o.id = r.dotdigital_contact_id LEFT JOIN clicked k ON k.id = r.dotdigital_contact_id
      WHERE r.campaign_id = ${campaignId} AND ${asked}
        AND (r.machine_open_count, r.machine_click_count, r.first_human_open_at, r.last_human_open_at) IS DISTINCT FROM
          (coalesce(o.machines, 0), coalesce(k.machines, 0), CASE WHEN o.machines > 0 THEN coalesce(o.first, k.first) END,
          CASE WHEN o.machines > 0 THEN coalesce(o.last, k.last) END)),
    was AS MATERIALIZED (
      SELECT r.* FROM campaign_recipients r JOIN found ON found.id = r.dotdigital_contact_id WHERE r.campaign_id = ${campaignId}),
    became AS (
      UPDATE campaign_recipients r SET machine_open_count = found.opens, machine_click_count = found.clicks,
        first_human_open_at = found.first, last_human_open_at = found.last
      FROM found WHERE r.campaign_id = ${campaignId} AND r.dotdigital_contact_id = found.id
      RETURNING r.*)
    ${keepTotals(campaignId)}`;
}
