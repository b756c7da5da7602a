import { Prisma, type Tx } from '../db';
import { emailKey } from '../email-key';
import { recordAddressEvents } from './address-events';
import { storeSeenContacts } from './seen-contacts';

export type SeenSuppression = {
  id: number | null;
  email: string;
  /** Dotdigital's word for why: Unsubscribed, HardBounced, IspComplained … */
  reason: string;
  at: Date;
};

type Outcome = {
  /** Entries that told something new. Those handled earlier change nothing, whatever has happened since. */
  applied: { emailKey: string; reason: string; at: Date }[];
  refused: string[];
};

/**
 * People who unsubscribed from one book: the membership ends, their account status stays. An entry counts once: when the person
 * is back in the book later, reading the old entry again does not take them out.
 */
export async function storeBookUnsubscribes(
  tx: Tx,
  input: { integrationId: bigint; addressBookId: bigint; rows: readonly SeenSuppression[]; seenAt: Date },
): Promise<Outcome> {
  const { staged, refused, isEmpty } = stage(input.rows);
  if (isEmpty) return { applied: [], refused };
  await learnIds(tx, input);
  const applied = await tx.$queryRaw<Outcome['applied']>`
    INSERT INTO book_members AS m
      (address_book_id, email_key, present, put_there_by_us, record_id, unsubscribed_at, unsubscribe_handled_at, seen_at)
    SELECT ${input.addressBookId}, r.key, false, false,
      (SELECT min(x.id) FROM crm_records x WHERE x.email_key = r.key AND x.deleted_at IS NULL),
      r.at, r.at, ${input.seenAt}
    FROM ${staged} ORDER BY r.key
    ON CONFLICT (address_book_id, email_key) DO UPDATE SET
      present = false, unsubscribed_at = excluded.unsubscribed_at, unsubscribe_handled_at = excluded.unsubscribe_handled_at
    WHERE coalesce(m.unsubscribe_handled_at, '-infinity') < excluded.unsubscribe_handled_at
    RETURNING email_key AS "emailKey", 'Unsubscribed' AS reason, unsubscribed_at AS at`;
  await recordAddressEvents(tx, input, applied.map(toWord));
  return { applied, refused };
}

/**
 * People whom Dotdigital won't mail any more, account-wide: status and its date on the contact, and out of every book of the
 * integration where the status takes them off (a soft bounce does not).
 */
export async function storeSuppressions(
  tx: Tx,
  input: {
    integrationId: bigint;
    rows: readonly SeenSuppression[];
    keepsMembership: readonly string[];
    seenAt: Date;
  },
): Promise<Outcome> {
  const { staged, refused, isEmpty } = stage(input.rows);
  if (isEmpty) return { applied: [], refused };
  await learnIds(tx, input);
  const applied = await tx.$queryRaw<Outcome['applied']>`
    UPDATE dotdigital_contacts c SET status = r.reason, status_at = r.at
    FROM ${staged}
    WHERE c.integration_id = ${input.integrationId} AND c.email_key = r.key
      AND (c.status IS NULL OR coalesce(c.status_at, '-infinity') < r.at)
    RETURNING c.email_key AS "emailKey", c.status AS reason, c.status_at AS at`;
  const account = { integrationId: input.integrationId, addressBookId: null };
  await recordAddressEvents(tx, account, applied.map(toWord));
  const leaving = applied
    .filter((row) => !input.keepsMembership.includes(row.reason))
    .map((row) => row.emailKey);
  if (leaving.length > 0) {
    await tx.$executeRaw`
      UPDATE book_members m SET present = false
      FROM address_books a
      WHERE a.integration_id = ${input.integrationId} AND m.address_book_id = a.id
        AND m.email_key = ANY(${leaving}) AND m.present`;
  }
  return { applied, refused };
}

const toWord = ({ emailKey: key, reason, at }: Outcome['applied'][number]) => ({
  emailKey: key,
  status: reason,
  at,
});

function stage(seen: readonly SeenSuppression[]): {
  staged: Prisma.Sql;
  refused: string[];
  isEmpty: boolean;
} {
  const latest = new Map<string, { key: string; reason: string; at: Date }>();
  const refused: string[] = [];
  for (const { email, reason, at } of seen) {
    const key = emailKey(email);
    if (key === null) {
      refused.push(email);
      continue;
    }
    const earlier = latest.get(key);
    if (earlier === undefined || earlier.at <= at) latest.set(key, { key, reason, at });
  }
  const json = JSON.stringify([...latest.values()]);
  const staged = Prisma.sql`json_to_recordset(${json}::json) AS r(key text, reason text, at timestamptz(3))`;
  return { staged, refused, isEmpty: latest.size === 0 };
}

/** Rows must stand before they can be marked; the status itself is set by the caller's own rule. */
async function learnIds(
  tx: Tx,
  input: { integrationId: bigint; rows: readonly SeenSuppression[]; seenAt: Date },
): Promise<void> {
  await storeSeenContacts(tx, {
    integrationId: input.integrationId,
    addressBookId: null,
    rows: input.rows.map((row) => ({
      id: row.id,
      email: row.email,
      status: null,
      optInType: null,
      emailType: null,
    })),
    seenAt: input.seenAt,
  });
}
