import { cutPage, parseCursor } from '@/lib/keyset';
import { formatSort, type CursorPage, type TableQuery } from '@/lib/table-query';
import { Prisma, type Prisma as Types } from '../generated/client';
import { checkedKeyset, keysetWalks, readKeysetPage, type KeysetSort, type KeysetWalk } from '../keyset-page';
import type { GridQuestion } from './define-grid';

type Tx = Types.TransactionClient;

/** All the rows of a question, or those of its page. */
export const rowsOf = (
  { from, where, order, page }: Pick<GridQuestion, 'from' | 'where' | 'order' | 'page'>,
  columns: Prisma.Sql,
): Prisma.Sql => Prisma.sql`SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY ${order} ${page}`;

export const countOf = ({ from, where }: Pick<GridQuestion, 'from' | 'where'>): Prisma.Sql =>
  Prisma.sql`SELECT count(*) AS count FROM ${from} WHERE ${where}`;

export async function countRows(tx: Tx, question: GridQuestion): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>(countOf(question));
  return Number(row?.count ?? 0n);
}

/** A page by its number, and how many rows there are in all. */
export async function readGridPage<Row>(
  tx: Tx,
  question: GridQuestion,
  columns: Prisma.Sql,
): Promise<{ rows: Row[]; total: number }> {
  const [rows, total] = await Promise.all([
    tx.$queryRaw<Row[]>(rowsOf(question, columns)),
    countRows(tx, question),
  ]);
  return { rows, total };
}

type Walked = { cursorValue: string; cursorId: bigint };

/** A page by its cursor, as dear at any depth; one that was altered is the first page. `read` asks one walk for at most so many rows. */
export async function walkGridPage<Row extends Walked>(
  sort: KeysetSort,
  query: Pick<TableQuery, 'sort' | 'cursor' | 'size'>,
  read: (walk: KeysetWalk, limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[] } & CursorPage> {
  const asked = formatSort(query.sort);
  const keyset = checkedKeyset(sort, parseCursor(asked, query.cursor));
  const found = await readKeysetPage(keysetWalks(sort, keyset), query.size, read);
  const { rows, ...cursors } = cutPage(
    asked,
    keyset,
    found.map((row) => ({ row, cursorValue: row.cursorValue, cursorId: String(row.cursorId) })),
    query.size,
  );
  return { rows: rows.map(({ row }) => row), ...cursors };
}
