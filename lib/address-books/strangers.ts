import { Prisma, type Tx } from '../db';
import { mayBeMailed, optedOutAddresses } from '../standing';

type Book = { integrationId: bigint; addressBookId: bigint };

/** In the book, mailable, and nobody here: no record of any kind has ever had the address, and nobody with it opted out; in the order of their addresses. */
export async function findUnknownStrangers(
  tx: Tx,
  book: Book,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>(Prisma.sql`
    SELECT m.email_key AS key FROM book_members m
    LEFT JOIN dotdigital_contacts c ON c.integration_id = ${book.integrationId} AND c.email_key = m.email_key
    WHERE m.address_book_id = ${book.addressBookId} AND m.present AND NOT m.put_there_by_us AND m.record_id IS NULL AND NOT m.found_there
      AND m.email_key > ${after}
      AND ${mayBeMailed(Prisma.sql`c.status`)}
      AND NOT EXISTS (SELECT FROM crm_records x WHERE x.email_key = m.email_key)
      AND NOT EXISTS (SELECT FROM (${optedOutAddresses}) o WHERE o.email_key = m.email_key)
    ORDER BY m.email_key LIMIT ${limit}::int`);
  return rows.map(({ key }) => key);
}

/** They have records now, made of this. */
export async function noteFoundThere(
  tx: Tx,
  input: { addressBookId: bigint; emailKeys: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_members m SET found_there = true,
      record_id = (SELECT min(x.id) FROM crm_records x WHERE x.email_key = m.email_key AND x.deleted_at IS NULL)
    WHERE m.address_book_id = ${input.addressBookId} AND m.email_key = ANY(${[...input.emailKeys]}::text[])`;
}
