import { Prisma, type Tx } from '../../db';
import { countLinks, limits, rulesOfTheWhole } from './machine-rules';

const { sql } = Prisma;

/** Not told by the request: a person's, or what one of these rules said before. */
const undecided = sql`(x.machine_rule IS NULL OR x.machine_rule = ANY(${[...rulesOfTheWhole]}::text[]))`;

/** Who was erased has a number below 0 and no program any more: what was judged of them stands. */
export const isKnown = sql`x.dotdigital_contact_id > 0`;

/** Applies the rules that look at more than one request to all of a campaign. Returns how many opens and clicks they judge otherwise than before. */
export async function applyRulesOfTheWhole(tx: Tx, campaignId: bigint): Promise<number> {
  return (await judgeOpens(tx, campaignId)) + (await judgeClicks(tx, campaignId));
}

/** A gateway opens a mail for everyone of its company as it comes in. */
async function judgeOpens(tx: Tx, campaignId: bigint): Promise<number> {
  const { seconds, fewestPeople, share } = limits.wholeDomain;
  return tx.$executeRaw`
    WITH people AS MATERIALIZED (
      SELECT r.dotdigital_contact_id AS id, split_part(r.email_key, '@', 2) AS domain, coalesce(r.sent_at, e.sent_at) AS sent_at
      FROM campaign_recipients r JOIN email_campaigns e ON e.id = r.campaign_id
      WHERE r.campaign_id = ${campaignId} AND NOT r.soft_bounced AND NOT r.hard_bounced),
    quick AS MATERIALIZED (
      SELECT o.dotdigital_contact_id AS id, o.opened_at, p.domain FROM campaign_opens o JOIN people p ON p.id = o.dotdigital_contact_id
      WHERE o.campaign_id = ${campaignId} AND o.opened_at BETWEEN p.sent_at AND p.sent_at + make_interval(secs => ${seconds})),
    whole AS MATERIALIZED (
      SELECT p.domain FROM people p LEFT JOIN (SELECT DISTINCT id FROM quick) q ON q.id = p.id
      GROUP BY p.domain HAVING count(*) >= ${fewestPeople} AND count(q.id) >= ${share}::float8 * count(*)),
    judged AS (
      SELECT x.dotdigital_contact_id AS id, x.opened_at, CASE WHEN w.domain IS NOT NULL THEN 'whole_domain' END AS rule
      FROM campaign_opens x LEFT JOIN quick q ON q.id = x.dotdigital_contact_id AND q.opened_at = x.opened_at
      LEFT JOIN whole w ON w.domain = q.domain
      WHERE x.campaign_id = ${campaignId} AND ${isKnown} AND ${undecided} AND (x.machine_rule IS NOT NULL OR w.domain IS NOT NULL))
    UPDATE campaign_opens o SET machine_rule = j.rule FROM judged j
    WHERE o.campaign_id = ${campaignId} AND o.dotdigital_contact_id = j.id AND o.opened_at = j.opened_at
      AND o.machine_rule IS DISTINCT FROM j.rule`;
}

/** A gateway follows links as fast as it can. */
async function judgeClicks(tx: Tx, campaignId: bigint): Promise<number> {
  const campaign = await tx.emailCampaign.findUnique({
    where: { id: campaignId },
    select: { htmlContent: true },
  });
  const linkCount = countLinks(campaign?.htmlContent ?? null);
  const { manyLinks, everyLink } = limits;
  const everyOf = linkCount >= everyLink.fewestLinks ? linkCount : null;
  return tx.$executeRaw`
    WITH busy AS MATERIALIZED (
      SELECT k.dotdigital_contact_id AS id FROM campaign_clicks k WHERE k.campaign_id = ${campaignId}
      GROUP BY 1 HAVING count(DISTINCT k.url_hash) >= least(${manyLinks.fewestLinks}::int, ${everyOf}::int)),
    runs AS MATERIALIZED (
      SELECT a.id, a.at, count(DISTINCT b.url_hash) AS many,
        count(DISTINCT b.url_hash) FILTER (WHERE b.clicked_at <= a.at + make_interval(secs => ${everyLink.seconds})) AS every
      FROM (SELECT DISTINCT k.dotdigital_contact_id AS id, k.clicked_at AS at FROM campaign_clicks k JOIN busy ON busy.id = k.dotdigital_contact_id
        WHERE k.campaign_id = ${campaignId}) a
      JOIN campaign_clicks b ON b.campaign_id = ${campaignId} AND b.dotdigital_contact_id = a.id
        AND b.clicked_at BETWEEN a.at AND a.at + make_interval(secs => ${manyLinks.seconds})
      GROUP BY 1, 2),
    judged AS (
      SELECT x.dotdigital_contact_id AS id, x.clicked_at, x.url_hash, CASE
        WHEN EXISTS (SELECT FROM runs r WHERE r.id = x.dotdigital_contact_id AND r.every >= ${everyOf}::int
          AND x.clicked_at BETWEEN r.at AND r.at + make_interval(secs => ${everyLink.seconds})) THEN 'every_link'
        WHEN EXISTS (SELECT FROM runs r WHERE r.id = x.dotdigital_contact_id AND r.many >= ${manyLinks.fewestLinks}
          AND x.clicked_at BETWEEN r.at AND r.at + make_interval(secs => ${manyLinks.seconds})) THEN 'many_links' END AS rule
      FROM campaign_clicks x
      WHERE x.campaign_id = ${campaignId} AND ${isKnown} AND ${undecided}
        AND (x.machine_rule IS NOT NULL OR x.dotdigital_contact_id IN (SELECT id FROM busy)))
    UPDATE campaign_clicks k SET machine_rule = j.rule FROM judged j
    WHERE k.campaign_id = ${campaignId} AND k.dotdigital_contact_id = j.id AND k.clicked_at = j.clicked_at AND k.url_hash = j.url_hash
      AND k.machine_rule IS DISTINCT FROM j.rule`;
}
