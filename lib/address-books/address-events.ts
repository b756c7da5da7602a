import type { Tx } from '../db';

type AddressWord = { emailKey: string; status: string; at: Date };

/**
 * What Dotdigital said about these addresses, as lines that stay: of the whole account, or of one book. Written by whoever stores a
 * change, in its transaction, so what is read twice is told once.
 */
export async function recordAddressEvents(
  tx: Tx,
  about: { integrationId: bigint; addressBookId: bigint | null },
  words: readonly AddressWord[],
): Promise<void> {
  if (words.length === 0) return;
  const rows = JSON.stringify(words.map(({ emailKey: key, status, at }) => ({ key, status, at })));
  await tx.$executeRaw`
    INSERT INTO address_events (integration_id, email_key, address_book_id, status, at)
    SELECT ${about.integrationId}, r.key, ${about.addressBookId}::bigint, r.status, r.at
    FROM json_to_recordset(${rows}::json) AS r(key text, status text, at timestamptz(3))`;
}
