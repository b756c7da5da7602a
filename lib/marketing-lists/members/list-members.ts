import { recordSort, searchConditions, statsJoin } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Context } from '@/lib/context';
import {
  checkedKeyset,
  cursorValue,
  keysetWalks,
  Prisma,
  readKeysetPage,
  type KeysetSort,
  type KeysetWalk,
  type Tx,
} from '@/lib/db';
import { permit } from '@/lib/permissions';
import { cutPage, parseCursor } from '@/lib/keyset';
import { marketingStanding, membersOf, standing, standingWord } from '@/lib/standing';
import { formatSort, type TableQuery } from '@/lib/table-query';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { readColumnFields, shownColumns, valuesSql } from '../list-columns';
import {
  findListConnection,
  knownOfEveryone,
  knownOfMember,
  memberState,
  nameOf,
  type ListConnection,
} from './member-sql';
import { reasonWords } from './member-words';
import { memberStates, type MemberRow, type MemberState } from '../schemas';

export const memberSortFields = ['recordId', 'name', 'joinedAt', 'contacted', 'lastContacted'] as const;
export const memberFilterFields = { state: 'choice', contacted: 'number' } as const;

/** How the members grid stands in an address; the page and the CSV route read it alike. */
export const memberTable = {
  sortable: memberSortFields,
  filterable: memberFilterFields,
  defaultSort: { field: 'recordId', direction: 'asc' },
} as const;
export type MemberQuery = TableQuery<(typeof memberSortFields)[number], keyof typeof memberFilterFields>;

const { sql } = Prisma;

const item = sql`i.record_id`;

/**
 * The keys of the indexes list_items_by_…, letter by letter; a name is what the records' grid sorts by, by the same index. None is
 * ever NULL: whoever was never contacted stands before the first who was.
 */
const sortKeys: Record<(typeof memberSortFields)[number], Pick<KeysetSort, 'key' | 'type' | 'id'>> = {
  recordId: { key: item, type: 'bigint', id: item },
  name: { ...recordSort({ sort: { field: 'name', direction: 'asc' } }), id: sql`r.id` },
  joinedAt: { key: sql`i.joined_at`, type: 'timestamptz', id: item },
  contacted: { key: sql`i.contacted_count`, type: 'bigint', id: item },
  lastContacted: {
    key: sql`coalesce(i.last_contacted_at, 'epoch'::timestamptz)`,
    type: 'timestamptz',
    id: item,
  },
};

export const memberSort = ({ sort: { field, direction } }: Pick<MemberQuery, 'sort'>): KeysetSort => ({
  ...sortKeys[field],
  nullable: false,
  direction,
});

type Row = Pick<MemberRow, 'name' | 'email' | 'state' | 'contactedCount'> & {
  values: Record<string, string | number | boolean | string[] | null>;
  recordId: bigint;
  cursorValue: string;
  code: string | null;
  /** The same as far as the address's wishes and states go. */
  why: string | null;
  elderName: string | null;
  refusal: string | null;
  marked: boolean;
  optedOut: boolean;
  lastContactedAt: Date | null;
  lastSentAt: Date | null;
  joinedAt: Date;
};

export type MemberPage = {
  rows: MemberRow[];
  total: number;
  /** There are more; counting ended there. */ totalIsAtLeast: boolean;
  nextCursor: string | null;
  prevCursor: string | null;
};

/** One page of a list's people with their state in the connected book and the reason for it; as quick at any depth. With `everyField` a row holds all of the record, for a grid that can bring in any column. */
export async function listMembers(
  ctx: Context,
  listId: string,
  query: MemberQuery,
  options: { everyField?: boolean } = {},
): Promise<MemberPage> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const fields = await readColumnFields(ctx, list.entity);
  const [asked, sort] = [formatSort(query.sort), memberSort(query)];
  const keyset = checkedKeyset(sort, parseCursor(asked, query.cursor));
  const values = valuesSql(
    fields,
    options.everyField ? [...fields.keys()] : shownColumns(fields, list.columns),
  );
  return ctx.db.prisma.$transaction(async (tx) => {
    await preparePage(tx);
    const scope: Scope = {
      listId: list.id,
      entity: list.entity,
      connection: await findListConnection(tx, list),
      query,
    };
    const narrowed = query.q !== '' || query.filters.length > 0;
    const total = narrowed ? await countMembers(tx, scope) : list.memberCount;
    const found = await readKeysetPage(keysetWalks(sort, keyset), query.size, (walk, limit) =>
      tx.$queryRaw<Row[]>(membersSql(scope, values, { walk, limit })),
    );
    const { rows, ...cursors } = cutPage(
      asked,
      keyset,
      found.map((row) => ({ row, cursorValue: row.cursorValue, cursorId: String(row.recordId) })),
      query.size,
    );
    return {
      rows: rows.map(({ row }) => memberView(row)),
      total: narrowed ? Math.min(total, mostCounted) : total,
      totalIsAtLeast: narrowed && total > mostCounted,
      ...cursors,
    };
  });
}

/** A page is found by look-ups: a merge would read the records from their beginning, whatever the page's depth. */
export const preparePage = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true), set_config('enable_mergejoin', 'off', true)`;

/** Whose members, and which of them. */
type Scope = {
  listId: bigint;
  entity: CrmEntity;
  connection: ListConnection | null;
  query: Pick<MemberQuery, 'q' | 'filters' | 'sort'>;
};

/** The members' statement; the page and the CSV file share it. What is known of a person is looked up only for the rows of the page. */
export function membersSql(
  scope: Scope,
  values: Prisma.Sql,
  page: { walk: KeysetWalk; limit: number } | null,
): Prisma.Sql {
  const { listId, connection } = scope;
  const sort = memberSort(scope.query);
  const { where, order } = page?.walk ?? keysetWalks(sort, null)[0] ?? { where: sql`TRUE`, order: sql`r.id` };
  const limit = page ? sql`LIMIT ${page.limit}::int` : Prisma.empty;
  const known = knownWhereAsked(scope);
  return sql`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email AS email, ${values} AS values,
      ${stateOf(connection)} AS state, ${standing} AS code, ${marketingStanding} AS why, coalesce(failed.reason, refusal.reason_text) AS refusal,
      (SELECT ${nameOf(sql`o`)} FROM crm_records o WHERE o.id = elder.id) AS "elderName", mark.reason IS NOT NULL AS marked, r.consent_state = 'withdrawn' AS "optedOut", i.contacted_count AS "contactedCount",
      i.last_contacted_at AS "lastContactedAt", b.sent_at AS "lastSentAt", i.joined_at AS "joinedAt", ${cursorValue(sort)} AS "cursorValue"
    FROM (
      ${known.with} SELECT i.record_id FROM ${membersOf(listId)} ${known.joins} WHERE ${whereOf(scope)} AND ${where} ORDER BY ${order} ${limit}
    ) picked
    JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = picked.record_id
    JOIN crm_records r ON r.id = i.record_id ${statsJoin} ${knownOfMember(listId, connection)}
    ORDER BY ${order}`;
}

/** Only a filter by state needs it for everyone. */
const knownWhereAsked = ({
  listId,
  connection,
  query: { filters },
}: Scope): { with: Prisma.Sql; joins: Prisma.Sql } =>
  filters.some(({ field }) => field === 'state')
    ? knownOfEveryone(listId, connection)
    : { with: Prisma.empty, joins: Prisma.empty };

const stateOf = (connection: ListConnection | null): Prisma.Sql =>
  memberState(
    { code: sql`(${standing})`, failed: sql`failed.email_key`, present: sql`b.present` },
    connection !== null,
  );

const mostCounted = 10_000;

/** Exact up to ten thousand; beyond that "over". */
async function countMembers(tx: Tx, scope: Scope): Promise<number> {
  const known = knownWhereAsked(scope);
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      ${known.with} SELECT 1 FROM ${membersOf(scope.listId)} ${known.joins} WHERE ${whereOf(scope)} LIMIT ${mostCounted + 1}::int) m`;
  return Number(row?.count ?? 0n);
}

/** The entity and the search in the words of the records' grid, so that its indexes serve here too. */
function whereOf({ entity, connection, query }: Scope): Prisma.Sql {
  const parts = [searchConditions(entity, query.q)];
  for (const filter of query.filters) {
    if (filter.field === 'state' && filter.type === 'choice') {
      const states = filter.value.filter((one) => memberStates.some((state) => state === one));
      parts.push(sql`${stateOf(connection)} = ANY(${states}::text[])`);
    }
    if (filter.field === 'contacted' && filter.type === 'number') {
      const [low, high] =
        filter.op === 'between'
          ? filter.value
          : [filter.op === 'lte' ? 0 : filter.value, filter.op === 'gte' ? 2_147_483_647 : filter.value];
      parts.push(sql`i.contacted_count BETWEEN ${low}::numeric AND ${high}::numeric`);
    }
  }
  return Prisma.join(parts, ' AND ');
}

export function memberView(row: Row): MemberRow {
  const asState: MemberState = row.state;
  return {
    recordId: String(row.recordId),
    name: row.name,
    email: row.email,
    values: Object.fromEntries(
      Object.entries(row.values).map(([name, value]) => [
        name,
        value === null ? null : Array.isArray(value) ? value.join(', ') : String(value),
      ]),
    ),
    state: asState,
    reason: reasonWords(row),
    reasonCode: row.code,
    marketingState: row.why === null ? 'Subscribed' : standingWord(row.why),
    subscribed: !row.marked,
    canSubscribe: row.marked && row.why === 'taken_off',
    optedOut: row.optedOut,
    contactedCount: row.contactedCount,
    lastContactedAt: row.lastContactedAt?.toISOString() ?? null,
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
    joinedAt: row.joinedAt.toISOString(),
  };
}

export type { Row as MemberSqlRow };
