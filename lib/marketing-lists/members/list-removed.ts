import type { Context } from '@/lib/context';
import { countRows, gridCsv, Prisma, rowsOf, type CsvColumn } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { OutRow } from '../schemas';
import { findListConnection, nameOf } from './member-sql';
import { removedGrid, removedScope, type RemovedQuery } from './removed-grid';
import { outView, type OutSqlRow } from './removed-words';

const { sql } = Prisma;

const columns = (listId: bigint): Prisma.Sql => sql`
  i.record_id AS "recordId", ${nameOf(sql`r`)} AS name, r.email, i.why, i.since, i.in_filter AS "stillMatches",
  (SELECT u.name FROM users u WHERE u.id = i.removed_by_id) AS "removedBy",
  (SELECT e.cause FROM list_events e WHERE e.record_id = i.record_id AND e.list_id = ${listId}::bigint
    AND e.kind = CASE i.why WHEN 'removed_by_hand' THEN 'removed' WHEN 'not_on_list' THEN 'left' END ORDER BY e.id DESC LIMIT 1) AS cause`;

/** The Removed grid: whoever is out of the list or of its mail, why, since when and by whom. */
export async function listRemoved(
  ctx: Context,
  listId: string,
  query: RemovedQuery,
): Promise<{ rows: OutRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true)`;
      const scope = removedScope(ctx, list.id, await findListConnection(tx, list));
      const question = removedGrid.ask(query, scope);
      const rows = await tx.$queryRaw<OutSqlRow[]>(rowsOf(question, columns(list.id)));
      return { rows: rows.map(outView), total: await countRows(tx, question) };
    },
    { timeout: 70_000 },
  );
}

const csvColumns: readonly CsvColumn<OutRow>[] = [
  ['Id', (row) => row.recordId],
  ['Name', (row) => row.name],
  ['E-mail', (row) => row.email],
  ['Why', (row) => row.why],
  ['Details', (row) => row.cause],
  ['Since', (row) => row.since],
  ['By', (row) => row.by],
];

/** The same rows as a file, filtered and sorted as shown. */
export async function removedCsv(
  ctx: Context,
  listId: string,
  { q, filters, sort }: RemovedQuery,
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const scope = removedScope(ctx, list.id, await findListConnection(ctx.db.prisma, list));
  const statement = rowsOf(removedGrid.ask({ q, filters, sort }, scope), columns(list.id));
  return { name: `${list.name} removed.csv`, lines: gridCsv(ctx.db, statement, outView, csvColumns) };
}
