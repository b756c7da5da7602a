import { liveConnection } from '@/lib/connections/live-connection';
import { recordSource } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import { sendableStatuses } from '@/lib/dotdigital';

const { sql } = Prisma;

export type ChangeNumbers = {
  joining: number;
  leaving: number;
  staying: number;
  removed: number;
  joiners: string[];
  leavers: string[];
  mailable: number;
  leftOut: { why: string; count: number }[];
  books: {
    id: string;
    book: string;
    integration: string;
    adding: number;
    removing: number;
    inBook: number;
  }[];
};

const sendable = (column: Prisma.Sql): Prisma.Sql =>
  sql`(${column} IS NULL OR ${column} = ANY(${[...sendableStatuses]}::text[]))`;

/**
 * One difference of what a filter means and whom the list has, with everything that follows from it: whom of the joiners what
 * keeps from mail, and what each connected book would add and remove. Read only, one statement.
 */
export const filterChangeSql = (listId: bigint, where: Prisma.Sql, samples: number): Prisma.Sql => sql`
  WITH wanted AS MATERIALIZED (SELECT r.id, r.email_key FROM ${recordSource} WHERE ${where}),
  moves AS MATERIALIZED (
    SELECT coalesce(w.id, i.record_id) AS id, w.id IS NOT NULL AS wanted, coalesce(i.in_filter, FALSE) AS present, i.removed_at IS NOT NULL AS removed,
      i.unsubscribed_at IS NOT NULL AS marked
    FROM wanted w FULL JOIN (SELECT * FROM list_items WHERE list_id = ${listId}::bigint) i ON i.record_id = w.id),
  counted AS (
    SELECT (count(*) FILTER (WHERE wanted AND NOT present AND NOT removed))::int AS joining, (count(*) FILTER (WHERE NOT wanted AND present AND NOT removed))::int AS leaving,
      (count(*) FILTER (WHERE wanted AND present AND NOT removed))::int AS staying, (count(*) FILTER (WHERE wanted AND removed))::int AS removed
    FROM moves),
  shared AS (SELECT w.email_key, min(w.id) AS winner FROM wanted w WHERE w.email_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1),
  opted AS (SELECT DISTINCT email_key FROM crm_records WHERE consent_state = 'withdrawn' AND email_key IS NOT NULL),
  refusing AS (
    SELECT DISTINCT ON (d.email_key) d.email_key, d.status FROM dotdigital_contacts d JOIN integrations n ON n.id = d.integration_id AND n.deleted_at IS NULL
    WHERE NOT ${sendable(sql`d.status`)} AND (NOT EXISTS (SELECT FROM connections x WHERE x.list_id = ${listId}::bigint AND ${liveConnection('x')})
      OR EXISTS (SELECT FROM connections x WHERE x.list_id = ${listId}::bigint AND ${liveConnection('x')} AND x.integration_id = d.integration_id))
    ORDER BY d.email_key, d.integration_id),
  joiners AS MATERIALIZED (
    SELECT m.id, r.email_key,
      CASE WHEN r.email_key IS NULL THEN 'no_email' WHEN s.winner <> m.id THEN 'duplicate' WHEN o.email_key IS NOT NULL THEN 'opted_out' WHEN m.marked THEN 'person' END AS kept,
      d.status
    FROM moves m JOIN crm_records r ON r.id = m.id LEFT JOIN shared s ON s.email_key = r.email_key
    LEFT JOIN opted o ON o.email_key = r.email_key LEFT JOIN refusing d ON d.email_key = r.email_key
    WHERE m.wanted AND NOT m.present AND NOT m.removed),
  leavers AS MATERIALIZED (
    SELECT DISTINCT r.email_key FROM moves m JOIN crm_records r ON r.id = m.id
    WHERE m.present AND NOT m.wanted AND NOT m.removed AND r.email_key IS NOT NULL AND NOT EXISTS (SELECT FROM wanted w WHERE w.email_key = r.email_key)),
  books AS (
    SELECT c.id::text, a.name AS book, n.name AS integration,
      (SELECT count(*) FROM joiners j LEFT JOIN book_members b ON b.address_book_id = a.id AND b.email_key = j.email_key
        LEFT JOIN dotdigital_contacts d ON d.integration_id = n.id AND d.email_key = j.email_key
        WHERE j.kept IS NULL AND ${sendable(sql`d.status`)} AND b.present IS NOT TRUE)::int AS adding,
      (SELECT count(*) FROM leavers l JOIN book_members b ON b.address_book_id = a.id AND b.email_key = l.email_key AND b.present AND b.put_there_by_us
        LEFT JOIN dotdigital_contacts d ON d.integration_id = n.id AND d.email_key = l.email_key WHERE ${sendable(sql`d.status`)})::int AS removing,
      (SELECT count(*) FROM book_members b WHERE b.address_book_id = a.id AND b.present)::int AS "inBook"
    FROM connections c JOIN address_books a ON a.id = c.address_book_id JOIN integrations n ON n.id = c.integration_id
    WHERE c.list_id = ${listId}::bigint AND ${liveConnection()} ORDER BY c.id)
  SELECT counted.*,
    ARRAY(SELECT m.id::text FROM moves m WHERE m.wanted AND NOT m.present AND NOT m.removed ORDER BY m.id LIMIT ${samples}::int) AS joiners,
    ARRAY(SELECT m.id::text FROM moves m WHERE m.present AND NOT m.wanted AND NOT m.removed ORDER BY m.id LIMIT ${samples}::int) AS leavers,
    (SELECT count(*) FROM joiners WHERE kept IS NULL AND status IS NULL)::int AS mailable,
    (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT coalesce(kept, status) AS why, count(*)::int AS count FROM joiners WHERE coalesce(kept, status) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1) x) AS "leftOut",
    (SELECT coalesce(jsonb_agg(b), '[]') FROM books b) AS books
  FROM counted`;
