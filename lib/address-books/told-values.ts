import { liveConnection } from '../connections/live-connection';
import { Prisma, type Tx } from '../db';

const { sql } = Prisma;

type Person = { integrationId: bigint; emailKeys: readonly string[] };

/** What Dotdigital is known to hold in one data field, and since when. */
export type KnownValue = { text: string; at: Date | null };

/**
 * Account-wide, as a contact has its data fields once whatever books it is in: the latest of what was sent to any of them and of what
 * was told. What only fills was tried, and tells nothing. By address, then by data field.
 */
export async function readKnownValues(
  tx: Tx,
  { integrationId, emailKeys, names }: Person & { names: readonly string[] },
): Promise<Map<string, Map<string, KnownValue>>> {
  const rows = await tx.$queryRaw<{ key: string; name: string; text: string; at: Date | null }[]>`
    SELECT DISTINCT ON (k.key, k.name) k.key, k.name, k.text, k.at FROM (
      SELECT m.email_key AS key, e.key AS name, e.value #>> '{}' AS text, m.sent_at AS at, 0 AS place
      FROM book_members m JOIN address_books a ON a.id = m.address_book_id
      CROSS JOIN LATERAL jsonb_each(m.held_values) e
      WHERE a.integration_id = ${integrationId} AND m.email_key = ANY(${[...emailKeys]}::text[])
        AND e.key = ANY(${[...names]}::text[]) AND jsonb_typeof(e.value) = 'string'
      UNION ALL
      SELECT t.email_key, t.name, t.text, t.at, 1 FROM told_values t
      WHERE t.integration_id = ${integrationId} AND t.email_key = ANY(${[...emailKeys]}::text[]) AND t.name = ANY(${[...names]}::text[])) k
    ORDER BY k.key, k.name, k.at DESC NULLS LAST, k.place`;
  const known = new Map<string, Map<string, KnownValue>>();
  for (const { key, name, ...value } of rows)
    known.set(key, (known.get(key) ?? new Map<string, KnownValue>()).set(name, value));
  return known;
}

/** Nobody settles a file for these people until the transaction ends. */
export async function lockMemberships(tx: Tx, { integrationId, emailKeys }: Person): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM book_members m JOIN address_books a ON a.id = m.address_book_id
    WHERE a.integration_id = ${integrationId} AND m.email_key = ANY(${[...emailKeys]}::text[])
    ORDER BY m.email_key, m.address_book_id FOR UPDATE OF m`;
}

export type ToldValue = { emailKey: string; name: string; text: string };

/** Keeps what Dotdigital told, so that it is not taken for a change again. */
export async function storeToldValues(
  tx: Tx,
  { integrationId, at, values }: { integrationId: bigint; at: Date; values: readonly ToldValue[] },
): Promise<void> {
  if (values.length === 0) return;
  const rows = JSON.stringify(values.map(({ emailKey: key, name, text }) => ({ key, name, text })));
  await tx.$executeRaw`
    INSERT INTO told_values (integration_id, email_key, name, text, at)
    SELECT DISTINCT ON (r.key, r.name) ${integrationId}, r.key, r.name, r.text, ${at}::timestamptz
    FROM json_to_recordset(${rows}::json) AS r(key text, name text, text text) ORDER BY r.key, r.name
    ON CONFLICT (integration_id, email_key, name) DO UPDATE SET text = excluded.text, at = excluded.at`;
}

/** What is known to be held in one data field from now on; null: it is no longer compared. */
export type HeldChange = { emailKey: string; entity: string; name: string; value: unknown };

/**
 * What plans compare with, in the books of lists of that entity: what was told and taken is no change to send, what was told and not
 * taken is. People who were never sent anything have nothing to compare.
 */
export async function changeHeldValues(
  tx: Tx,
  input: {
    integrationId: bigint;
    changes: readonly HeldChange[];
    hashOf: (values: Prisma.Sql) => Prisma.Sql;
  },
): Promise<void> {
  if (input.changes.length === 0) return;
  const rows = JSON.stringify(input.changes.map(({ emailKey: key, ...change }) => ({ key, ...change })));
  await tx.$executeRaw`
    WITH given AS (
      SELECT r.key, r.entity, array_agg(r.name) AS names,
        coalesce(jsonb_object_agg(r.name, r.value) FILTER (WHERE r.value <> 'null'), '{}') AS values
      FROM json_to_recordset(${rows}::json) AS r(key text, entity text, name text, value jsonb) GROUP BY r.key, r.entity),
    changed AS MATERIALIZED (
      SELECT m.address_book_id, m.email_key, (m.held_values - g.names) || g.values AS held
      FROM given g
      JOIN book_members m ON m.email_key = g.key AND m.held_values IS NOT NULL
      JOIN address_books a ON a.id = m.address_book_id AND a.integration_id = ${input.integrationId}
      JOIN connections c ON c.address_book_id = a.id AND ${liveConnection()}
      JOIN marketing_lists l ON l.id = c.list_id AND l.entity::text = g.entity)
    UPDATE book_members m SET held_values = x.held, held_hash = ${input.hashOf(sql`x.held`)}
    FROM changed x WHERE m.address_book_id = x.address_book_id AND m.email_key = x.email_key`;
}
