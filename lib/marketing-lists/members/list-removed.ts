import type { Context } from '@/lib/context';
import { readGridPage } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { RemovedRow } from '../schemas';
import { removedGrid, type RemovedQuery } from './removed-grid';
import { removedColumns, removedView, type RemovedSqlRow } from './removed-sql';

/** The Removed grid: records taken off the list by hand, with who did it and why. */
export async function listRemoved(
  ctx: Context,
  listId: string,
  query: RemovedQuery,
): Promise<{ rows: RemovedRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const question = removedGrid.ask(query, { listId: list.id });
  const { rows, total } = await readGridPage<RemovedSqlRow>(ctx.db.prisma, question, removedColumns);
  return { rows: rows.map(removedView), total };
}
