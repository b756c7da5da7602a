import { hiddenListName, maySeeList, type Context } from '../context';
import { liveConnection } from '../connections/live-connection';
import { isSystemBook } from '../dotdigital';
import { permit } from '../permissions';
import type { BookNameQuery } from './schemas';

/** Why a new book can't be called so, as far as it is known here; null: it can. */
export async function checkBookName(ctx: Context, input: BookNameQuery): Promise<{ problem: string | null }> {
  permit(ctx, 'connections.write');
  return { problem: await bookNameProblem(ctx, BigInt(input.integrationId), input.name) };
}

type Known = { list: string | null; ownerId: bigint | null; ownerOnly: boolean | null };

export async function bookNameProblem(
  ctx: Context,
  integrationId: bigint,
  name: string,
): Promise<string | null> {
  if (isSystemBook(name)) return `“${name}” is one of Dotdigital’s own books. Choose another name.`;
  const [known] = await ctx.db.prisma.$queryRaw<Known[]>`
    SELECT l.name AS list, l.owner_id AS "ownerId", l.owner_only AS "ownerOnly" FROM address_books b
    LEFT JOIN connections c ON c.address_book_id = b.id AND ${liveConnection()}
    LEFT JOIN marketing_lists l ON l.id = c.list_id
    WHERE b.integration_id = ${integrationId} AND lower(b.name) = lower(${name}) AND b.gone_at IS NULL LIMIT 1`;
  if (!known) return null;
  const { list, ownerId, ownerOnly } = known;
  if (list === null)
    return 'An address book of this name exists already. Choose it from the list, or take another name.';
  const shown = maySeeList(ctx, { ownerId, ownerOnly: ownerOnly === true }) ? list : hiddenListName;
  return `An address book of this name exists already, connected to ${shown}. Choose another name.`;
}
