import { visibleLists, type Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import {
  RunPhase,
  type RunCounts,
  type RunFilter,
  type RunSort,
  type RunState,
  type SyncRunView,
} from './schemas';

type Row = {
  id: bigint;
  kind: 'export' | 'import';
  trigger: string;
  state: RunState;
  integration_id: bigint;
  integration_name: string | null;
  connection_id: bigint | null;
  list_id: bigint | null;
  list_name: string | null;
  book_name: string | null;
  requested_by: string | null;
  phases: unknown;
  counts: RunCounts;
  api_call_count: number;
  error_code: string | null;
  error_message: string | null;
  started_at: Date;
  finished_at: Date | null;
};

const columns = Prisma.sql`
  s.id, s.kind, s.trigger, s.state::text, s.integration_id, n.name AS integration_name, s.connection_id, l.id AS list_id, l.name AS list_name,
  b.name AS book_name, u.name AS requested_by, s.phases, s.counts, s.api_call_count, s.error_code, s.error_message, s.started_at, s.finished_at`;
const from = Prisma.sql`
  FROM sync_runs s
  LEFT JOIN integrations n ON n.id = s.integration_id
  LEFT JOIN connections c ON c.id = s.connection_id
  LEFT JOIN marketing_lists l ON l.id = c.list_id
  LEFT JOIN address_books b ON b.id = c.address_book_id
  LEFT JOIN users u ON u.id = s.requested_by_id`;

/** Runs of a list that only its owner sees are told to nobody else; imports have none. */
const told = (ctx: Context): Prisma.Sql => Prisma.sql`(l.id IS NULL OR ${visibleLists(ctx)})`;

/** Runs, those under way first. */
export async function listSyncRuns(
  ctx: Context,
  query: TableQuery<RunSort, RunFilter>,
): Promise<{ rows: SyncRunView[]; total: number; underWay: number }> {
  permit(ctx, 'runs.read');
  const where = Prisma.sql`WHERE ${Prisma.join([told(ctx), ...conditions(query)], ' AND ')}`;
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const { prisma } = ctx.db;
  const [rows, [count]] = await Promise.all([
    prisma.$queryRaw<Row[]>`
      SELECT ${columns} ${from} ${where}
      ORDER BY (s.state IN ('running', 'waiting')) DESC, ${orderBy[query.sort.field]} ${direction}, s.id DESC
      LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    prisma.$queryRaw<{ total: number; under_way: number }[]>`
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE s.state IN ('running', 'waiting')))::int AS under_way ${from} ${where}`,
  ]);
  return { rows: rows.map(toView), total: count?.total ?? 0, underWay: count?.under_way ?? 0 };
}

type PageInput = {
  after: string | null;
  limit: number;
  filter: { kind?: 'export' | 'import'; state?: RunState; integrationId?: string; connectionId?: string };
};

/** Runs, the newest first, those older than `after`. */
export async function pageSyncRuns(
  ctx: Context,
  { after, limit, filter }: PageInput,
): Promise<{ data: SyncRunView[]; nextCursor: string | null }> {
  permit(ctx, 'runs.read');
  const is = (column: Prisma.Sql, value: string | undefined): Prisma.Sql =>
    value === undefined ? Prisma.sql`true` : Prisma.sql`${column} = ${value}`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT ${columns} ${from}
    WHERE ${told(ctx)} AND ${after === null ? Prisma.sql`true` : Prisma.sql`s.id < ${BigInt(after)}`} AND ${is(Prisma.sql`s.kind`, filter.kind)}
      AND ${is(Prisma.sql`s.state::text`, filter.state)} AND ${is(Prisma.sql`s.integration_id::text`, filter.integrationId)}
      AND ${is(Prisma.sql`s.connection_id::text`, filter.connectionId)}
    ORDER BY s.id DESC LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toView);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** One run as the grid shows it; null when there is none. */
export async function findRun(ctx: Context, id: bigint): Promise<SyncRunView | null> {
  const [row] = await ctx.db.prisma.$queryRaw<
    Row[]
  >`SELECT ${columns} ${from} WHERE s.id = ${id} AND ${told(ctx)}`;
  return row ? toView(row) : null;
}

const orderBy: Record<RunSort, Prisma.Sql> = {
  startedAt: Prisma.sql`s.started_at`,
  integration: Prisma.sql`lower(n.name)`,
  state: Prisma.sql`s.state`,
};

function conditions(query: TableQuery<RunSort, RunFilter>): Prisma.Sql[] {
  const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const search =
    query.q === ''
      ? []
      : [Prisma.sql`(l.name ILIKE ${pattern} OR b.name ILIKE ${pattern} OR n.name ILIKE ${pattern})`];
  const byField: Record<RunFilter, Prisma.Sql> = {
    kind: Prisma.sql`s.kind`,
    state: Prisma.sql`s.state::text`,
    integration: Prisma.sql`s.integration_id::text`,
  };
  return [
    ...search,
    ...query.filters.flatMap((filter) =>
      filter.type === 'choice' ? [Prisma.sql`${byField[filter.field]} = ANY(${filter.value}::text[])`] : [],
    ),
  ];
}

const toView = (row: Row): SyncRunView => ({
  id: String(row.id),
  kind: row.kind,
  trigger: row.trigger,
  state: row.state,
  integration: { id: String(row.integration_id), name: row.integration_name ?? 'a deleted integration' },
  connection:
    row.connection_id !== null && row.list_id !== null
      ? {
          id: String(row.connection_id),
          listId: String(row.list_id),
          listName: row.list_name ?? '',
          bookName: row.book_name ?? '',
        }
      : null,
  requestedBy: row.requested_by,
  phases: RunPhase.array().catch([]).parse(row.phases),
  counts: row.counts,
  apiCallCount: row.api_call_count,
  errorCode: row.error_code,
  errorMessage: row.error_message,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});
