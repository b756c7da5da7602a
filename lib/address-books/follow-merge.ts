import type { Tx } from '../db';

type Merge = { winnerId: bigint; loserId: bigint; loserEmailKey: string | null };

/**
 * Whose record a book member is, after a merge and after its undoing. A member is an address, and stays what Dotdigital holds: the next
 * wave takes the address that went out of the book, if we put it there, and never one that someone else did.
 */
export const bookMembersFollowMerge = {
  name: 'bookMembers',
  move: async (tx: Tx, { winnerId, loserId, loserEmailKey }: Merge): Promise<unknown> => {
    if (loserEmailKey === null) return [];
    const rows = await tx.$queryRaw<{ id: bigint }[]>`
      UPDATE book_members SET record_id = ${winnerId} WHERE email_key = ${loserEmailKey} AND record_id = ${loserId} RETURNING address_book_id AS id`;
    return rows.map(({ id }) => String(id));
  },
  restore: async (tx: Tx, { winnerId, loserId, loserEmailKey }: Merge, moved: unknown): Promise<string[]> => {
    const books = Array.isArray(moved)
      ? moved.filter((one): one is string => typeof one === 'string').map(BigInt)
      : [];
    if (loserEmailKey !== null && books.length > 0) {
      await tx.$executeRaw`
        UPDATE book_members SET record_id = ${loserId} WHERE email_key = ${loserEmailKey} AND record_id = ${winnerId} AND address_book_id = ANY(${books}::bigint[])`;
    }
    return [];
  },
};
