import { Prisma, type Tx } from '../db';
import { openWave } from '../connections/live-connection';

export type HeldPerson = { emailKey: string; values: Record<string, string | { fill: string }> };

/** What one data field holds there, and what we had sent. */
export type Difference = { held: string; there: string | null };

/**
 * What these members of a book are known to hold, where nothing of theirs is under way and nothing was confirmed so lately that a
 * page read before may not know it.
 */
export async function readHeldPeople(
  tx: Tx,
  input: { addressBookId: bigint; emailKeys: readonly string[]; sentBefore: Date },
): Promise<HeldPerson[]> {
  return tx.$queryRaw<HeldPerson[]>`
    SELECT m.email_key AS "emailKey", m.held_values AS values FROM book_members m
    WHERE m.address_book_id = ${input.addressBookId} AND m.email_key = ANY(${[...input.emailKeys]}::text[])
      AND m.put_there_by_us AND m.held_values IS NOT NULL AND m.sent_at < ${input.sentBefore}
      AND NOT EXISTS (
        SELECT FROM planned_changes p JOIN waves w ON w.id = p.wave_id JOIN connections c ON c.id = w.connection_id
        WHERE c.address_book_id = m.address_book_id AND p.email_key = m.email_key AND p.outcome IS NULL
          AND ${openWave()})`;
}

/** Whose values differ there, and whose no longer do (null). Equal rows are not rewritten; answers how many were. */
export async function storeDifferences(
  tx: Tx,
  input: {
    addressBookId: bigint;
    people: readonly { key: string; differs: Record<string, Difference> | null }[];
  },
): Promise<number> {
  if (input.people.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE book_members m SET differs = r.differs
    FROM json_to_recordset(${JSON.stringify(input.people)}::json) AS r(key text, differs jsonb)
    WHERE m.address_book_id = ${input.addressBookId} AND m.email_key = r.key AND m.differs IS DISTINCT FROM r.differs`;
}

export type LeftHow = 'gone' | 'taken_off' | 'deleted';

/** Those who left a book there and were not looked into yet, some of them. */
export async function findUnexplainedLeavers(
  tx: Tx,
  addressBookId: bigint,
  limit: number,
): Promise<string[]> {
  const rows = await tx.bookMember.findMany({
    where: { addressBookId, leftHow: 'gone' },
    orderBy: { emailKey: 'asc' },
    take: limit,
    select: { emailKey: true },
  });
  return rows.map(({ emailKey }) => emailKey);
}

/** What became of them; null: they left by their own wish, which their status says. */
export async function explainLeavers(
  tx: Tx,
  input: { addressBookId: bigint; emailKeys: readonly string[]; how: LeftHow | null },
): Promise<void> {
  if (input.emailKeys.length === 0) return;
  await tx.bookMember.updateMany({
    where: { addressBookId: input.addressBookId, leftHow: 'gone', emailKey: { in: [...input.emailKeys] } },
    data: { leftHow: input.how },
  });
}

/** Some of those who left, by address: of all, or of these. */
export async function findLeavers(
  tx: Tx,
  {
    addressBookId,
    emailKeys,
    limit,
  }: { addressBookId: bigint; emailKeys: readonly string[] | null; limit: number },
): Promise<{ emailKey: string; leftHow: LeftHow }[]> {
  return tx.$queryRaw<{ emailKey: string; leftHow: LeftHow }[]>`
    SELECT m.email_key AS "emailKey", m.left_how AS "leftHow" FROM book_members m
    WHERE ${leavers(addressBookId, emailKeys)} ORDER BY m.email_key LIMIT ${limit}::int`;
}

/** Nothing keeps them from being put there again, or something else does from now on. Answers how many. */
export const forgetLeavers = (
  tx: Tx,
  { addressBookId, emailKeys }: { addressBookId: bigint; emailKeys: readonly string[] | null },
): Promise<number> =>
  tx.$executeRaw`
    UPDATE book_members m SET left_how = NULL WHERE ${leavers(addressBookId, emailKeys)}`;

const leavers = (addressBookId: bigint, emailKeys: readonly string[] | null): Prisma.Sql => Prisma.sql`
  m.address_book_id = ${addressBookId} AND m.left_how IS NOT NULL AND NOT m.present
  AND ${emailKeys === null ? Prisma.sql`true` : Prisma.sql`m.email_key = ANY(${[...emailKeys]}::text[])`}`;

/** What is known to be held is no longer taken for sure: the next wave sends it again. Answers of how many. */
export const doubtHeldValues = (
  tx: Tx,
  { addressBookId, whose }: { addressBookId: bigint; whose: 'differing' | 'everyone' },
): Promise<number> =>
  tx.$executeRaw`
    UPDATE book_members m SET held_hash = NULL
    WHERE m.address_book_id = ${addressBookId} AND m.present AND m.put_there_by_us
      AND ${whose === 'everyone' ? Prisma.sql`true` : Prisma.sql`m.differs IS NOT NULL`}`;
