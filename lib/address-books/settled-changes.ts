import type { Channel } from '../channel';
import { contactsOf, mayBeMailed } from '../standing';
import { Prisma, type Tx } from '../db';

type Settled = {
  integrationId: bigint;
  addressBookId: bigint;
  channel: Channel;
  batchId: bigint;
  at: Date;
};

const tableOf = (channel: Channel): Prisma.Sql =>
  channel === 'sms' ? Prisma.sql`sms_contacts` : Prisma.sql`dotdigital_contacts`;
const columnOf = (channel: Channel): Prisma.Sql =>
  channel === 'sms' ? Prisma.sql`mobile` : Prisma.sql`email_key`;

/**
 * Dotdigital took these rows of an import: the people are put there or matched by us, and it holds exactly these values. Whoever was known
 * to be in the book still is, and nobody else: a newcomer is when the book lists them, and whoever left while the import ran has left,
 * whatever the file said; nobody is in a book that went meanwhile.
 */
export const settleImported = (tx: Tx, input: Settled): Promise<void> =>
  settleHeld(tx, input, {
    whose: Prisma.sql`(p.outcome = 'updated' OR (p.action = 'add' AND p.outcome IS NULL))`,
    values: Prisma.sql`p.wanted_values`,
    hash: Prisma.sql`p.wanted_hash`,
  });

/** The same of one file among several, which `carried` some of each person's values: what was held before stays beside them. */
export const settleInFile = (
  tx: Tx,
  input: Settled & { carried: Prisma.Sql; hashOf: (values: Prisma.Sql) => Prisma.Sql },
): Promise<void> => {
  const values = Prisma.sql`coalesce(b.held_values, '{}') || ${input.carried}`;
  return settleHeld(tx, input, { whose: Prisma.sql`p.outcome IS NULL`, values, hash: input.hashOf(values) });
};

/** Dotdigital's answer to the call for this one person of a batch: they are in the book, and it holds exactly these values. */
export const settleJoined = (tx: Tx, { n, ...input }: Settled & { n: number }): Promise<void> =>
  settleHeld(tx, input, {
    whose: Prisma.sql`p.n = ${n}::int`,
    values: Prisma.sql`p.wanted_values`,
    hash: Prisma.sql`p.wanted_hash`,
  });

async function settleHeld(
  tx: Tx,
  input: Settled,
  { whose, values, hash }: { whose: Prisma.Sql; values: Prisma.Sql; hash: Prisma.Sql },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO book_members AS m
      (address_book_id, email_key, present, put_there_by_us, record_id, held_hash, held_values, sent_at)
    SELECT ${input.addressBookId}, p.email_key,
      coalesce(b.present, false) AND (${input.channel === 'sms'} OR ${mayBeMailed(Prisma.sql`c.status`)})
        AND EXISTS (SELECT FROM address_books a WHERE a.id = ${input.addressBookId} AND a.gone_at IS NULL), true,
      p.record_id, ${hash}, ${values}, ${input.at}
    FROM planned_changes p
    LEFT JOIN ${contactsOf(input.channel)} c ON c.integration_id = ${input.integrationId} AND c.email_key = p.email_key
    LEFT JOIN book_members b ON b.address_book_id = ${input.addressBookId} AND b.email_key = p.email_key
    WHERE p.batch_id = ${input.batchId} AND ${whose}
    ORDER BY p.email_key
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = m.present AND excluded.present,
      put_there_by_us = true,
      record_id = coalesce(excluded.record_id, m.record_id),
      held_hash = excluded.held_hash,
      held_values = excluded.held_values,
      differs = NULL,
      sent_at = excluded.sent_at`;
  // An account-wide row for each, so that an id and a status can be learnt for it.
  await tx.$executeRaw`
    INSERT INTO ${tableOf(input.channel)} (integration_id, ${columnOf(input.channel)}, seen_at)
    SELECT ${input.integrationId}, p.email_key, ${input.at} FROM planned_changes p
    WHERE p.batch_id = ${input.batchId} AND ${whose} ORDER BY p.email_key
    ON CONFLICT (integration_id, ${columnOf(input.channel)}) DO NOTHING`;
}

/**
 * Dotdigital refused rows with a state of the contact as the reason: that state is what we know of them from now on. Rows that we
 * left out ourselves before the file went have no text of Dotdigital's, and tell nothing about it.
 */
export async function settleRefusedStates(tx: Tx, input: Settled): Promise<void> {
  if (input.channel === 'sms') return settleRefusedNumbers(tx, input);
  await tx.$executeRaw`
    INSERT INTO dotdigital_contacts AS c (integration_id, email_key, status, status_at, seen_at)
    SELECT ${input.integrationId}, p.email_key, p.reason_code, ${input.at}, ${input.at} FROM planned_changes p
    WHERE p.batch_id = ${input.batchId} AND p.outcome = 'skipped' AND p.reason_text IS NOT NULL
      AND p.reason_code <> 'Unsubscribed' AND p.reason_code ~ '^[A-Z]'
    ORDER BY p.email_key
    ON CONFLICT (integration_id, email_key) DO UPDATE SET
      status = excluded.status, status_at = excluded.status_at, seen_at = excluded.seen_at
    WHERE c.status IS DISTINCT FROM excluded.status`;
  // "Unsubscribed" may mean this book alone; the account's own state comes with the import of suppressions.
  await tx.$executeRaw`
    INSERT INTO book_members AS m (address_book_id, email_key, present, record_id, unsubscribed_at)
    SELECT ${input.addressBookId}, p.email_key, false, p.record_id,
      CASE WHEN p.reason_code = 'Unsubscribed' THEN ${input.at}::timestamptz END
    FROM planned_changes p
    WHERE p.batch_id = ${input.batchId} AND p.outcome = 'skipped' AND p.reason_text IS NOT NULL AND p.reason_code ~ '^[A-Z]'
    ORDER BY p.email_key
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = false, unsubscribed_at = coalesce(excluded.unsubscribed_at, m.unsubscribed_at)`;
}

/** Of a number it is told no more than that Dotdigital takes nobody by it. */
async function settleRefusedNumbers(tx: Tx, input: Settled): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sms_contacts AS c (integration_id, mobile, status, status_at, seen_at)
    SELECT ${input.integrationId}, p.email_key, 'sms_suppressed', ${input.at}, ${input.at} FROM planned_changes p
    WHERE p.batch_id = ${input.batchId} AND p.outcome = 'skipped' AND p.reason_text IS NOT NULL AND p.reason_code ~ '^[A-Z]'
    ORDER BY p.email_key
    ON CONFLICT (integration_id, mobile) DO UPDATE SET
      status = excluded.status, status_at = excluded.status_at, seen_at = excluded.seen_at
    WHERE c.status IS DISTINCT FROM excluded.status`;
}

/** Dotdigital's answer to an import names these contacts; an id that is known already stays where it is. */
export async function settleLearntIds(
  tx: Tx,
  input: { integrationId: bigint; channel: Channel; ids: readonly { key: string; id: number }[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ${tableOf(input.channel)} AS c (integration_id, ${columnOf(input.channel)}, dotdigital_id)
    SELECT k.integration_id, r.key, r.id
    FROM (SELECT key, min(id) AS id FROM json_to_recordset(${JSON.stringify(input.ids)}::json) AS s(key text, id int) GROUP BY key) r
    JOIN ${tableOf(input.channel)} k ON k.integration_id = ${input.integrationId} AND k.${columnOf(input.channel)} = r.key AND k.dotdigital_id IS NULL
    WHERE NOT EXISTS (
      SELECT FROM ${tableOf(input.channel)} o WHERE o.integration_id = k.integration_id AND o.dotdigital_id = r.id)
    ORDER BY r.key
    ON CONFLICT (integration_id, ${columnOf(input.channel)}) DO UPDATE SET dotdigital_id = excluded.dotdigital_id
    WHERE c.dotdigital_id IS NULL`;
}

/** The import was finished and the book doesn't list these people of the wave: nothing is known to be held for them. */
export async function settleMissing(
  tx: Tx,
  input: { addressBookId: bigint; waveId: bigint; reasons: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_members m SET held_hash = NULL, held_values = NULL FROM planned_changes p
    WHERE p.wave_id = ${input.waveId} AND p.outcome = 'rejected' AND p.reason_code = ANY(${[...input.reasons]}::text[])
      AND m.address_book_id = ${input.addressBookId} AND m.email_key = p.email_key`;
}

/** Dotdigital took these people out of the book. */
export async function settleRemoved(tx: Tx, input: Omit<Settled, 'integrationId'>): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_members m SET present = false, left_how = NULL, sent_at = ${input.at}
    FROM planned_changes p
    WHERE p.batch_id = ${input.batchId} AND p.outcome = 'removed'
      AND m.address_book_id = ${input.addressBookId} AND m.email_key = p.email_key`;
}

/** Dotdigital unsubscribed these people from the account, which takes them off every book of it. */
export async function settleUnsubscribed(
  tx: Tx,
  input: { integrationId: bigint; emailKeys: readonly string[]; at: Date },
): Promise<void> {
  const keys = [...input.emailKeys];
  await tx.$executeRaw`
    INSERT INTO dotdigital_contacts AS c (integration_id, email_key, status, status_at, seen_at)
    SELECT ${input.integrationId}, key, 'Unsubscribed', ${input.at}, ${input.at} FROM unnest(${keys}::text[]) AS key ORDER BY key
    ON CONFLICT (integration_id, email_key) DO UPDATE SET
      status = 'Unsubscribed', status_at = excluded.status_at, seen_at = excluded.seen_at`;
  await leaveEveryBook(tx, input.integrationId, keys);
}

/** Dotdigital writes to these numbers no more. Nobody leaves a book by it. */
export async function settleSmsUnsubscribed(
  tx: Tx,
  input: { integrationId: bigint; numbers: readonly string[]; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sms_contacts AS c (integration_id, mobile, status, status_at, seen_at)
    SELECT ${input.integrationId}, key, 'sms_unsubscribed', ${input.at}, ${input.at} FROM unnest(${[...input.numbers]}::text[]) AS key ORDER BY key
    ON CONFLICT (integration_id, mobile) DO UPDATE SET
      status = excluded.status, status_at = excluded.status_at, seen_at = excluded.seen_at`;
}

/** Dotdigital knows nobody by these numbers: there is nobody to unsubscribe, and nobody in a book. */
export async function settleUnknownNumbers(
  tx: Tx,
  input: { integrationId: bigint; numbers: readonly string[] },
): Promise<void> {
  const numbers = [...input.numbers];
  await tx.smsContact.deleteMany({ where: { integrationId: input.integrationId, mobile: { in: numbers } } });
  await leaveEveryBook(tx, input.integrationId, numbers);
}

/** Dotdigital took them back into the account and this book; their values go with the next wave. */
export async function settleResubscribed(
  tx: Tx,
  input: { addressBookId: bigint; emailKey: string; recordId: bigint; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO book_members AS m (address_book_id, email_key, present, put_there_by_us, record_id, sent_at)
    VALUES (${input.addressBookId}, ${input.emailKey}, true, true, ${input.recordId}, ${input.at})
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = true, put_there_by_us = true, record_id = excluded.record_id, sent_at = excluded.sent_at, unsubscribed_at = NULL,
      left_how = NULL, held_hash = NULL, held_values = NULL, differs = NULL`;
}

/** Dotdigital doesn't know these addresses: there is nobody to unsubscribe, and nobody in a book. */
export async function settleUnknownContacts(
  tx: Tx,
  input: { integrationId: bigint; emailKeys: readonly string[] },
): Promise<void> {
  const keys = [...input.emailKeys];
  await tx.$executeRaw`
    DELETE FROM dotdigital_contacts WHERE integration_id = ${input.integrationId} AND email_key = ANY(${keys}::text[])`;
  await leaveEveryBook(tx, input.integrationId, keys);
}

async function leaveEveryBook(tx: Tx, integrationId: bigint, keys: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_members m SET present = false FROM address_books a
    WHERE a.integration_id = ${integrationId} AND m.address_book_id = a.id AND m.present AND m.email_key = ANY(${keys}::text[])`;
}

/** A book changed hands: people whom the list before put there stay as strangers. Returns how many. */
export async function forgetWhoPutThemThere(tx: Tx, addressBookId: bigint): Promise<number> {
  return tx.$executeRaw`
    UPDATE book_members SET put_there_by_us = false WHERE address_book_id = ${addressBookId} AND put_there_by_us`;
}

/** These data fields are gone at Dotdigital, and every value in them: what is known to be held or was told, and the hash, say so. */
export async function forgetHeldFields(
  tx: Tx,
  input: { integrationId: bigint; names: readonly string[]; hashOf: (values: Prisma.Sql) => Prisma.Sql },
): Promise<void> {
  if (input.names.length === 0) return;
  const names = Prisma.sql`${[...input.names]}::text[]`;
  const left = Prisma.sql`m.held_values - ${names}`;
  await tx.$executeRaw`
    UPDATE book_members m SET held_values = ${left}, held_hash = ${input.hashOf(left)}
    FROM address_books a
    WHERE a.integration_id = ${input.integrationId} AND m.address_book_id = a.id AND m.held_values ?| ${names}`;
  await tx.$executeRaw`
    DELETE FROM told_values WHERE integration_id = ${input.integrationId} AND name = ANY(${names})`;
}
