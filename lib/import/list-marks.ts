import { liveConnection } from '../connections/live-connection';
import { Prisma, type Tx } from '../db';
import { wishStatuses } from '../dotdigital';
import { markItemsUnsubscribed } from '../marketing-lists';
import { mustNotBeMailed } from '../standing';

/** States that are nobody's wish and no lasting refusal: they keep a person from being sent, not from the list. */
const notMarked = ['PendingOptIn', 'Deleted', 'NotAvailableInThisVersion'];
const maxPerCall = 1_000;

/**
 * Marks list items whose address Dotdigital won't mail: account-wide states in every list connected in this integration, a book's
 * unsubscribe in the lists that feed that book. What is said of mail is no word about lists that are fed by number. Decided from what is stored, so nothing depends on which pass saw it first; people who
 * joined the list later are found too. Returns how many were marked, at most `maxPerCall` states at a time.
 */
export async function markSuppressed(
  tx: Tx,
  integrationId: bigint,
): Promise<{ found: number; marked: number }> {
  const unmarked = await tx.$queryRaw<{ listId: bigint; emailKey: string; reason: string; at: Date }[]>`
    SELECT DISTINCT ON (i.list_id, r.email_key) i.list_id AS "listId", r.email_key AS "emailKey", s.reason, s.at
    FROM (
      SELECT n.list_id, d.email_key, d.status AS reason, coalesce(d.status_at, d.seen_at) AS at
      FROM dotdigital_contacts d JOIN connections n ON n.integration_id = d.integration_id AND ${liveConnection('n')}
      JOIN address_books a ON a.id = n.address_book_id AND a.channel = 'email'
      WHERE d.integration_id = ${integrationId} AND ${mustNotBeMailed(Prisma.sql`d.status`)}
        AND d.status <> ALL(${notMarked}::text[])
      UNION ALL
      SELECT n.list_id, m.email_key, 'Unsubscribed', m.unsubscribed_at
      FROM connections n JOIN book_members m ON m.address_book_id = n.address_book_id
      WHERE n.integration_id = ${integrationId} AND ${liveConnection('n')} AND m.unsubscribed_at IS NOT NULL
    ) AS s
    JOIN crm_records r ON r.email_key = s.email_key
    JOIN list_items i ON i.list_id = s.list_id AND i.record_id = r.id AND i.unsubscribed_at IS NULL
    ORDER BY i.list_id, r.email_key, s.at
    LIMIT ${maxPerCall}`;
  let marked = 0;
  for (const group of groupAlike(unmarked)) marked += await markItemsUnsubscribed(tx, group);
  return { found: unmarked.length, marked };
}

/**
 * A wish that was told of an address whose person has another one here by now goes with the person: in every list of the account, or in
 * those that feed the book. Once, with the entry that tells it: whoever is subscribed again by hand stays so.
 */
export async function markWhoMoved(
  tx: Tx,
  input: {
    integrationId: bigint;
    /** null: told of the whole account. */
    addressBookId: bigint | null;
    entries: readonly { emailKey: string; reason: string; at: Date }[];
  },
): Promise<void> {
  const wishes = input.entries.filter(({ reason }) => wishStatuses.includes(reason));
  if (wishes.length === 0) return;
  const rows = JSON.stringify(wishes.map(({ emailKey, ...wish }) => ({ key: emailKey, ...wish })));
  const moved = await tx.$queryRaw<Mark[]>`
    SELECT DISTINCT n.list_id AS "listId", r.email_key AS "emailKey", w.reason, w.at
    FROM json_to_recordset(${rows}::json) AS w(key text, reason text, at timestamptz(3))
    JOIN book_members m ON m.email_key = w.key
    JOIN address_books a ON a.id = m.address_book_id AND a.integration_id = ${input.integrationId}
      AND (${input.addressBookId}::bigint IS NULL OR a.id = ${input.addressBookId}::bigint)
    JOIN crm_records r ON r.id = m.record_id AND r.deleted_at IS NULL AND r.email_key <> m.email_key
    JOIN connections n ON n.integration_id = a.integration_id AND ${liveConnection('n')}
      AND (${input.addressBookId}::bigint IS NULL OR n.address_book_id = a.id)
    JOIN address_books b ON b.id = n.address_book_id AND b.channel = 'email'`;
  for (const group of groupAlike(moved)) await markItemsUnsubscribed(tx, group);
}

type Mark = { listId: bigint; emailKey: string; reason: string; at: Date };

function groupAlike(marks: readonly Mark[]) {
  const groups = new Map<string, { listIds: bigint[]; emailKeys: string[]; reason: string; at: Date }>();
  for (const { listId, emailKey, reason, at } of marks) {
    const name = `${listId} ${reason} ${at.getTime()}`;
    const group = groups.get(name);
    if (group) group.emailKeys.push(emailKey);
    else groups.set(name, { listIds: [listId], emailKeys: [emailKey], reason, at });
  }
  return groups.values();
}
