import { statsJoin } from '../crm';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { permit } from '../permissions';
import { cutPage, parseCursor, type Keyset } from '../keyset';
import { formatSort, type TableQuery } from '../table-query';
import { listKey } from './internal';
import { fetchSeenList } from './list-access';
import { readColumnFields, valuesSql } from './list-columns';
import { findListConnection, knownOfEveryone, knownOfMember, memberState, membersOf, nameOf, whyNot, type ListConnection } from './member-sql';
import { reasonWords, whyWords } from './member-words';
import { memberStates, type MemberRow, type MemberState } from './schemas';

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

/** None of them is ever NULL: whoever was never contacted stands before the first who was. */
const orders: Record<(typeof memberSortFields)[number], { sql: Prisma.Sql; type: Prisma.Sql }> = {
  recordId: { sql: sql`i.record_id`, type: sql`bigint` },
  name: { sql: sql`lower(${nameOf(sql`r`)})`, type: sql`text` },
  joinedAt: { sql: sql`i.joined_at`, type: sql`timestamptz` },
  contacted: { sql: sql`i.contacted_count`, type: sql`int` },
  lastContacted: { sql: sql`coalesce(i.last_contacted_at, '-infinity')`, type: sql`timestamptz` },
};

type Row = Pick<MemberRow, 'name' | 'email' | 'state' | 'contactedCount'> & {
  values: Record<string, string | number | boolean | null>;
  recordId: bigint;
  cursorValue: string;
  cursorId: string;
  why: string | null;
  elderName: string | null;
  refusal: string | null;
  marked: boolean;
  optedOut: boolean;
  lastContactedAt: Date | null;
  lastSentAt: Date | null;
  joinedAt: Date;
};

export type MemberPage = { rows: MemberRow[]; total: number; totalIsEstimate: boolean; nextCursor: string | null; prevCursor: string | null };

/** One page of a list's people with their state in the connected book and the reason for it; as quick at any depth. */
export async function listMembers(ctx: Context, listId: string, query: MemberQuery): Promise<MemberPage> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const fields = await readColumnFields(ctx, list.entity);
  const [sort, names] = [formatSort(query.sort), shownColumns(fields, list.columns)];
  const keyset = parseCursor(sort, query.cursor);
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true)`;
    const connection = await findListConnection(tx, list.id);
    const narrowed = query.q !== '' || query.filters.length > 0;
    const total = narrowed ? await countMembers(tx, list.id, connection, query) : list.memberCount;
    const found = await tx.$queryRaw<Row[]>(membersSql(list.id, valuesSql(fields, names), connection, { ...query, keyset }));
    const { rows, ...cursors } = cutPage(sort, keyset, found, query.size);
    return { rows: rows.map(memberView), total, totalIsEstimate: narrowed && total > mostCounted, ...cursors };
  });
}

/** Computed fields stand behind the chosen columns, so that the grid can bring them in. */
export const shownColumns = (fields: Awaited<ReturnType<typeof readColumnFields>>, chosen: readonly string[]): string[] =>
  [...new Set([...chosen, ...[...fields.values()].filter(({ source }) => source === 'stats').map(({ name }) => name)])];

type Narrowing = Pick<MemberQuery, 'q' | 'filters' | 'sort'> & Partial<Pick<MemberQuery, 'size'>> & { keyset?: Keyset | null };

/** The members' statement; the page and the CSV file share it. What is known of a person is looked up only for the rows of the page. */
export function membersSql(listId: bigint, values: Prisma.Sql, connection: ListConnection | null, query: Narrowing): Prisma.Sql {
  const { sql: key, type } = orders[query.sort.field];
  const { keyset } = query;
  const down = (query.sort.direction === 'desc') !== (keyset?.to === 'prev');
  const direction = down ? sql`DESC` : sql`ASC`;
  const behind = keyset ? sql`AND (${key}, i.record_id) ${down ? sql`<` : sql`>`} (${keyset.value}::text::${type}, ${keyset.id}::text::bigint)` : sql``;
  const limit = query.size ? sql`LIMIT ${query.size + 1}::int` : sql``;
  return sql`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email AS email, ${values} AS values,
      ${memberState(connection !== null)} AS state, ${whyNot} AS why, elder.name AS "elderName", refusal.reason AS refusal,
      i.unsubscribed_at IS NOT NULL AS marked, r.consent_state = 'withdrawn' AS "optedOut", i.contacted_count AS "contactedCount",
      i.last_contacted_at AS "lastContactedAt", b.sent_at AS "lastSentAt", i.joined_at AS "joinedAt",
      picked.key::text AS "cursorValue", r.id::text AS "cursorId"
    FROM (
      SELECT i.record_id, ${key} AS key FROM ${membersOf(listId)} ${knownWhereAsked(listId, connection, query)}
      WHERE ${whereOf(query, connection)} ${behind} ORDER BY ${key} ${direction}, i.record_id ${direction} ${limit}
    ) picked
    JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = picked.record_id
    JOIN crm_records r ON r.id = i.record_id ${statsJoin} ${knownOfMember(listId, connection)}
    ORDER BY picked.key ${direction}, i.record_id ${direction}`;
}

/** Only a filter by state needs it for everyone. */
const knownWhereAsked = (listId: bigint, connection: ListConnection | null, { filters }: Pick<MemberQuery, 'filters'>): Prisma.Sql =>
  filters.some(({ field }) => field === 'state') ? knownOfEveryone(listId, connection) : sql``;

const mostCounted = 10_000;

/** Exact up to ten thousand; beyond that "more than". */
async function countMembers(tx: Tx, listId: bigint, connection: ListConnection | null, query: MemberQuery): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM ${membersOf(listId)} ${knownWhereAsked(listId, connection, query)} WHERE ${whereOf(query, connection)} LIMIT ${mostCounted + 1}::int) m`;
  return Number(row?.count ?? 0n);
}

function whereOf(query: Pick<MemberQuery, 'q' | 'filters'>, connection: ListConnection | null): Prisma.Sql {
  const parts = [sql`TRUE`];
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(lower(concat_ws(' ', r.first_name, r.last_name)) LIKE lower(${like}::text) OR lower(r.email) LIKE lower(${like}::text))`);
  }
  for (const filter of query.filters) {
    if (filter.field === 'state' && filter.type === 'choice') {
      const states = filter.value.filter((one) => memberStates.some((state) => state === one));
      parts.push(sql`${memberState(connection !== null)} = ANY(${states}::text[])`);
    }
    if (filter.field === 'contacted' && filter.type === 'number') {
      const [low, high] = filter.op === 'between' ? filter.value : [filter.op === 'lte' ? 0 : filter.value, filter.op === 'gte' ? 2_147_483_647 : filter.value];
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
    values: Object.fromEntries(Object.entries(row.values).map(([name, value]) => [name, value === null ? null : String(value)])),
    state: asState,
    reason: reasonWords(row),
    marketingState: row.why === null ? 'Subscribed' : whyWords(row.why),
    subscribed: !row.marked,
    canSubscribe: row.marked && (row.why === 'person' || row.why === null),
    optedOut: row.optedOut,
    contactedCount: row.contactedCount,
    lastContactedAt: row.lastContactedAt?.toISOString() ?? null,
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
    joinedAt: row.joinedAt.toISOString(),
  };
}

export type { Row as MemberSqlRow };
