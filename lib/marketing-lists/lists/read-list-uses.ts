import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList, visibleLists } from '../list-access';
import type { ListUses } from '../schemas';
import { readFedBooks } from './read-fed-books';

/** Who builds on this list: the books it feeds, and the lists whose filter asks who is on it. */
export async function readListUses(ctx: Context, listId: string): Promise<ListUses> {
  permit(ctx, 'lists.read');
  const { prisma } = ctx.db;
  const list = await fetchSeenList(ctx, prisma, listKey(listId));
  const named = JSON.stringify({ id: String(list.id) });
  const [books, lists] = await Promise.all([
    readFedBooks(prisma, list.id),
    prisma.$queryRaw<{ id: bigint; name: string; archived: boolean; visible: boolean }[]>`
      SELECT l.id, l.name, l.archived_at IS NOT NULL AS archived, ${visibleLists(ctx)} AS visible FROM marketing_lists l
      WHERE l.id <> ${list.id} AND l.type <> 'manual'
        AND jsonb_path_exists(l.filter, 'strict $.** ? (@.field == "lists").value[*] ? (@ == $id)', ${named}::jsonb, true)
      ORDER BY lower(l.name), l.id`,
  ]);
  const shown = lists.filter(({ visible }) => visible);
  return {
    connections: books.map(({ id, book, integration, state }) => ({
      id: String(id),
      book,
      integration,
      state,
    })),
    lists: shown.map(({ id, name, archived }) => ({ id: String(id), name, archived })),
    otherListCount: lists.length - shown.length,
  };
}
