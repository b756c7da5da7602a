import type { Channel } from '../channel';
import { Prisma, type Tx } from '../db';
import { isSendable } from '../dotdigital';
import { emailKey } from '../email-key';
import { recordAddressEvents } from './address-events';
import { keyOf, mayBeMailed, mustNotBeMailed } from '../standing';
import { openWave } from '../connections/live-connection';

export type SeenContact = {
  id: number | null;
  email: string;
  status: string | null;
  optInType: string | null;
  emailType: string | null;
};

type SeenContactsInput = {
  integrationId: bigint;
  /** null: read from the account, not from a book; no membership follows from it. */
  addressBookId: bigint | null;
  rows: readonly SeenContact[];
  seenAt: Date;
  /** A complete read marks every row it saw, so that `markUnseenMembersGone` can tell who is no longer there. */
  complete?: boolean;
};

export type StatusChange = { emailKey: string; before: string | null; after: string | null };

export type SeenContactsOutcome = {
  /** Rows that differed from what we held; 0 for a page that tells nothing new. */
  changedCount: number;
  /** Addresses that are no addresses; the page goes on without them. */
  refused: string[];
  statusChanges: StatusChange[];
  /** Keys whose unsubscribe from this book is over, because the book lists them again. */
  backInBook: string[];
  /** Contacts whose address was changed at Dotdigital. */
  renamed: { from: string; to: string }[];
};

const nothing: SeenContactsOutcome = {
  changedCount: 0,
  refused: [],
  statusChanges: [],
  backInBook: [],
  renamed: [],
};

/**
 * Stores contacts as Dotdigital lists them: learns ids and statuses, and that they are in the book. People nobody here put
 * there become members too (strangers). What a member is known to hold is left alone. Safe to repeat; equal rows are not rewritten.
 */
export async function storeSeenContacts(tx: Tx, input: SeenContactsInput): Promise<SeenContactsOutcome> {
  const { rows, refused } = withKeys(input.rows);
  if (rows.length === 0) return { ...nothing, refused };
  const staged = stage(rows);
  const renamed = await releaseChangedAddresses(tx, input.integrationId, staged);
  const contacts = await upsertContacts(tx, input, staged);
  const members =
    input.addressBookId === null
      ? []
      : await upsertMembers(tx, { ...input, channel: 'email' }, input.addressBookId, staged);
  if (renamed.length > 0) await carryMemberships(tx, input.integrationId, renamed);
  const backInBook = members.filter((row) => row.back).map((row) => row.emailKey);
  await tellReturns(tx, input, contacts, backInBook);
  return {
    changedCount: contacts.length + members.length,
    refused,
    statusChanges: contacts.filter((row) => row.before !== row.after),
    backInBook,
    renamed,
  };
}

/** Why someone may not be mailed is told by Dotdigital's own lists, with its date; that they may again, only by their being listed so. */
async function tellReturns(
  tx: Tx,
  { integrationId, addressBookId, seenAt: at }: SeenContactsInput,
  contacts: readonly StatusChange[],
  backInBook: readonly string[],
): Promise<void> {
  const back = contacts.filter(({ before, after }) => !isSendable(before) && isSendable(after));
  const again = (emailKey: string) => ({ emailKey, status: 'Subscribed', at });
  await recordAddressEvents(
    tx,
    { integrationId, addressBookId: null },
    back.map((row) => again(row.emailKey)),
  );
  await recordAddressEvents(tx, { integrationId, addressBookId }, backInBook.map(again));
}

/** Whom removals of ours take out that were sent, and of which it is not known yet how they ended. */
const beingTakenOut = (addressBookId: bigint): Prisma.Sql => Prisma.sql`
  SELECT p.email_key FROM waves w
  JOIN export_batches e ON e.wave_id = w.id AND e.kind = 'remove' AND e.attempts > 0
  JOIN planned_changes p ON p.batch_id = e.id AND p.outcome IS NULL AND p.email_key IS NOT NULL
  WHERE w.address_book_id = ${addressBookId} AND ${openWave()}`;

/**
 * After a complete read that began at `since`: who was not seen is no longer in the book. Whoever we had put there, and whom no removal of
 * ours that has left takes out, was taken off there; if Dotdigital's lists don't say why, it is to be looked into. Returns how many.
 */
export async function markUnseenMembersGone(
  tx: Tx,
  input: { addressBookId: bigint; channel: Channel; readStartedAt: Date; keepSentSince: Date },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE book_members m SET present = false,
      left_how = CASE WHEN m.put_there_by_us AND (${input.channel === 'sms'} OR NOT EXISTS (
        SELECT FROM dotdigital_contacts c JOIN address_books a ON a.id = m.address_book_id AND a.integration_id = c.integration_id
        WHERE c.email_key = m.email_key AND ${mustNotBeMailed(Prisma.sql`c.status`)})) AND m.email_key NOT IN (${beingTakenOut(input.addressBookId)}) THEN 'gone' END
    WHERE address_book_id = ${input.addressBookId} AND present
      AND coalesce(seen_at, '-infinity') < ${input.readStartedAt}
      AND coalesce(sent_at, '-infinity') < ${input.keepSentSince}`;
}

type Row = SeenContact & { key: string };

function withKeys(seen: readonly SeenContact[]): { rows: Row[]; refused: string[] } {
  const byKey = new Map<string, Row>();
  const keyOfId = new Map<number, string>();
  const refused: string[] = [];
  for (const contact of seen) {
    const key = emailKey(contact.email);
    if (key === null) {
      refused.push(contact.email);
      continue;
    }
    const earlierKey = contact.id === null ? undefined : keyOfId.get(contact.id);
    if (earlierKey !== undefined && earlierKey !== key) byKey.delete(earlierKey);
    if (contact.id !== null) keyOfId.set(contact.id, key);
    byKey.set(key, { ...contact, key });
  }
  // One order for everybody who stores contacts: two transactions never wait for each other in a ring.
  return { rows: [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), refused };
}

const stage = (rows: readonly Row[]): Prisma.Sql => {
  const json = JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      key: row.key,
      status: row.status,
      opt_in: row.optInType,
      kind: row.emailType,
    })),
  );
  return Prisma.sql`json_to_recordset(${json}::json) AS r(id int, key text, status text, opt_in text, kind text)`;
};

/** The id now belongs to another address: the old address keeps only what forbids mailing it. */
async function releaseChangedAddresses(tx: Tx, integrationId: bigint, staged: Prisma.Sql) {
  return tx.$queryRaw<{ from: string; to: string }[]>`
    UPDATE dotdigital_contacts c
    SET dotdigital_id = NULL, status = CASE WHEN ${mayBeMailed(Prisma.sql`c.status`)} THEN NULL ELSE c.status END
    FROM ${staged}
    WHERE c.integration_id = ${integrationId} AND c.dotdigital_id = r.id AND c.email_key <> r.key
    RETURNING c.email_key AS "from", r.key AS "to"`;
}

/** The contact is in our books under the new address; what we did for the old one, and what it is known to hold, holds for it. */
async function carryMemberships(
  tx: Tx,
  integrationId: bigint,
  renamed: { from: string; to: string }[],
): Promise<void> {
  await tx.$executeRaw`
    WITH moved AS (SELECT * FROM json_to_recordset(${JSON.stringify(renamed)}::json) AS m("from" text, "to" text)),
    old AS (
      SELECT b.*, m."to" FROM moved m JOIN book_members b ON b.email_key = m."from"
      JOIN address_books a ON a.id = b.address_book_id AND a.integration_id = ${integrationId}),
    left_behind AS (
      UPDATE book_members b SET present = false, held_hash = NULL, held_values = NULL, differs = NULL FROM old
      WHERE b.address_book_id = old.address_book_id AND b.email_key = old.email_key
        AND NOT EXISTS (SELECT 1 FROM moved again WHERE again."to" = b.email_key))
    INSERT INTO book_members AS b
      (address_book_id, email_key, present, put_there_by_us, record_id, held_hash, held_values, differs, sent_at, seen_at, unsubscribed_at, unsubscribe_handled_at, left_how, found_there)
    SELECT address_book_id, "to", present, put_there_by_us, record_id, held_hash, held_values, differs, sent_at, seen_at, unsubscribed_at, unsubscribe_handled_at, left_how,
      found_there
    FROM old ORDER BY address_book_id, "to"
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = b.present OR excluded.present,
      put_there_by_us = b.put_there_by_us OR excluded.put_there_by_us,
      record_id = coalesce(b.record_id, excluded.record_id),
      found_there = b.found_there OR excluded.found_there,
      held_hash = excluded.held_hash, held_values = excluded.held_values, differs = excluded.differs, sent_at = excluded.sent_at,
      seen_at = greatest(b.seen_at, excluded.seen_at),
      unsubscribed_at = CASE WHEN NOT b.present THEN excluded.unsubscribed_at END,
      unsubscribe_handled_at = greatest(b.unsubscribe_handled_at, excluded.unsubscribe_handled_at),
      left_how = CASE WHEN NOT b.present THEN excluded.left_how END`;
  await tx.$executeRaw`
    INSERT INTO told_values (integration_id, email_key, name, text, at)
    SELECT t.integration_id, m."to", t.name, t.text, t.at
    FROM json_to_recordset(${JSON.stringify(renamed)}::json) AS m("from" text, "to" text)
    JOIN told_values t ON t.integration_id = ${integrationId} AND t.email_key = m."from" ORDER BY m."to", t.name
    ON CONFLICT (integration_id, email_key, name) DO UPDATE SET text = excluded.text, at = excluded.at`;
  const given = new Set(renamed.map(({ to }) => to));
  const leftBehind = renamed.map(({ from }) => from).filter((from) => !given.has(from));
  await tx.toldValue.deleteMany({ where: { integrationId, emailKey: { in: leftBehind } } });
}

/** A statement doesn't see what it stores itself: asked behind RETURNING, a row is as it was before. */
async function upsertContacts(tx: Tx, input: SeenContactsInput, staged: Prisma.Sql): Promise<StatusChange[]> {
  return tx.$queryRaw<StatusChange[]>`
    INSERT INTO dotdigital_contacts AS c
      (integration_id, email_key, dotdigital_id, status, opt_in_type, email_type, seen_at)
    SELECT ${input.integrationId}, r.key, r.id, r.status, r.opt_in, r.kind, ${input.seenAt} FROM ${staged} ORDER BY r.key
    ON CONFLICT (integration_id, email_key) DO UPDATE SET
      dotdigital_id = coalesce(excluded.dotdigital_id, c.dotdigital_id),
      status = coalesce(excluded.status, c.status),
      opt_in_type = coalesce(excluded.opt_in_type, c.opt_in_type),
      email_type = coalesce(excluded.email_type, c.email_type),
      seen_at = greatest(c.seen_at, excluded.seen_at)
    WHERE (c.dotdigital_id, c.status, c.opt_in_type, c.email_type) IS DISTINCT FROM (
      coalesce(excluded.dotdigital_id, c.dotdigital_id), coalesce(excluded.status, c.status),
      coalesce(excluded.opt_in_type, c.opt_in_type), coalesce(excluded.email_type, c.email_type))
    RETURNING c.email_key AS "emailKey", c.status AS "after", (
      SELECT k.status FROM dotdigital_contacts k
      WHERE k.integration_id = c.integration_id AND k.email_key = c.email_key) AS "before"`;
}

type SeenInBook = Pick<SeenContactsInput, 'seenAt' | 'complete'>;

/** They are in the book, by address or number. `staged`: rows `r` with a key. */
export async function upsertMembers(
  tx: Tx,
  input: SeenInBook & { channel: Channel },
  addressBookId: bigint,
  staged: Prisma.Sql,
) {
  const touch = input.complete === true;
  return tx.$queryRaw<{ emailKey: string; back: boolean }[]>`
    WITH staged AS (
      SELECT r.key, (SELECT min(x.id) FROM crm_records x WHERE ${keyOf(input.channel, 'x')} = r.key AND x.deleted_at IS NULL) AS record_id
      FROM ${staged})
    INSERT INTO book_members AS m (address_book_id, email_key, present, put_there_by_us, record_id, seen_at)
    SELECT ${addressBookId}, r.key, true, false, r.record_id, ${input.seenAt} FROM staged r ORDER BY r.key
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = true,
      left_how = NULL,
      unsubscribed_at = NULL,
      record_id = coalesce(m.record_id, excluded.record_id),
      seen_at = greatest(m.seen_at, excluded.seen_at)
    WHERE NOT m.present OR m.unsubscribed_at IS NOT NULL OR (m.record_id IS NULL AND excluded.record_id IS NOT NULL)
      OR (${touch} AND coalesce(m.seen_at, '-infinity') < excluded.seen_at)
    RETURNING m.email_key AS "emailKey", EXISTS (
      SELECT FROM book_members k
      WHERE k.address_book_id = m.address_book_id AND k.email_key = m.email_key AND k.unsubscribed_at IS NOT NULL) AS back`;
}
