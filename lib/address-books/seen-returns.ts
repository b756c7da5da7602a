import { Prisma, type Tx } from '../db';
import { emailKey } from '../email-key';
import { recordAddressEvents } from './address-events';
import { mustNotBeMailed } from '../standing';

type SeenReturnsInput = {
  integrationId: bigint;
  /** Whatever Dotdigital lists of the account; most of them are nobody's return. */
  rows: readonly { email: string; status: string | null }[];
  /** Unsubscribes from books had been read by then: what is not known as one was of the whole account. */
  booksReadAt: Date;
};

/**
 * People whom we hold as not to be mailed and who are subscribed again, by Dotdigital's word for the account. The date of the state
 * before stays, so that reading its old entry once more changes nothing. Nobody new is stored. Returns their keys.
 */
export async function storeReturns(tx: Tx, input: SeenReturnsInput): Promise<string[]> {
  const keys = new Set<string>();
  for (const { email, status } of input.rows) {
    const key = status === 'Subscribed' ? emailKey(email) : null;
    if (key !== null) keys.add(key);
  }
  if (keys.size === 0) return [];
  const staged = Prisma.sql`${[...keys].sort()}::text[]`;
  const returned = await tx.$queryRaw<{ key: string }[]>`
    UPDATE dotdigital_contacts SET status = 'Subscribed'
    WHERE integration_id = ${input.integrationId} AND email_key = ANY(${staged})
      AND ${mustNotBeMailed(Prisma.sql`status`)}
    RETURNING email_key AS key`;
  // A file's fault said "Unsubscribed", and no book lists that: it was the account's.
  const freed = await tx.$queryRaw<{ key: string }[]>`
    UPDATE book_members m SET unsubscribed_at = NULL FROM address_books a
    WHERE a.integration_id = ${input.integrationId} AND m.address_book_id = a.id AND m.email_key = ANY(${staged})
      AND m.unsubscribed_at < ${input.booksReadAt} AND m.unsubscribe_handled_at IS NULL
    RETURNING m.email_key AS key`;
  const emailKeys = [...new Set([...returned, ...freed].map(({ key }) => key))];
  await recordAddressEvents(
    tx,
    { integrationId: input.integrationId, addressBookId: null },
    emailKeys.map((emailKey) => ({ emailKey, status: 'Subscribed', at: input.booksReadAt })),
  );
  return emailKeys;
}

/** Since when someone may have come back: the oldest state that speaks against mail. null: there is none. */
export async function findOldestRefusal(tx: Tx, integrationId: bigint): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT min(coalesce(status_at, seen_at)) AS at FROM dotdigital_contacts
    WHERE integration_id = ${integrationId} AND ${mustNotBeMailed(Prisma.sql`status`)}`;
  return row?.at ?? null;
}
