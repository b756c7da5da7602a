import { Prisma, type Tx } from '../db';
import { mustNotBeMailed } from '../standing';

const { sql } = Prisma;

export type BookThen = { kind: 'then'; bookId: bigint; at: Date };

const wavesOf = (bookId: bigint): Prisma.Sql => sql`
  SELECT w.id FROM waves w JOIN connections c ON c.id = w.connection_id
  WHERE coalesce(w.address_book_id, c.address_book_id) = ${bookId}::bigint`;

const account = (bookId: bigint): Prisma.Sql =>
  sql`(SELECT a.integration_id FROM address_books a WHERE a.id = ${bookId}::bigint)`;

/**
 * What is kept of people's coming and going: outcomes of runs, and what Dotdigital said of addresses. A new address comes where the
 * old one goes. Who was taken off there by hand left at no known time.
 */
const events = (bookId: bigint): Prisma.Sql => sql`
  SELECT p.email_key, p.settled_at AS at, p.outcome <> 'removed' AS is_in FROM planned_changes p
    WHERE p.wave_id IN (${wavesOf(bookId)}) AND p.outcome IN ('added', 'updated', 'removed') AND p.email_key IS NOT NULL AND p.settled_at IS NOT NULL
  UNION ALL
  SELECT p.held_values->>'E-mail', p.settled_at, FALSE FROM planned_changes p
    WHERE p.wave_id IN (${wavesOf(bookId)}) AND p.action = 'rename' AND p.outcome = 'updated' AND p.held_values ? 'E-mail' AND p.settled_at IS NOT NULL
  UNION ALL
  SELECT p.email_key, p.settled_at, FALSE FROM planned_changes p
    JOIN waves w ON w.id = p.wave_id JOIN connections c ON c.id = w.connection_id AND c.integration_id = ${account(bookId)}
    WHERE p.action = 'unsubscribe' AND p.outcome = 'unsubscribed' AND p.email_key IS NOT NULL AND p.settled_at IS NOT NULL
  UNION ALL
  SELECT e.email_key, e.at, FALSE FROM address_events e
    WHERE e.integration_id = ${account(bookId)} AND (e.address_book_id IS NULL OR e.address_book_id = ${bookId}::bigint) AND ${mustNotBeMailed(sql`e.status`)}
  UNION ALL
  SELECT e.email_key, e.at, TRUE FROM address_events e
    WHERE e.address_book_id = ${bookId}::bigint AND NOT ${mustNotBeMailed(sql`e.status`)}`;

/**
 * Of the people whom we put into a book or matched there: who was in it at a moment. Whoever is out now without a known time counts until
 * they were last known to be in.
 */
export const peopleThen = ({ bookId, at }: BookThen): Prisma.Sql => sql`
  SELECT m.email_key, a.integration_id, m.address_book_id AS place, TRUE AS put_there_by_us, m.held_values, m.sent_at, m.seen_at
  FROM (
    SELECT e.email_key, (array_agg(e.is_in ORDER BY e.at DESC, e.is_in) FILTER (WHERE e.at <= ${at}))[1] AS was_in, max(e.at) AS last_at
    FROM (${events(bookId)}) e GROUP BY e.email_key) then_in
  JOIN book_members m ON m.address_book_id = ${bookId}::bigint AND m.email_key = then_in.email_key
  JOIN address_books a ON a.id = m.address_book_id
  WHERE then_in.was_in AND (m.present OR greatest(then_in.last_at, m.seen_at, m.sent_at) > ${at})`;

/** From when on runs have told who was in a book; null: none has. */
export async function readKnownSince(tx: Tx, bookId: bigint): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ since: Date | null }[]>`
    SELECT min(w.created_at) AS since FROM waves w WHERE w.id IN (${wavesOf(bookId)})`;
  return row?.since ?? null;
}
