import type { RecordField } from '@/lib/crm';
import type { Context } from '@/lib/context';
import { gridCsv, type CsvColumn } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { memberView, membersSql } from './list-members';
import { readColumnFields, shownColumns, valuesSql } from '../list-columns';
import { memberScope, type MemberQuery } from './member-grid';
import { findListConnection } from './member-sql';
import { memberStateLabels, type MemberRow } from '../schemas';

/** The members grid as a file: the list's columns, then orders, carts and engagement, then whatever `more` asks for, with state and reason. */
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
  const scope = memberScope(ctx, list, connection, query);
  const statement = membersSql(scope, query, valuesSql(fields, names), null);
  const columns = columnsOf(names.flatMap((name) => fields.get(name) ?? []));
  return { name: `${list.name}.csv`, lines: gridCsv(ctx.db, statement, memberView, columns) };
}

const columnsOf = (fields: RecordField[]): CsvColumn<MemberRow>[] => [
  ['Id', (member) => member.recordId],
  ...fields.map(({ label, name }): CsvColumn<MemberRow> => [label, (member) => member.values[name] ?? null]),
  ['State', (member) => memberStateLabels[member.state]],
  ['Reason', (member) => member.reason],
  ['Marketing state', (member) => member.marketingState],
  ['Total contacted', (member) => member.contactedCount],
  ['Last contacted', (member) => member.lastContactedAt],
  ['Joined', (member) => member.joinedAt],
];
