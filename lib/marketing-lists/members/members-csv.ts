import type { RecordField } from '@/lib/crm';
import type { Context } from '@/lib/context';
import { csvByteOrderMark, csvLine } from '@/lib/csv';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { memberView, membersSql, type MemberQuery, type MemberSqlRow } from './list-members';
import { readColumnFields, shownColumns, valuesSql } from '../list-columns';
import { findListConnection } from './member-sql';
import { memberStateLabels, type MemberRow } from '../schemas';

const rowsAtOnce = 2_000;

/**
 * The members grid as a file: the list's columns, then orders, carts and engagement, then whatever `more` asks for, with state and reason.
 * Read through a cursor, so any size fits.
 */
export async function membersCsv(
  ctx: Context,
  listId: string,
  query: Pick<MemberQuery, 'q' | 'filters' | 'sort'>,
  more: readonly string[] = [],
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const connection = await findListConnection(ctx.db.prisma, list);
  const fields = await readColumnFields(ctx, list.entity);
  const names = [...new Set([...shownColumns(fields, list.columns), ...more])];
  const columns = names.flatMap((name) => fields.get(name) ?? []);
  const { q, filters, sort } = query;
  return {
    name: `${list.name}.csv`,
    lines: readLines(
      ctx,
      columns,
      membersSql(
        { listId: list.id, entity: list.entity, connection, query: { q, filters, sort } },
        valuesSql(fields, names),
        null,
      ),
    ),
  };
}

async function* readLines(
  ctx: Context,
  columns: RecordField[],
  rows: ReturnType<typeof membersSql>,
): AsyncGenerator<string> {
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE members NO SCROLL CURSOR FOR ${rows.text}`, [...rows.values]);
    yield (
      csvByteOrderMark +
      csvLine([
        'Id',
        ...columns.map(({ label }) => label),
        'State',
        'Reason',
        'Marketing state',
        'Total contacted',
        'Last contacted',
        'Joined',
      ])
    );
    for (;;) {
      const { rows: page } = await client.query<MemberSqlRow>(`FETCH ${rowsAtOnce} FROM members`);
      if (page.length === 0) return;
      yield page.map((row) => lineOf(columns, memberView(row))).join('');
    }
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    const rolledBack = await client.query('ROLLBACK').then(
      () => undefined,
      (error: Error) => error,
    );
    client.release(rolledBack ?? (broken ? true : undefined));
  }
}

const lineOf = (columns: RecordField[], member: MemberRow): string =>
  csvLine([
    member.recordId,
    ...columns.map(({ name }) => member.values[name] ?? null),
    memberStateLabels[member.state],
    member.reason,
    member.marketingState,
    member.contactedCount,
    member.lastContactedAt,
    member.joinedAt,
  ]);
