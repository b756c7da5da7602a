import { livingOf, nameKey, searchWords } from '@/lib/crm';
import { visibleRecords, type Context } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import { defineGrid, Prisma, type Asked, type GridQuery } from '@/lib/db';
import { membersOf } from '@/lib/standing';
import { knownOfEveryone, type ListConnection } from './member-sql';
import { stateIs } from './state-filter';

const { sql } = Prisma;

/** Whose members, and which of them whoever asks may see. What is known of everyone is read only where a filter asks for a state. */
export type MemberScope = {
  listId: bigint;
  entity: CrmEntity;
  visible: (record: Prisma.Sql) => Prisma.Sql;
  connection: ListConnection | null;
  asksState: boolean;
};

/**
 * A list's people, walked by cursors. The keys are those of the indexes list_items_by_…, letter by letter; name, entity and search are
 * in the words of the records' grid, so that its indexes serve here too. No key is ever NULL: whoever was never contacted stands before
 * the first who was.
 */
export const memberGrid = defineGrid<MemberScope>()({
  from: ({ listId, connection, asksState }) =>
    sql`${membersOf(listId)} ${asksState ? knownOfEveryone(listId, connection).joins : Prisma.empty}`,
  where: ({ entity, visible }) => sql`${livingOf(entity)} AND ${visible(sql`r`)}`,
  id: sql`i.record_id`,
  columns: {
    recordId: { sql: sql`i.record_id`, sort: true, walk: 'bigint' },
    name: { sql: nameKey, sort: true, walk: 'text', id: sql`r.id` },
    joinedAt: { sql: sql`i.joined_at`, sort: true, walk: 'timestamptz' },
    contacted: { sql: sql`i.contacted_count`, sort: true, walk: 'bigint', filter: 'number' },
    lastContacted: {
      sql: sql`coalesce(i.last_contacted_at, 'epoch'::timestamptz)`,
      sort: true,
      walk: 'timestamptz',
    },
    state: {
      filter: 'choice',
      where: ({ value }: Asked<'choice'>, { connection }: MemberScope) => stateIs(value, connection),
    },
  },
  search: searchWords,
  defaultSort: { field: 'recordId', direction: 'asc' },
});
export type MemberQuery = GridQuery<typeof memberGrid>;

const asksState = ({ filters }: Pick<MemberQuery, 'filters'>): boolean =>
  filters.some(({ field }) => field === 'state');

/** What the grid's own conditions ask of everyone, said before its statement. */
export const factsBefore = ({ listId, connection, asksState: asks }: MemberScope): Prisma.Sql =>
  asks ? knownOfEveryone(listId, connection).with : Prisma.empty;

export const memberScope = (
  ctx: Context,
  list: { id: bigint; entity: CrmEntity },
  connection: ListConnection | null,
  query: Pick<MemberQuery, 'filters'>,
): MemberScope => ({
  listId: list.id,
  entity: list.entity,
  visible: (record) => visibleRecords(ctx, record),
  connection,
  asksState: asksState(query),
});
