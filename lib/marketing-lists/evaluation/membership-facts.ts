import { liveConnection } from '@/lib/connections/live-connection';
import { type Ask, Prisma } from '@/lib/db';
import { nameOf } from '../members/member-sql';

const { sql } = Prisma;

export type RecordFacts = {
  id: string;
  name: string;
  email: string | null;
  emailKey: string | null;
  inFilter: boolean | null;
  removedAt: Date | null;
  removedBy: string | null;
  removedReason: string | null;
  markedAt: Date | null;
  markedReason: string | null;
  elder: string | null;
  elderId: string | null;
  optedOut: boolean;
};

export type BookFacts = {
  connectionId: string;
  bookName: string;
  integration: string;
  status: string | null;
  present: boolean | null;
  putThereByUs: boolean | null;
  leftBookAt: Date | null;
  waveAt: Date | null;
  action: string | null;
  outcome: string | null;
  reason: string | null;
};

const recordsNamed = (ids: readonly bigint[]): Prisma.Sql => sql`${[...ids]}::bigint[]`;

/** What stands of these records about one list. */
export const readRecordFacts = (ask: Ask, listId: bigint, ids: readonly bigint[]): Promise<RecordFacts[]> =>
  ask<RecordFacts>(sql`
  SELECT r.id::text AS id, ${nameOf(sql`r`)} AS name, r.email, r.email_key AS "emailKey", i.in_filter AS "inFilter",
    i.removed_at AS "removedAt", u.name AS "removedBy",
    (SELECT e.cause FROM list_events e WHERE e.record_id = r.id AND e.list_id = i.list_id AND e.kind = 'removed' ORDER BY e.id DESC LIMIT 1) AS "removedReason",
    i.unsubscribed_at AS "markedAt", i.unsubscribed_reason AS "markedReason", elder.name AS elder, elder.id::text AS "elderId",
    (r.consent_state = 'withdrawn' OR EXISTS (SELECT FROM crm_records w WHERE w.email_key = r.email_key AND w.consent_state = 'withdrawn')) AS "optedOut"
  FROM crm_records r
  LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = r.id
  LEFT JOIN users u ON u.id = i.removed_by_id
  LEFT JOIN LATERAL (
    SELECT o.id, ${nameOf(sql`o`)} AS name FROM crm_records o JOIN list_items oi ON oi.list_id = ${listId}::bigint AND oi.record_id = o.id
    WHERE o.email_key = r.email_key AND o.id < r.id AND o.deleted_at IS NULL AND oi.in_filter AND oi.removed_at IS NULL ORDER BY o.id LIMIT 1) elder ON TRUE
  WHERE r.id = ANY(${recordsNamed(ids)}) ORDER BY r.id`);

/** What stands of an address about each book that the list feeds: Dotdigital's word, the book, the last settled wave. */
export const readBookFacts = (ask: Ask, listId: bigint, emailKey: string): Promise<BookFacts[]> =>
  ask<BookFacts>(sql`
  SELECT c.id::text AS "connectionId", a.name AS "bookName", n.name AS integration, d.status, b.present, b.put_there_by_us AS "putThereByUs",
    b.unsubscribed_at AS "leftBookAt", w.finished_at AS "waveAt", p.action, p.outcome, coalesce(p.reason_text, p.reason_code) AS reason
  FROM connections c
  JOIN address_books a ON a.id = c.address_book_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  LEFT JOIN dotdigital_contacts d ON d.integration_id = n.id AND d.email_key = ${emailKey}::text
  LEFT JOIN book_members b ON b.address_book_id = a.id AND b.email_key = ${emailKey}::text
  LEFT JOIN LATERAL (SELECT w.id, w.finished_at FROM waves w WHERE w.connection_id = c.id AND w.finished_at IS NOT NULL ORDER BY w.id DESC LIMIT 1) w ON TRUE
  LEFT JOIN LATERAL (SELECT * FROM planned_changes p WHERE p.wave_id = w.id AND p.email_key = ${emailKey}::text ORDER BY p.n DESC LIMIT 1) p ON TRUE
  WHERE c.list_id = ${listId}::bigint AND ${liveConnection()} ORDER BY c.id`);
