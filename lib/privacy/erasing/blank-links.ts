import { Prisma } from '../../db';
import { patternOf } from '../person/mentions';
import type { PersonSql } from '../person/person';

const { sql } = Prisma;

/**
 * Links may carry a person in their address: one that names them keeps its host alone, one that nobody else followed loses what stands
 * behind ? or #. Clicks and their figures stay; two links that become one are counted together.
 */
export function blankLinks({ campaignKeys }: PersonSql, spellings: readonly string[]): Prisma.Sql {
  const isNamed = spellings.length === 0 ? sql`FALSE` : sql`m.url ~* ${patternOf(spellings)}`;
  return sql`
    WITH mine AS (
      SELECT DISTINCT c.campaign_id, c.url, c.url_hash FROM campaign_clicks c WHERE c.email_key = ${campaignKeys}),
    blank AS MATERIALIZED (
      SELECT b.campaign_id, b.url_hash, b.plain, decode(md5(b.plain), 'hex') AS plain_hash FROM (
        SELECT m.campaign_id, m.url_hash, m.url, CASE WHEN ${isNamed} THEN coalesce(substring(m.url FROM '^[a-zA-Z]+://[^/?#@]+'), 'erased')
          ELSE regexp_replace(m.url, '[?#].*$', '') END AS plain
        FROM mine m
        WHERE ${isNamed} OR (m.url ~ '[?#]' AND NOT EXISTS (
          SELECT FROM campaign_clicks o WHERE o.campaign_id = m.campaign_id AND o.url_hash = m.url_hash AND NOT o.email_key = ${campaignKeys}))) b),
    clicks AS (
      UPDATE campaign_clicks c SET url = b.plain, url_hash = b.plain_hash
      FROM blank b WHERE c.campaign_id = b.campaign_id AND c.url_hash = b.url_hash),
    gone AS (
      DELETE FROM campaign_links l USING blank b WHERE l.campaign_id = b.campaign_id AND l.url_hash = b.url_hash
      RETURNING l.campaign_id, b.plain, b.plain_hash, l.click_count, l.person_count, l.human_click_count, l.human_person_count)
    INSERT INTO campaign_links AS k (campaign_id, url_hash, url, click_count, person_count, human_click_count, human_person_count)
    SELECT g.campaign_id, g.plain_hash, g.plain, sum(g.click_count), sum(g.person_count), sum(g.human_click_count), sum(g.human_person_count)
    FROM gone g GROUP BY 1, 2, 3
    ON CONFLICT (campaign_id, url_hash) DO UPDATE SET click_count = k.click_count + excluded.click_count,
      person_count = k.person_count + excluded.person_count, human_click_count = k.human_click_count + excluded.human_click_count,
      human_person_count = k.human_person_count + excluded.human_person_count`;
}
