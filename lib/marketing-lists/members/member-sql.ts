import { readChannel, type Channel } from '@/lib/channel';
import { liveConnection } from '@/lib/connections/live-connection';
import type { CrmEntity } from '@/lib/crm/schemas';
import { readWantedValues, wantedHashOf } from '@/lib/data-fields';
import { Prisma, type Tx } from '@/lib/db';
import { factsOfEach, factsOfEveryone, keyOf, standingOf, type StandingScope } from '@/lib/standing';

const { sql } = Prisma;

/** A connection of a list, as far as its people are concerned. */
export type ListConnection = {
  id: bigint;
  integrationId: bigint;
  integration: string;
  addressBookId: bigint;
  bookName: string;
  channel: Channel;
  lastWaveId: bigint | null;
  /** Of what would be sent to it now. */
  wantedHash: Prisma.Sql;
};

type WhichList = { id: bigint; entity: CrmEntity };

/** The books that a list feeds, the longest-standing first. */
export async function findListConnections(tx: Tx, list: WhichList): Promise<ListConnection[]> {
  const found = await tx.$queryRaw<(Omit<ListConnection, 'wantedHash' | 'channel'> & { channel: string })[]>`
    SELECT c.id, c.integration_id AS "integrationId", n.name AS integration, c.address_book_id AS "addressBookId", a.name AS "bookName", a.channel,
      (SELECT max(w.id) FROM waves w WHERE w.connection_id = c.id AND w.phase IN ('settled', 'failed', 'rejected')) AS "lastWaveId"
    FROM connections c JOIN address_books a ON a.id = c.address_book_id JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
    WHERE c.list_id = ${list.id} AND ${liveConnection()} ORDER BY c.id`;
  const connections: ListConnection[] = [];
  for (const one of found) {
    const channel = readChannel(one.channel);
    const wanted = await readWantedValues(tx, one.integrationId, list.entity, channel);
    connections.push({ ...one, channel, wantedHash: wantedHashOf(wanted) });
  }
  return connections;
}

/** The connection whose book the list page shows. */
export async function findListConnection(tx: Tx, list: WhichList): Promise<ListConnection | null> {
  const [first] = await findListConnections(tx, list);
  return first ?? null;
}

/** A list that feeds no book is a list of addresses. */
export const channelOf = (connection: ListConnection | null): Channel => connection?.channel ?? 'email';

export const scopeOf = (listId: bigint, connection: ListConnection | null): StandingScope => ({
  listId,
  account: connection,
  wantedHash: connection?.wantedHash ?? null,
});

/** What is known of a member elsewhere, for a page of them: what standings are judged by, and the last wave. */
export const knownOfMember = (listId: bigint, connection: ListConnection | null): Prisma.Sql =>
  sql`${factsOfEach(scopeOf(listId, connection))} ${lastWave(connection)}`;

/** The same for everyone at once; `with` goes before the statement. */
export function knownOfEveryone(
  listId: bigint,
  connection: ListConnection | null,
): { with: Prisma.Sql; joins: Prisma.Sql } {
  const facts = factsOfEveryone(scopeOf(listId, connection));
  return { with: sql`WITH ${facts.with}`, joins: sql`${facts.joins} ${lastWave(connection)}` };
}

const lastWave = (connection: ListConnection | null): Prisma.Sql => sql`
  LEFT JOIN (
    SELECT p.email_key, max(coalesce(p.reason_text, p.reason_code, 'refused')) AS reason FROM planned_changes p
    WHERE p.wave_id = ${connection?.lastWaveId ?? null}::bigint AND p.outcome = 'rejected' GROUP BY p.email_key
  ) failed ON failed.email_key = ${keyOf(channelOf(connection))}`;

type StateFacts = { code: Prisma.Sql; failed: Prisma.Sql; present: Prisma.Sql };

/** One state per member: why not, else how far the mail got. `code` is the standing, `failed` the address where the last wave refused it. */
export const memberState = ({ code, failed, present }: StateFacts, connected: boolean): Prisma.Sql => sql`
  CASE
    WHEN ${code} IN ('no_email', 'invalid_address') THEN 'no_email'
    WHEN ${code} IN ('no_mobile', 'invalid_mobile') THEN 'no_mobile'
    WHEN ${code} IN ('duplicate', 'duplicate_mobile') THEN 'duplicate'
    WHEN ${code} = 'refused_before' THEN 'refused'
    WHEN ${code} IS NOT NULL THEN 'left_out'
    WHEN ${failed} IS NOT NULL THEN 'refused'
    WHEN ${present} THEN 'in_book'
    WHEN ${connected}::boolean THEN 'going_out'
    ELSE 'in_list'
  END`;

/** The state of a member over the facts of `knownOfMember` or `knownOfEveryone`. */
export const stateOf = (connection: ListConnection | null): Prisma.Sql =>
  memberState(
    {
      code: sql`(${standingOf(channelOf(connection))})`,
      failed: sql`failed.email_key`,
      present: sql`b.present`,
    },
    connection !== null,
  );

/** What a record is called: name, else address, else its number. */
export function nameOf(alias: Prisma.Sql): Prisma.Sql {
  return sql`coalesce(nullif(btrim(concat_ws(' ', ${alias}.first_name, ${alias}.last_name)), ''), ${alias}.email, '#' || ${alias}.id)`;
}
