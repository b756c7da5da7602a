import { recordSource } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import { eldersAmong, factsOfEveryone, keyOf, mayBeMailed, standingOf } from '@/lib/standing';
import { channelOf, scopeOf, type ListConnection } from '../members/member-sql';

const { sql } = Prisma;

export type ChangeNumbers = {
  joining: number;
  leaving: number;
  staying: number;
  removed: number;
  joiners: string[];
  leavers: string[];
  /** Of those coming in, by why they aren't mailed through the book that the list's page shows; null: they are. */
  standings: { code: string | null; count: number }[];
  books: { id: string; adding: number; removing: number; inBook: number }[];
};

/**
 * One difference of what a filter means and whom the list has, with everything that follows from it: whom of the joiners what
 * keeps from mail, and what each connected book would add and remove. Read only, one statement.
 */
export const filterChangeSql = (
  listId: bigint,
  where: Prisma.Sql,
  connections: readonly ListConnection[],
  samples: { size: number; visible: Prisma.Sql },
): Prisma.Sql => sql`
  WITH wanted AS MATERIALIZED (SELECT r.id, r.email_key, r.mobile_e164 FROM ${recordSource} WHERE ${where}),
  moves AS MATERIALIZED (
    SELECT coalesce(w.id, i.record_id) AS id, w.id IS NOT NULL AS wanted, coalesce(i.in_filter, FALSE) AS present, i.removed_at
    FROM wanted w FULL JOIN (SELECT * FROM list_items WHERE list_id = ${listId}::bigint) i ON i.record_id = w.id),
  counted AS (
    SELECT (count(*) FILTER (WHERE wanted AND NOT present AND removed_at IS NULL))::int AS joining,
      (count(*) FILTER (WHERE NOT wanted AND present AND removed_at IS NULL))::int AS leaving,
      (count(*) FILTER (WHERE wanted AND present AND removed_at IS NULL))::int AS staying,
      (count(*) FILTER (WHERE wanted AND removed_at IS NOT NULL))::int AS removed
    FROM moves),
  afterwards AS MATERIALIZED (SELECT w.id, w.email_key, w.mobile_e164 FROM wanted w JOIN moves m ON m.id = w.id WHERE m.removed_at IS NULL),
  ${Prisma.join([connections[0] ?? null, ...connections.slice(1)].map((one, n) => judged(listId, one, n)))}
  SELECT counted.*,
    ARRAY(${sampled(sql`m.wanted AND NOT m.present`, samples)}) AS joiners,
    ARRAY(${sampled(sql`m.present AND NOT m.wanted`, samples)}) AS leavers,
    (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT code, count(*)::int AS count FROM judged_0 GROUP BY 1 ORDER BY 2 DESC, 1) x) AS standings,
    jsonb_build_array(${connections.length === 0 ? Prisma.empty : Prisma.join(connections.map((one, n) => bookAfter(listId, one, n)))}) AS books
  FROM counted`;

const sampled = (
  which: Prisma.Sql,
  { size, visible }: { size: number; visible: Prisma.Sql },
): Prisma.Sql => sql`
  SELECT m.id::text FROM moves m JOIN crm_records r ON r.id = m.id
  WHERE ${which} AND m.removed_at IS NULL AND ${visible} ORDER BY m.id LIMIT ${size}::int`;

const judgedName = (n: number): Prisma.Sql => Prisma.raw(`judged_${n}`);

/** Those coming in as if they were on the list, beside everyone who would be on it. */
function judged(listId: bigint, connection: ListConnection | null, n: number): Prisma.Sql {
  const channel = channelOf(connection);
  const facts = factsOfEveryone(
    scopeOf(listId, connection),
    eldersAmong(sql`SELECT x.id, ${keyOf(channel, 'x')} AS email_key FROM afterwards x`),
  );
  return sql`${judgedName(n)} AS MATERIALIZED (
    WITH ${facts.with}
    SELECT ${standingOf(channel)} AS code, b.present
    FROM (SELECT id AS record_id, wanted AS in_filter, removed_at, now() AS joined_at FROM moves WHERE wanted AND NOT present AND removed_at IS NULL) i
    JOIN crm_records r ON r.id = i.record_id ${facts.joins})`;
}

/** A leaver goes out of the book where the list has the address now, and nobody who stays has it. */
function bookAfter(
  listId: bigint,
  { id, integrationId, addressBookId, channel }: ListConnection,
  n: number,
): Prisma.Sql {
  const key = keyOf(channel);
  return sql`jsonb_build_object('id', ${String(id)}::text,
    'adding', (SELECT count(*) FROM ${judgedName(n)} j WHERE j.code IS NULL AND j.present IS NOT TRUE)::int,
    'removing', (
      SELECT count(DISTINCT ${key}) FROM moves m JOIN crm_records r ON r.id = m.id
      JOIN book_members b ON b.address_book_id = ${addressBookId}::bigint AND b.email_key = ${key} AND b.present AND b.put_there_by_us
      LEFT JOIN dotdigital_contacts d ON d.integration_id = ${integrationId}::bigint AND d.email_key = r.email_key
      WHERE m.present AND NOT m.wanted AND m.removed_at IS NULL AND (${channel === 'sms'} OR ${mayBeMailed(sql`d.status`)})
        AND NOT EXISTS (SELECT FROM afterwards x WHERE ${keyOf(channel, 'x')} = ${key}))::int,
    'inBook', (SELECT count(*) FROM book_members b WHERE b.address_book_id = ${addressBookId}::bigint AND b.present)::int)`;
}
