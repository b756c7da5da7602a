import type { Pool, PoolClient } from 'pg';
import { Prisma } from '@/lib/db';
import { engagementSql, orderStatsSql } from '@/lib/crm/stats/refresh-stats';

export type Millions = {
  /** People: customers first, then contacts with a lead among every twenty. */
  contacts: number;
  orders: number;
  /** Recipients of e-mail campaigns. */
  activities: number;
  /** How many of the people are customers; the orders are theirs. Two fifths where left out. */
  customers?: number;
  campaigns?: number;
  now?: Date;
};

export type SeededMillions = {
  firstRecordId: bigint;
  campaignIds: string[];
  seconds: Record<string, number>;
};

/**
 * A big world, the same one for the same numbers and day, made inside PostgreSQL: people, consents, tags, custom fields,
 * orders with items, carts, campaigns with recipients, opens and clicks, and the computed fields of everyone. Nothing of it can
 * be sent: its integration is not active. For an empty database or beside what is there; broken off halfway, it stays so.
 */
export async function seedMillions(
  pool: Pool,
  input: Millions,
  tell: (step: string) => void = () => undefined,
): Promise<SeededMillions> {
  const now = input.now ?? new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
  const customers = Math.min(input.customers ?? Math.floor(input.contacts * 0.4), input.contacts);
  const seconds: Record<string, number> = {};
  const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    seconds[name] = Math.round((performance.now() - start) / 100) / 10;
    tell(`${name}: ${seconds[name]} s`);
  };
  const [one, two] = [await openSession(pool), await openSession(pool)];
  try {
    const base = BigInt(
      (await one.query<{ base: string }>('SELECT coalesce(max(id), 0) AS base FROM crm_records')).rows[0]
        ?.base ?? 0,
    );
    const world: World = { ...input, customers, now, base, campaigns: input.campaigns ?? 40 };
    await timed('people', () => withoutIndexes(one, ['crm_records'], () => seedPeople(one, world)));
    await one.query('VACUUM (ANALYZE) crm_records');
    const campaignIds: string[] = [];
    await Promise.all([
      timed('orders and carts', () =>
        withoutIndexes(one, ['orders', 'order_items', 'carts'], () => seedOrders(one, world)),
      ),
      timed('consents and tags', () => seedConsents(two, world)).then(() =>
        timed('campaigns', () =>
          withoutIndexes(two, ['campaign_recipients', 'campaign_opens', 'campaign_clicks'], async () => {
            campaignIds.push(...(await seedCampaigns(two, world)));
          }),
        ),
      ),
    ]);
    await timed('analyze', () =>
      one.query(
        `VACUUM (ANALYZE) crm_records, orders, order_items, carts, campaign_recipients, campaign_opens, campaign_clicks, consents, record_tags`,
      ),
    );
    await timed('computed fields', async () => {
      const records = Prisma.sql`SELECT id AS record_id FROM crm_records WHERE id > ${base}`;
      const frame = {
        zone: 'Europe/London',
        today: now.toISOString().slice(0, 10),
        now,
        cartMinutes: 60,
        base: null,
      };
      for (const statement of [orderStatsSql(records, frame), engagementSql(records, frame)])
        await one.query(statement.text, statement.values);
      await one.query('VACUUM (ANALYZE) record_stats');
    });
    return { firstRecordId: base + 1n, campaignIds, seconds };
  } finally {
    one.release(true);
    two.release(true);
  }
}

type World = Required<Millions> & { base: bigint };

const firstNames = [
  'Ada',
  'Amelia',
  'Anneliese',
  'Bjorn',
  'Callum',
  'Carla',
  'Dmitri',
  'Elin',
  'Elodie',
  'Eoin',
  'Fatima',
  'Friederike',
  'Giovanni',
  'Hanna',
  'Haruto',
  'Imogen',
  'Ines',
  'Jiri',
  'Jonas',
  'Kathe',
  'Loic',
  'Lucia',
  'Margaux',
  'Maria',
  'Max',
  'Mei',
  'Niamh',
  'Nuria',
  'Oliver',
  'Ondrej',
  'Priya',
  'Ren',
  'Saoirse',
  'Signe',
  'Soren',
  'Tobias',
  'Viktor',
  'Xabier',
  'Yuki',
  'Zadie',
];
const lastNames = [
  'Achterberg',
  'Ashworth',
  'Benes',
  'Bennett',
  'Bergman',
  'Byrne',
  'Chauvet',
  'Dvorak',
  'Etxeberria',
  'Ferrer',
  'Garcon',
  'Hagg',
  'Hajek',
  'Ibanez',
  'Inoue',
  'Kavanagh',
  'Kobayashi',
  'Kohler',
  'Lefevre',
  'Lindqvist',
  'Malik',
  'McGrath',
  'Mori',
  'Muller',
  'Munoz',
  'Nguyen',
  'Nystrom',
  'Oberg',
  'Okafor',
  'Pena',
  'Raghunathan',
  'Schroder',
  'Solheim',
  'Tanabe',
  'Vazquez',
  'Wahlin',
  'Weiss',
  'Whitcombe',
  'Yildiz',
  'Zizka',
];
const companies = [
  'Banyan Labs',
  'Blue Lantern',
  'Dlouha Design',
  'Fjordline',
  'Glasnevin Press',
  'Hafenwerk',
  'Kitanodai',
  'Lindqvist',
  'Northwind',
  'Quayside Tools',
  'Serra',
  'Whitcombe',
];
const cities = [
  'Hamburg',
  'London',
  'Lyon',
  'Sevilla',
  'Malmo',
  'Praha',
  'Dublin',
  'Osaka',
  'Porto',
  'Gent',
  'Torino',
  'Bergen',
];
const countries = ['DE', 'GB', 'FR', 'ES', 'SE', 'CZ', 'IE', 'JP', 'PT', 'BE', 'IT', 'NO'];
const languages = ['de', 'en', 'fr', 'es', 'sv', 'cs', 'en', 'ja', 'pt', 'nl', 'it', 'nb'];

const list = (items: readonly string[]): string => `ARRAY[${items.map((item) => `'${item}'`).join(',')}]`;

/** Chance by hash: u(n, seed) lies in 0..1 and is the same at every seed; who_* say who the n-th person is. */
async function openSession(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  await client.query(
    `SET work_mem = '128MB'; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off; SET statement_timeout = 0`,
  );
  const { rows } = await client.query<{ super: boolean }>(
    'SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user',
  );
  // Every row is made to fit; looking each reference up again would take half the time.
  if (rows[0]?.super) await client.query('SET session_replication_role = replica');
  await client.query(`
    CREATE OR REPLACE FUNCTION pg_temp.u(n bigint, seed int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      'SELECT (hashint8extended(n, seed) & 1073741823)::float8 / 1073741824';
    CREATE OR REPLACE FUNCTION pg_temp.pick(n bigint, seed int, items text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      'SELECT items[1 + (hashint8extended(n, seed) & 1073741823) % array_length(items, 1)]';
    CREATE OR REPLACE FUNCTION pg_temp.who_key(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $f$SELECT lower(pg_temp.pick(n, 1, ${list(firstNames)}) || '.' || pg_temp.pick(n, 2, ${list(lastNames)})) || n || '@'
        || lower(replace(pg_temp.pick(n, 3, ${list(companies)}), ' ', '')) || '.example'$f$`);
  return client;
}

/**
 * Fills tables with their secondary indexes away and makes those anew from the sorted rows, a third of the time of keeping them.
 * In one transaction: killed halfway, tables and indexes are as before. Until it ends nobody else can use the tables.
 */
async function withoutIndexes(
  client: PoolClient,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(
      `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
       WHERE i.schemaname = current_schema() AND i.tablename = ANY($1) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`,
      [tables],
    );
    for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
    await fill();
    for (const { definition } of rows) await client.query(definition);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function seedPeople(client: PoolClient, { contacts, customers, now, base }: World): Promise<void> {
  await client.query(
    `INSERT INTO custom_fields (entity, key, label, type, choices, position)
     SELECT e::crm_entity, f.key, f.label, f.type::custom_field_type, f.choices::jsonb, f.position FROM unnest(ARRAY['contact', 'customer']) e
     CROSS JOIN (VALUES ('points', 'Loyalty points', 'number', '[]', 0), ('member_since', 'Member since', 'date', '[]', 1), ('vip', 'VIP', 'yesno', '[]', 2),
       ('size', 'Shirt size', 'choice', '[{"value":"S","label":"S"},{"value":"M","label":"M"},{"value":"L","label":"L"}]', 3)) f(key, label, type, choices, position)
     ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO crm_records (id, entity, email, email_key, external_id, first_name, last_name, company, city, country, language, birthday,
       source, custom, consent_state, consent_at, owner_id, created_at, updated_at)
     SELECT $1::bigint + n, (CASE WHEN n <= $3 THEN 'customer' WHEN n % 20 = 0 THEN 'lead' ELSE 'contact' END)::crm_entity,
       key, key, 'BW-' || n, pg_temp.pick(n, 1, ${list(firstNames)}), pg_temp.pick(n, 2, ${list(lastNames)}), pg_temp.pick(n, 3, ${list(companies)}),
       pg_temp.pick(n, 4, ${list(cities)}), pg_temp.pick(n, 4, ${list(countries)}), pg_temp.pick(n, 4, ${list(languages)}),
       CASE WHEN n % 3 = 0 THEN date '1950-01-01' + (18000 * pg_temp.u(n, 5))::int END,
       (ARRAY['Website', 'Shop', 'Trade fair', 'Newsletter', NULL])[1 + (5 * pg_temp.u(n, 6))::int % 5],
       CASE WHEN n % 2 = 0 THEN jsonb_build_object('points', (1000 * pg_temp.u(n, 7))::int, 'vip', n % 10 = 0, 'size', pg_temp.pick(n, 8, ARRAY['S','M','L']),
         'member_since', to_char(date '2015-01-01' + (4000 * pg_temp.u(n, 9))::int, 'YYYY-MM-DD')) ELSE '{}' END,
       consent::consent_state, CASE WHEN consent <> 'unknown' THEN made_at END, (SELECT min(id) FROM users), made_at, made_at
     FROM generate_series(1, $2::bigint) n
     CROSS JOIN LATERAL (SELECT CASE WHEN n % 33 = 0 THEN NULL WHEN n % 50 = 1 AND n > 1 THEN pg_temp.who_key(n - 1) ELSE pg_temp.who_key(n) END AS key,
       CASE WHEN pg_temp.u(n, 10) < 0.75 THEN 'given' WHEN pg_temp.u(n, 10) < 0.95 THEN 'unknown' ELSE 'withdrawn' END AS consent,
       $4::timestamptz - 1000 * pg_temp.u(n, 11) * interval '1 day' AS made_at OFFSET 0) one`,
    [base, contacts, customers, now],
  );
  await client.query(
    `SELECT setval(pg_get_serial_sequence('crm_records', 'id'), (SELECT max(id) FROM crm_records))`,
  );
}

async function seedConsents(client: PoolClient, { base }: World): Promise<void> {
  await client.query(
    `INSERT INTO consents (record_id, state, text, origin, consent_at, recorded_at)
     SELECT id, consent_state, CASE consent_state WHEN 'given' THEN 'Yes, send me news by e-mail.' ELSE 'Unsubscribe me.' END, 'form', consent_at, consent_at
     FROM crm_records WHERE id > $1 AND consent_state <> 'unknown'`,
    [base],
  );
  await client.query(
    `INSERT INTO tags (name) SELECT name FROM unnest(ARRAY['VIP', 'Wholesale', 'Press', 'Partner', 'Trade fair', 'Complaint', 'Newsletter', 'Beta']) name
     WHERE NOT EXISTS (SELECT FROM tags t WHERE lower(t.name) = lower(name))`,
  );
  await client.query(
    `INSERT INTO record_tags (record_id, tag_id)
     SELECT r.id, t.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS k FROM tags) t
     JOIN crm_records r ON r.id > $1 AND pg_temp.u(r.id - $1, 100 + t.k::int) < 0.06 / t.k ON CONFLICT DO NOTHING`,
    [base],
  );
}

async function seedOrders(client: PoolClient, { orders, customers, now, base }: World): Promise<void> {
  if (customers === 0 || orders === 0) return;
  const { rows } = await client.query<{ base: string }>('SELECT coalesce(max(id), 0) AS base FROM orders');
  const from = BigInt(rows[0]?.base ?? 0);
  await client.query(
    `INSERT INTO orders (id, external_id, record_id, number, status, currency, total, placed_at, created_at, updated_at)
     SELECT $1::bigint + k, 'BW-' || $1::bigint + k, $2::bigint + who, to_char(k, 'FM000000000'),
       CASE WHEN chance < 0.86 THEN 'completed' WHEN chance < 0.92 THEN 'pending' WHEN chance < 0.97 THEN 'cancelled' ELSE 'refunded' END,
       (ARRAY['EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'GBP', 'GBP', 'USD'])[1 + (who % 10)],
       round((9 + 400 * pg_temp.u(k, 23) ^ 3)::numeric, 2), placed, placed, placed
     FROM (SELECT k, 1 + floor($4::float8 * pg_temp.u(k, 20) ^ 1.6)::bigint AS who, pg_temp.u(k, 21) AS chance,
         $5::timestamptz - 730 * pg_temp.u(k, 22) ^ 1.3 * interval '1 day' AS placed
       FROM generate_series(1, $3::bigint) k OFFSET 0) one`,
    [from, base, orders, customers, now],
  );
  await client.query(`SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM orders))`);
  await client.query(
    `INSERT INTO order_items (order_id, n, sku, name, quantity, unit_price)
     SELECT o.id, 1, 'SKU-' || (1 + o.id % 500), 'Article ' || (1 + o.id % 500), 1, o.total FROM orders o WHERE o.id > $1 AND o.id % 3 = 0`,
    [from],
  );
  await client.query(
    `INSERT INTO carts (external_id, record_id, status, currency, total, url, started_at, touched_at)
     SELECT 'BW-' || (SELECT coalesce(max(id), 0) FROM carts) + k, $1::bigint + 1 + floor($3::float8 * pg_temp.u(k, 30))::bigint,
       (ARRAY['open', 'converted', 'discarded'])[1 + (3 * pg_temp.u(k, 31))::int % 3], 'EUR', round((5 + 300 * pg_temp.u(k, 32) ^ 2)::numeric, 2),
       'https://shop.example/cart/' || k, at - interval '20 minutes', at
     FROM generate_series(1, $2::bigint / 10) k CROSS JOIN LATERAL (SELECT $4::timestamptz - 60 * pg_temp.u(k, 33) * interval '1 day' AS at OFFSET 0) one`,
    [base, customers, customers, now],
  );
}

async function seedCampaigns(
  client: PoolClient,
  { contacts, activities, campaigns, now, base }: World,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `WITH account AS (INSERT INTO integrations (name, username, active, time_zone, updated_at) VALUES ('Big world ' || $4::bigint, 'big-world', false, 'Europe/London', now()) RETURNING id),
     umbrellas AS (INSERT INTO marketing_campaigns (name, code, updated_at) SELECT 'Mailing ' || c, 'bw-' || $4::bigint || '-' || c, now() FROM generate_series(1, $1::int) c RETURNING id, name)
     INSERT INTO email_campaigns (integration_id, dotdigital_id, marketing_campaign_id, had_marketing_campaign, name, subject, status, sent_at)
     SELECT account.id, c, (SELECT u.id FROM umbrellas u WHERE u.name = 'Mailing ' || c), true, 'Mailing ' || c, 'News ' || c, 'Sent', $2::timestamptz - (c * 18 - 15) * interval '1 day'
     FROM account, generate_series(1, $3::int) c RETURNING id`,
    [campaigns, now, campaigns, base],
  );
  const addressed = contacts - Math.floor(contacts / 33);
  const each = Math.min(Math.floor(activities / campaigns), addressed);
  // One person out of each run of so many: every mailing reaches others, and rows come in the order of their key.
  const stride = Math.max(1, Math.floor(addressed / Math.max(each, 1)));
  await client.query(
    `INSERT INTO campaign_recipients (campaign_id, dotdigital_contact_id, email_key, open_count, click_count, sent_at, first_opened_at, last_opened_at,
       unsubscribed, soft_bounced, hard_bounced)
     SELECT id, who, CASE WHEN who % 50 = 1 AND who > 1 THEN pg_temp.who_key(who - 1) ELSE pg_temp.who_key(who) END, opens,
       CASE WHEN opens > 0 AND pg_temp.u(seed, 43) < 0.22 THEN 1 + (2 * pg_temp.u(seed, 44) ^ 3)::int ELSE 0 END, sent_at,
       CASE WHEN opens > 0 THEN opened END, CASE WHEN opens > 0 THEN opened + (opens - 1) * interval '7 hours' END,
       opens > 0 AND pg_temp.u(seed, 45) < 0.004, opens = 0 AND pg_temp.u(seed, 46) < 0.02, opens = 0 AND pg_temp.u(seed, 46) > 0.99
     FROM (
       SELECT e.id, e.sent_at, who, seed, CASE WHEN pg_temp.u(seed, 40) < 0.8 * pg_temp.u(who, 39) ^ 1.4 THEN 1 + floor(3 * pg_temp.u(seed, 41) ^ 2)::int ELSE 0 END AS opens,
         e.sent_at + 2 * pg_temp.u(seed, 42) ^ 3 * interval '1 day' AS opened
       FROM email_campaigns e
       CROSS JOIN generate_series(0, $2::bigint - 1) i
       CROSS JOIN LATERAL (SELECT i * $3::bigint + floor($3::float8 * pg_temp.u(i * 64 + e.dotdigital_id, 47))::bigint AS m OFFSET 0) place
       CROSS JOIN LATERAL (SELECT m + 1 + m / 32 AS who OFFSET 0) person
       CROSS JOIN LATERAL (SELECT who * 64 + e.dotdigital_id AS seed) chance
       WHERE e.id = ANY($1::bigint[]) OFFSET 0) one`,
    [rows.map(({ id }) => id), each, stride],
  );
  await client.query(
    `INSERT INTO campaign_opens (campaign_id, dotdigital_contact_id, opened_at, email_key, mail_client)
     SELECT campaign_id, dotdigital_contact_id, first_opened_at, email_key, pg_temp.pick(dotdigital_contact_id, 50, ARRAY['Apple Mail', 'Gmail', 'Outlook'])
     FROM campaign_recipients WHERE campaign_id = ANY($1::bigint[]) AND open_count > 0`,
    [rows.map(({ id }) => id)],
  );
  await client.query(
    `INSERT INTO campaign_clicks (campaign_id, dotdigital_contact_id, clicked_at, url, url_hash, email_key)
     SELECT campaign_id, dotdigital_contact_id, first_opened_at + interval '1 minute', url, decode(md5(url), 'hex'), email_key
     FROM campaign_recipients CROSS JOIN LATERAL (SELECT 'https://shop.example/' || pg_temp.pick(dotdigital_contact_id + campaign_id, 51, ARRAY['new', 'sale', 'boots', 'tents', 'imprint']) AS url OFFSET 0) link
     WHERE campaign_id = ANY($1::bigint[]) AND click_count > 0`,
    [rows.map(({ id }) => id)],
  );
  await client.query(
    `INSERT INTO campaign_totals (campaign_id, recipient_count, delivered_count, opener_count, open_count, clicker_count, click_count, replier_count,
       forward_count, page_view_count, unsubscribed_count, soft_bounced_count, hard_bounced_count, first_sent_at, human_opener_count, human_open_count, human_clicker_count,
       human_click_count)
     SELECT campaign_id, count(*), count(*) FILTER (WHERE NOT soft_bounced AND NOT hard_bounced), count(*) FILTER (WHERE open_count > 0), sum(open_count),
       count(*) FILTER (WHERE click_count > 0), sum(click_count), 0, 0, 0, count(*) FILTER (WHERE unsubscribed), count(*) FILTER (WHERE soft_bounced),
       count(*) FILTER (WHERE hard_bounced), min(sent_at), count(*) FILTER (WHERE open_count > 0), sum(open_count),
       count(*) FILTER (WHERE click_count > 0), sum(click_count)
     FROM campaign_recipients WHERE campaign_id = ANY($1::bigint[]) GROUP BY campaign_id`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}
