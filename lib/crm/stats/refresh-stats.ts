import { Prisma, type Tx } from '@/lib/db';
import { abandonedBefore, type StatsFrame } from './stats-settings';

const { sql } = Prisma;

/** Records as a query with one column, record_id. */
export type RecordSet = Prisma.Sql;

export const theseRecords = (ids: readonly bigint[]): RecordSet =>
  sql`SELECT unnest(${[...new Set(ids)]}::bigint[]) AS record_id`;

/**
 * Counts every computed field of these records from its sources again and stores what differs. Called in the transaction that
 * changed a source, so a reader sees both or neither. A record without a source gets no row.
 */
export async function refreshRecordStats(tx: Tx, records: RecordSet, frame: StatsFrame): Promise<void> {
  await refreshOrderStats(tx, records, frame);
  await refreshEngagement(tx, records, frame);
}

/** Orders and carts: definitions in virtual-fields.ts. */
export async function refreshOrderStats(tx: Tx, records: RecordSet, frame: StatsFrame): Promise<number> {
  await oneAtATime(tx);
  return tx.$executeRaw(orderStatsSql(records, frame));
}

/** The statement itself: prisma/seed fills a big world with it. */
export function orderStatsSql(records: RecordSet, frame: StatsFrame): Prisma.Sql {
  return sql`
    WITH asked AS MATERIALIZED (${records}),
    by_currency AS MATERIALIZED (
      SELECT o.record_id, o.currency, count(*) AS n, sum(o.total) AS total, min(o.placed_at) AS first_at, max(o.placed_at) AS last_at,
        ${convertedSums(frame)}
      FROM orders o ${ratesOfOrders(frame)}
      WHERE o.record_id IN (SELECT record_id FROM asked) AND o.status IN ('pending', 'completed')
      GROUP BY o.record_id, o.currency),
    main AS (SELECT DISTINCT ON (record_id) record_id, currency FROM by_currency ORDER BY record_id, n DESC, currency COLLATE "C"),
    parts AS (
      SELECT b.record_id, b.currency, m.currency AS main, b.n, b.first_at, b.last_at, ${partColumns(frame)}
      FROM by_currency b JOIN main m ON m.record_id = b.record_id),
    every AS (
      SELECT record_id, sum(n)::int AS n, min(first_at) AS first_at, max(last_at) AS last_at, main,
        coalesce(round(sum(added), 2), 0) AS value, round(sum(added) / nullif(sum(added_n), 0), 2) AS average,
        string_agg(trim_scale(left_out)::text || ' ' || currency, ', ' ORDER BY currency COLLATE "C") FILTER (WHERE left_out > 0) AS left_out
      FROM parts GROUP BY record_id, main),
    cart AS (
      SELECT DISTINCT ON (record_id) record_id, total, currency, touched_at FROM carts
      WHERE record_id IN (SELECT record_id FROM asked) AND status = 'open' AND touched_at <= ${abandonedBefore(frame)}
      ORDER BY record_id, touched_at DESC, id DESC)
    INSERT INTO record_stats AS v (record_id, order_count, lifetime_value, lifetime_value_currency, lifetime_value_left_out, order_currency,
      average_order, first_order_at, last_order_at, days_since_last_order, abandoned_cart_value, abandoned_cart_currency, abandoned_cart_at,
      computed_at)
    SELECT r.id, coalesce(every.n, 0), coalesce(every.value, 0), CASE WHEN every.n > 0 THEN coalesce(${frame.base}::text, every.main) END,
      every.left_out, every.main, every.average, every.first_at, every.last_at, ${daysSince(sql`every.last_at`, frame)},
      cart.total, cart.currency, cart.touched_at, ${frame.now}
    FROM asked JOIN crm_records r ON r.id = asked.record_id
    LEFT JOIN every ON every.record_id = r.id LEFT JOIN cart ON cart.record_id = r.id
    LEFT JOIN record_stats old ON old.record_id = r.id
    WHERE every.record_id IS NOT NULL OR cart.record_id IS NOT NULL OR old.record_id IS NOT NULL
    ORDER BY r.id
    ON CONFLICT (record_id) DO UPDATE SET ${takeOver(orderColumns)}, computed_at = excluded.computed_at
    WHERE ${differs(orderColumns)}`;
}

/** Each order's rate into the base currency: the latest of its day or before, where the installation is. */
const ratesOfOrders = ({ base, zone }: StatsFrame): Prisma.Sql =>
  base === null
    ? sql``
    : sql`LEFT JOIN LATERAL (
        SELECT CASE WHEN o.currency = ${base}::text THEN 1 ELSE (
          SELECT x.rate FROM exchange_rates x
          WHERE x.base = ${base}::text AND x.currency = o.currency AND x.day <= (o.placed_at AT TIME ZONE ${zone}::text)::date
          ORDER BY x.day DESC LIMIT 1) END AS rate) own ON TRUE`;

const convertedSums = ({ base }: StatsFrame): Prisma.Sql =>
  base === null
    ? sql`NULL::numeric AS converted, 0 AS rated, NULL::numeric AS unrated`
    : sql`sum(o.total * own.rate) AS converted, count(own.rate) AS rated, sum(o.total) FILTER (WHERE own.rate IS NULL) AS unrated`;

/** What of a currency is added up, in how many orders, and what is left out. */
const partColumns = ({ base }: StatsFrame): Prisma.Sql =>
  base === null
    ? sql`CASE WHEN b.currency = m.currency THEN b.total END AS added, CASE WHEN b.currency = m.currency THEN b.n END AS added_n,
        CASE WHEN b.currency <> m.currency THEN b.total END AS left_out`
    : sql`b.converted AS added, b.rated AS added_n, b.unrated AS left_out`;

/** What the records' addresses did with e-mail campaigns; found by address, whatever record it stands on. */
export async function refreshEngagement(tx: Tx, records: RecordSet, frame: StatsFrame): Promise<number> {
  await oneAtATime(tx);
  return tx.$executeRaw(engagementSql(records, frame));
}

/** The statement itself: prisma/seed fills a big world with it. */
export function engagementSql(records: RecordSet, frame: StatsFrame): Prisma.Sql {
  const sentAt = sql`coalesce(p.sent_at, e.sent_at)`;
  const arrived = sql`NOT p.soft_bounced AND NOT p.hard_bounced`;
  const lately = sql`${sentAt} >= ((${frame.today}::text::date - 365)::timestamp AT TIME ZONE ${frame.zone}::text)`;
  return sql`
    WITH asked AS MATERIALIZED (SELECT r.id, r.email_key FROM crm_records r WHERE r.id IN (${records})),
    keys AS MATERIALIZED (SELECT DISTINCT email_key FROM asked WHERE email_key IS NOT NULL),
    did AS (
      SELECT p.email_key, max(${sentAt}) AS sent_at, max(p.human_last_opened_at) AS opened_at,
        count(*) FILTER (WHERE ${arrived})::int AS received,
        count(*) FILTER (WHERE p.human_open_count > 0)::int AS opened,
        count(*) FILTER (WHERE p.human_click_count > 0)::int AS clicked,
        count(*) FILTER (WHERE ${arrived} AND ${lately})::int AS received_lately,
        count(*) FILTER (WHERE ${arrived} AND p.human_open_count > 0 AND ${lately})::int AS opened_lately,
        count(*) FILTER (WHERE ${arrived} AND p.human_click_count > 0 AND ${lately})::int AS clicked_lately
      FROM keys JOIN campaign_recipients p ON p.email_key = keys.email_key JOIN email_campaigns e ON e.id = p.campaign_id
      GROUP BY p.email_key),
    clicks AS (
      SELECT p.email_key, max(k.clicked_at) AS clicked_at
      FROM keys JOIN campaign_recipients p ON p.email_key = keys.email_key AND p.human_click_count > 0
      JOIN campaign_clicks k ON k.campaign_id = p.campaign_id AND k.dotdigital_contact_id = p.dotdigital_contact_id AND k.machine_rule IS NULL
      GROUP BY p.email_key),
    scored AS (
      SELECT did.*, clicks.clicked_at,
        CASE WHEN received_lately > 0 THEN (40 * opened_lately + 30 * clicked_lately) / received_lately ELSE 0 END
        + coalesce(30 * greatest(365 - ${daysSince(sql`greatest(did.opened_at, clicks.clicked_at)`, frame)}, 0) / 365, 0) AS score
      FROM did LEFT JOIN clicks ON clicks.email_key = did.email_key)
    INSERT INTO record_stats AS v (record_id, last_sent_at, last_open_at, last_click_at, received_count, opened_count, clicked_count,
      engagement_score, computed_at)
    SELECT a.id, s.sent_at, s.opened_at, s.clicked_at, coalesce(s.received, 0), coalesce(s.opened, 0), coalesce(s.clicked, 0),
      coalesce(s.score, 0), ${frame.now}
    FROM asked a LEFT JOIN scored s ON s.email_key = a.email_key LEFT JOIN record_stats old ON old.record_id = a.id
    WHERE s.email_key IS NOT NULL OR old.record_id IS NOT NULL
    ORDER BY a.id
    ON CONFLICT (record_id) DO UPDATE SET ${takeOver(engagementColumns)}, computed_at = excluded.computed_at
    WHERE ${differs(engagementColumns)}`;
}

/** A second one that counts waits for the first to commit, and then sees what the first one saw and more. */
export const oneAtATime = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('crm:record-stats', 0))`;
};

/** Midnights in the account's time zone since a moment; a moment to come counts as today. */
const daysSince = (moment: Prisma.Sql, { today, zone }: StatsFrame): Prisma.Sql =>
  sql`CASE WHEN ${moment} IS NOT NULL THEN greatest(${today}::text::date - (${moment} AT TIME ZONE ${zone}::text)::date, 0) END`;

const orderColumns = [
  'order_count',
  'lifetime_value',
  'lifetime_value_currency',
  'lifetime_value_left_out',
  'order_currency',
  'average_order',
  'first_order_at',
  'last_order_at',
  'days_since_last_order',
  'abandoned_cart_value',
  'abandoned_cart_currency',
  'abandoned_cart_at',
];
const engagementColumns = [
  'last_sent_at',
  'last_open_at',
  'last_click_at',
  'received_count',
  'opened_count',
  'clicked_count',
  'engagement_score',
];

const takeOver = (columns: readonly string[]): Prisma.Sql =>
  Prisma.raw(columns.map((name) => `${name} = excluded.${name}`).join(', '));
const differs = (columns: readonly string[]): Prisma.Sql =>
  Prisma.raw(
    `(${columns.map((name) => `v.${name}`).join(', ')}) IS DISTINCT FROM (${columns.map((name) => `excluded.${name}`).join(', ')})`,
  );
