import { Prisma } from '../../db';

const { sql } = Prisma;

/** Adds opens or clicks (`rows`, of one campaign) to its quarters of an hour. */
export const addSlots = (kind: 'open' | 'click', rows: Prisma.Sql): Prisma.Sql => {
  const at = kind === 'open' ? sql`s.opened_at` : sql`s.clicked_at`;
  return sql`
    INSERT INTO campaign_slots AS t (campaign_id, kind, by_machine, slot_at, count)
    SELECT s.campaign_id, ${kind}, s.machine_rule IS NOT NULL, date_bin('15 minutes', ${at}, '2000-01-01Z'), count(*)::int
    FROM ${rows} s GROUP BY 1, 3, 4
    ON CONFLICT (campaign_id, kind, by_machine, slot_at) DO UPDATE SET count = t.count + excluded.count`;
};

/** Adds opens to its mail clients. */
export const addClients = (rows: Prisma.Sql): Prisma.Sql => sql`
  INSERT INTO campaign_clients AS t (campaign_id, client, device, by_machine, open_count)
  SELECT s.campaign_id, s.client, s.device, s.machine_rule IS NOT NULL, count(*)::int
  FROM ${rows} s GROUP BY 1, 2, 3, 4
  ON CONFLICT (campaign_id, client, device, by_machine) DO UPDATE SET open_count = t.open_count + excluded.open_count`;

/** Adds clicks to its links. `known`: clicks that are there already, whose people are counted. */
export const addLinks = (rows: Prisma.Sql, known: 'some' | 'none'): Prisma.Sql => {
  const counted = (by: Prisma.Sql): Prisma.Sql =>
    known === 'none'
      ? sql`FALSE`
      : sql`EXISTS (SELECT FROM campaign_clicks k WHERE k.campaign_id = p.campaign_id
          AND k.dotdigital_contact_id = p.dotdigital_contact_id AND k.url_hash = p.url_hash AND ${by})`;
  return sql`
    INSERT INTO campaign_links AS t (campaign_id, url_hash, url, click_count, person_count, human_click_count, human_person_count)
    SELECT p.campaign_id, p.url_hash, min(p.url), sum(p.clicks)::int, (count(*) FILTER (WHERE NOT ${counted(sql`TRUE`)}))::int,
      sum(p.human)::int, (count(*) FILTER (WHERE p.human > 0 AND NOT ${counted(sql`k.machine_rule IS NULL`)}))::int
    FROM (
      SELECT s.campaign_id, s.dotdigital_contact_id, s.url_hash, min(s.url) AS url, count(*) AS clicks,
        count(*) FILTER (WHERE s.machine_rule IS NULL) AS human
      FROM ${rows} s GROUP BY 1, 2, 3) p
    GROUP BY 1, 2
    ON CONFLICT (campaign_id, url_hash) DO UPDATE SET click_count = t.click_count + excluded.click_count,
      person_count = t.person_count + excluded.person_count, human_click_count = t.human_click_count + excluded.human_click_count,
      human_person_count = t.human_person_count + excluded.human_person_count`;
};
