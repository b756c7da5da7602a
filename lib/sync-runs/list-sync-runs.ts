import { readChannel } from '../channel';
import type { Context } from '../context';
import { Prisma, rowsOf } from '../db';
import { permit } from '../permissions';
import { isUnderWaySql, runGrid, runTables, told, type RunQuery } from './run-grid';
import { RunPhase, type RunCounts, type RunState, type SyncRunView } from './schemas';

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
  book_channel: string | null;
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
  b.name AS book_name, b.channel AS book_channel, u.name AS requested_by, s.phases, s.counts, s.api_call_count, s.error_code, s.error_message, s.started_at, s.finished_at`;

/** Runs, those under way first. */
export async function listSyncRuns(
  ctx: Context,
  query: RunQuery,
): Promise<{ rows: SyncRunView[]; total: number; underWay: number }> {
  permit(ctx, 'runs.read');
  const { prisma } = ctx.db;
  const question = runGrid.ask(query, { ctx });
  const [rows, [count]] = await Promise.all([
    prisma.$queryRaw<Row[]>(rowsOf(question, columns)),
    prisma.$queryRaw<{ total: number; under_way: number }[]>`
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE ${isUnderWaySql}))::int AS under_way FROM ${question.from} WHERE ${question.where}`,
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
    SELECT ${columns} FROM ${runTables}
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
  >`SELECT ${columns} FROM ${runTables} WHERE s.id = ${id} AND ${told(ctx)}`;
  return row ? toView(row) : null;
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
          channel: readChannel(row.book_channel ?? ''),
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
