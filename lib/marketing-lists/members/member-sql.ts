import { liveConnection } from '@/lib/connections/live-connection';
import { Prisma, type Tx } from '@/lib/db';
import { sendableStatuses } from '@/lib/dotdigital';

const { sql } = Prisma;

/** The connection whose book the list page shows. */
export type ListConnection = {
  id: bigint;
  integrationId: bigint;
  addressBookId: bigint;
  bookName: string;
  lastWaveId: bigint | null;
};

export async function findListConnection(tx: Tx, listId: bigint): Promise<ListConnection | null> {
  const [found] = await tx.$queryRaw<ListConnection[]>`
    SELECT c.id, c.integration_id AS "integrationId", c.address_book_id AS "addressBookId", a.name AS "bookName",
      (SELECT max(w.id) FROM waves w WHERE w.connection_id = c.id AND w.phase IN ('settled', 'failed', 'rejected')) AS "lastWaveId"
    FROM connections c JOIN address_books a ON a.id = c.address_book_id
    WHERE c.list_id = ${listId} AND ${liveConnection()} ORDER BY c.id LIMIT 1`;
  return found ?? null;
}

/** A list's people: matched and not taken off by hand. */
export const membersOf = (listId: bigint): Prisma.Sql =>
  sql`list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
    AND i.list_id = ${listId}::bigint AND i.in_filter AND i.removed_at IS NULL`;

const mayBeSent = sql`(d.status IS NULL OR d.status = ANY(${[...sendableStatuses]}::text[]))`;

/** Whoever opted out on one record, a deleted one included, is not mailed through another with the same address. */
const optedOut = sql`(r.consent_state = 'withdrawn' OR EXISTS (
  SELECT 1 FROM crm_records w WHERE w.email_key = r.email_key AND w.consent_state = 'withdrawn'))`;

/** The first record of the list with this address is the one that is mailed. One look-up per row: for a page of them. */
const elderOfRow = (listId: bigint): Prisma.Sql => sql`
  LEFT JOIN LATERAL (
    SELECT o.id, ${nameOf(sql`o`)} AS name FROM crm_records o JOIN list_items oi ON oi.list_id = ${listId}::bigint AND oi.record_id = o.id
    WHERE o.email_key = r.email_key AND o.id < r.id AND o.deleted_at IS NULL AND oi.in_filter AND oi.removed_at IS NULL
    ORDER BY o.id LIMIT 1
  ) elder ON TRUE`;

/** The same for everyone at once, without the name. */
const elderOfAll = (listId: bigint): Prisma.Sql => sql`
  LEFT JOIN (
    SELECT r.email_key, min(r.id) AS id FROM ${membersOf(listId)} WHERE r.email_key IS NOT NULL GROUP BY r.email_key HAVING count(*) > 1
  ) elder ON elder.email_key = r.email_key AND elder.id < r.id`;

/** What is known of a member's address elsewhere: duplicates in the list, Dotdigital's status, the book, the last wave. */
export const knownOfMember = (listId: bigint, connection: ListConnection | null): Prisma.Sql =>
  sql`${elderOfRow(listId)} ${elsewhere(connection)}`;
export const knownOfEveryone = (listId: bigint, connection: ListConnection | null): Prisma.Sql =>
  sql`${elderOfAll(listId)} ${elsewhere(connection)}`;

const elsewhere = (connection: ListConnection | null): Prisma.Sql => sql`
  LEFT JOIN dotdigital_contacts d ON d.integration_id = ${connection?.integrationId ?? null}::bigint AND d.email_key = r.email_key
  LEFT JOIN book_members b ON b.address_book_id = ${connection?.addressBookId ?? null}::bigint AND b.email_key = r.email_key
  LEFT JOIN (
    SELECT p.email_key, max(coalesce(p.reason_text, p.reason_code, 'refused')) AS reason FROM planned_changes p
    WHERE p.wave_id = ${connection?.lastWaveId ?? null}::bigint AND (p.outcome = 'rejected' OR p.reason_code = 'refused_before') GROUP BY p.email_key
  ) refusal ON refusal.email_key = r.email_key`;

/** Why a member isn't mailed, as a code; null: nothing speaks against it. */
export const whyNot = sql`
  CASE
    WHEN ${optedOut} THEN 'opted_out'
    WHEN NOT ${mayBeSent} THEN d.status
    WHEN b.unsubscribed_at IS NOT NULL AND NOT b.present THEN 'book'
    WHEN i.unsubscribed_at IS NOT NULL THEN coalesce(i.unsubscribed_reason, 'person')
  END`;

/** One state per member: the first that holds. */
export const memberState = (connected: boolean): Prisma.Sql => sql`
  CASE
    WHEN r.email_key IS NULL THEN 'no_email'
    WHEN elder.id IS NOT NULL THEN 'duplicate'
    WHEN ${whyNot} IS NOT NULL THEN 'left_out'
    WHEN refusal.email_key IS NOT NULL THEN 'refused'
    WHEN b.present THEN 'in_book'
    WHEN ${connected}::boolean THEN 'going_out'
    ELSE 'in_list'
  END`;

/** What a record is called: name, else address, else its number. */
export function nameOf(alias: Prisma.Sql): Prisma.Sql {
  return sql`coalesce(nullif(btrim(concat_ws(' ', ${alias}.first_name, ${alias}.last_name)), ''), ${alias}.email, '#' || ${alias}.id)`;
}
