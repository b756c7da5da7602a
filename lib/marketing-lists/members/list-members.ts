import { statsJoin } from '@/lib/crm';
import { seesSomeRecords, type Context } from '@/lib/context';
import { cursorValue, Prisma, walkGridPage, type KeysetWalk, type Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { marketingStandingOf, standingOf, standingWord } from '@/lib/standing';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { readColumnFields, shownColumns, valuesSql } from '../list-columns';
import { factsBefore, memberGrid, memberScope, type MemberQuery, type MemberScope } from './member-grid';
import { channelOf, findListConnection, knownOfMember, nameOf, stateOf } from './member-sql';
import { reasonWords } from './member-words';
import type { MemberRow, MemberState } from '../schemas';

const { sql } = Prisma;

type Row = Pick<MemberRow, 'name' | 'email' | 'state' | 'contactedCount'> & {
  values: Record<string, string | number | boolean | string[] | null>;
  recordId: bigint;
  cursorId: bigint;
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
  /** Of the whole list, who may not be seen; told where nothing narrows it. */
  unseenCount: number;
  nextCursor: string | null;
  prevCursor: string | null;
};

/** One page of a list's people with their state in the connected book and the reason for it; as quick at any depth. A row holds the values of `columns` alone, where they are given. */
export async function listMembers(
  ctx: Context,
  listId: string,
  query: MemberQuery,
  options: { columns?: readonly string[] } = {},
): Promise<MemberPage> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const fields = await readColumnFields(ctx, list.entity);
  const values = valuesSql(fields, options.columns ?? shownColumns(fields, list.columns));
  const scope = memberScope(ctx, list, await findListConnection(ctx.db.prisma, list), query);
  return ctx.db.prisma.$transaction(async (tx) => {
    await preparePage(tx);
    const narrowed = query.q !== '' || query.filters.length > 0;
    const some = seesSomeRecords(ctx);
    const isCounted = narrowed || some;
    const total = isCounted ? await countMembers(tx, scope, query, narrowed) : list.memberCount;
    const isCut = narrowed && !scope.asksState && total > maxCounted;
    const { rows, ...cursors } = await walkGridPage(memberGrid.keyset(query, scope), query, (walk, limit) =>
      tx.$queryRaw<Row[]>(membersSql(scope, query, values, { walk, limit })),
    );
    return {
      rows: rows.map(memberView),
      total: isCut ? maxCounted : total,
      totalIsAtLeast: isCut,
      unseenCount: some && !narrowed ? Math.max(0, list.memberCount - total) : 0,
      ...cursors,
    };
  });
}

/** A page is found by look-ups: a merge would read the records from their beginning, whatever the page's depth. */
export const preparePage = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true), set_config('enable_mergejoin', 'off', true)`;

type Narrowed = Pick<MemberQuery, 'q' | 'filters' | 'sort'>;

/** The members' statement; the page and the CSV file share it. What is known of a person is looked up only for the rows of the page. */
export function membersSql(
  scope: MemberScope,
  query: Narrowed,
  values: Prisma.Sql,
  page: { walk: KeysetWalk; limit: number } | null,
): Prisma.Sql {
  const { listId, connection } = scope;
  const channel = channelOf(connection);
  const asked = memberGrid.ask(query, scope);
  const order = page?.walk.order ?? asked.order;
  const where = page ? sql`${asked.where} AND ${page.walk.where}` : asked.where;
  const limit = page ? sql`LIMIT ${page.limit}::int` : Prisma.empty;
  return sql`
    SELECT r.id AS "recordId", ${nameOf(sql`r`)} AS name, r.email AS email, ${values} AS values,
      ${stateOf(connection)} AS state, ${standingOf(channel)} AS code, ${marketingStandingOf(channel)} AS why, coalesce(failed.reason, refusal.reason_text) AS refusal,
      (SELECT ${nameOf(sql`o`)} FROM crm_records o WHERE o.id = elder.id AND ${scope.visible(sql`o`)}) AS "elderName", mark.reason IS NOT NULL AS marked, r.consent_state = 'withdrawn' AS "optedOut", i.contacted_count AS "contactedCount",
      i.last_contacted_at AS "lastContactedAt", b.sent_at AS "lastSentAt", i.joined_at AS "joinedAt", ${cursorValue(memberGrid.keyset(query, scope))} AS "cursorValue", r.id AS "cursorId"
    FROM (
      ${factsBefore(scope)} SELECT i.record_id FROM ${asked.from} WHERE ${where} ORDER BY ${order} ${limit}
    ) picked
    JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = picked.record_id
    JOIN crm_records r ON r.id = i.record_id ${statsJoin} ${knownOfMember(listId, connection)}
    ORDER BY ${order}`;
}

const maxCounted = 10_000;

/** Of a narrowed list exact up to ten thousand; beyond that "over". By state it is always exact: everyone is looked at for it anyhow, and steps of the staircase lead here. */
async function countMembers(tx: Tx, scope: MemberScope, query: Narrowed, narrowed: boolean): Promise<number> {
  const { from, where } = memberGrid.ask(query, scope);
  const limit = scope.asksState || !narrowed ? Prisma.empty : sql`LIMIT ${maxCounted + 1}::int`;
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (${factsBefore(scope)} SELECT 1 FROM ${from} WHERE ${where} ${limit}) m`;
  return Number(row?.count ?? 0n);
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
