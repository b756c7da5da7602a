import { findRecordField } from '../crm';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { fetchList, listKey } from './internal';
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

const orders: Record<(typeof memberSortFields)[number], Prisma.Sql> = {
  recordId: sql`i.record_id`,
  name: sql`lower(${nameOf(sql`r`)})`,
  joinedAt: sql`i.joined_at`,
  contacted: sql`i.contacted_count`,
  lastContacted: sql`i.last_contacted_at`,
};

type Row = Pick<MemberRow, 'name' | 'email' | 'values' | 'state' | 'contactedCount'> & {
  recordId: bigint;
  why: string | null;
  elderName: string | null;
  refusal: string | null;
  marked: boolean;
  optedOut: boolean;
  lastContactedAt: Date | null;
  lastSentAt: Date | null;
  joinedAt: Date;
};

/** One page of a list's people with their state in the connected book and the reason for it. */
export async function listMembers(ctx: Context, listId: string, query: MemberQuery): Promise<{ rows: MemberRow[]; total: number }> {
  permit(ctx, 'lists.read');
  const list = await fetchList(ctx.db.prisma, listKey(listId));
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true)`;
    const connection = await findListConnection(tx, list.id);
    const narrowed = query.q !== '' || query.filters.length > 0;
    const total = narrowed ? await countMembers(tx, list.id, connection, query) : await countAll(tx, list.id);
    const page = await tx.$queryRaw<Row[]>(membersSql(list.id, list.columns, connection, query));
    return { rows: page.map(memberView), total };
  });
}

type Narrowing = Pick<MemberQuery, 'q' | 'filters' | 'sort'> & Partial<Pick<MemberQuery, 'page' | 'size'>>;

/** The members' statement; the page and the CSV file share it. What is known of a person is looked up only for the rows of the page. */
export function membersSql(listId: bigint, columns: readonly string[], connection: ListConnection | null, query: Narrowing): Prisma.Sql {
  const direction = query.sort.direction === 'desc' ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
  const order = sql`ORDER BY ${orders[query.sort.field]} ${direction}, i.record_id`;
  const limit = query.page && query.size ? sql`LIMIT ${query.size}::int OFFSET ${(query.page - 1) * query.size}::bigint` : sql``;
  return sql`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email AS email, ${valuesOf(columns)} AS values,
      ${memberState(connection !== null)} AS state, ${whyNot} AS why, elder.name AS "elderName", refusal.reason AS refusal,
      i.unsubscribed_at IS NOT NULL AS marked, r.consent_state = 'withdrawn' AS "optedOut", i.contacted_count AS "contactedCount",
      i.last_contacted_at AS "lastContactedAt", b.sent_at AS "lastSentAt", i.joined_at AS "joinedAt"
    FROM (
      SELECT i.record_id FROM ${membersOf(listId)} ${knownWhereAsked(listId, connection, query)} WHERE ${whereOf(query, connection)} ${order} ${limit}
    ) picked
    JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = picked.record_id
    JOIN crm_records r ON r.id = i.record_id ${knownOfMember(listId, connection)}
    ${order}`;
}

/** Only a filter by state needs it for everyone. */
const knownWhereAsked = (listId: bigint, connection: ListConnection | null, { filters }: Pick<MemberQuery, 'filters'>): Prisma.Sql =>
  filters.some(({ field }) => field === 'state') ? knownOfEveryone(listId, connection) : sql``;

async function countMembers(tx: Tx, listId: bigint, connection: ListConnection | null, query: MemberQuery): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM ${membersOf(listId)} ${knownWhereAsked(listId, connection, query)} WHERE ${whereOf(query, connection)}`;
  return Number(row?.count ?? 0n);
}

async function countAll(tx: Tx, listId: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`SELECT count(*) AS count FROM ${membersOf(listId)}`;
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

/** Column names come from the catalogue alone. */
function valuesOf(columns: readonly string[]): Prisma.Sql {
  const pairs = columns.flatMap((name) => {
    const field = findRecordField(name);
    return field ? [sql`${field.name}::text, ${Prisma.raw(`r."${field.column}"`)}`] : [];
  });
  return pairs.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_build_object(${Prisma.join(pairs)})`;
}

export function memberView(row: Row): MemberRow {
  const asState: MemberState = row.state;
  return {
    recordId: String(row.recordId),
    name: row.name,
    email: row.email,
    values: row.values,
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
