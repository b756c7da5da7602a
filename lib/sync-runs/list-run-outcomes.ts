import { visibleLists, type Context } from '../context';
import { csvLine } from '../csv';
import { Prisma } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import type { TableQuery } from '../table-query';
import { findRun } from './list-sync-runs';
import { reasonWord } from './reason-words';
import {
  outcomeWords,
  recordPath,
  type OutcomeFilter,
  type OutcomeSort,
  type RunOutcome,
  type RunOutcomeRow,
} from './schemas';

type Row = {
  n: number;
  email: string | null;
  name: string | null;
  record_id: bigint | null;
  entity: string | null;
  outcome: RunOutcome;
  action: string;
  reason_code: string | null;
  reason_text: string | null;
  settled_at: Date | null;
};

const from = (ctx: Context, runId: bigint): Prisma.Sql => Prisma.sql`
  FROM waves w JOIN planned_changes p ON p.wave_id = w.id
  JOIN connections c ON c.id = w.connection_id JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
  LEFT JOIN crm_records r ON r.id = p.record_id
  WHERE w.sync_run_id = ${runId}`;

const columns = Prisma.sql`
  p.n, coalesce(r.email, p.email, p.email_key) AS email, nullif(concat_ws(' ', r.first_name, r.last_name), '') AS name, p.record_id, r.entity::text,
  coalesce(p.outcome, 'under_way') AS outcome, p.action, p.reason_code, p.reason_text, p.settled_at`;

/** The rows of an export run, one per person, each with its end and the reason. */
export async function listRunOutcomes(
  ctx: Context,
  runId: string,
  query: TableQuery<OutcomeSort, OutcomeFilter>,
): Promise<{ rows: RunOutcomeRow[]; total: number }> {
  permit(ctx, 'runs.read');
  const where = Prisma.join([from(ctx, BigInt(runId)), ...conditions(query)], ' AND ');
  const direction = Prisma.raw(query.sort.direction === 'asc' ? 'ASC' : 'DESC');
  const order =
    query.sort.field === 'email'
      ? Prisma.sql`coalesce(p.email_key, p.email) ${direction}, p.n`
      : Prisma.sql`p.n ${direction}`;
  const { prisma } = ctx.db;
  const [rows, [count]] = await Promise.all([
    prisma.$queryRaw<
      Row[]
    >`SELECT ${columns} ${where} ORDER BY ${order} LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${where}`,
  ]);
  return { rows: rows.map(toView), total: count?.total ?? 0 };
}

type PageInput = { runId: string; after: string | null; limit: number; filter: { outcome?: RunOutcome } };

/** The same rows by their number, those behind `after` first. A run that isn't there is not found; an import has none. */
export async function pageRunOutcomes(
  ctx: Context,
  { runId, after, limit, filter }: PageInput,
): Promise<{ data: RunOutcomeRow[]; nextCursor: string | null }> {
  permit(ctx, 'runs.read');
  const { prisma } = ctx.db;
  if (!(await findRun(ctx, BigInt(runId)))) throw notFound('sync run');
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT ${columns} ${from(ctx, BigInt(runId))} AND p.n > ${Number(after ?? -1)}
      AND ${filter.outcome === undefined ? Prisma.sql`true` : Prisma.sql`coalesce(p.outcome, 'under_way') = ${filter.outcome}`}
    ORDER BY p.n LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toView);
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.n) : null };
}

function conditions(query: TableQuery<OutcomeSort, OutcomeFilter>): Prisma.Sql[] {
  const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const search =
    query.q === ''
      ? []
      : [
          Prisma.sql`(p.email_key ILIKE ${pattern} OR p.email ILIKE ${pattern} OR concat_ws(' ', r.first_name, r.last_name) ILIKE ${pattern})`,
        ];
  return [
    ...search,
    ...query.filters.flatMap((filter) => {
      if (filter.type !== 'choice') return [];
      return filter.field === 'outcome'
        ? [Prisma.sql`coalesce(p.outcome, 'under_way') = ANY(${filter.value}::text[])`]
        : [
            Prisma.sql`(p.reason_code = ANY(${filter.value}::text[]) OR p.reason_text = ANY(${filter.value}::text[]))`,
          ];
    }),
  ];
}

const toView = (row: Row): RunOutcomeRow => ({
  n: row.n,
  email: row.email,
  name: row.name,
  recordId: row.record_id === null ? null : String(row.record_id),
  recordPath: row.record_id !== null && row.entity !== null ? recordPath(row.entity, row.record_id) : null,
  outcome: row.outcome,
  action: row.action,
  reason: row.reason_code === null ? null : reasonWord(row.reason_code),
  said: row.reason_code === 'duplicate' ? `record ${row.reason_text ?? ''}` : row.reason_text,
  settledAt: row.settled_at?.toISOString() ?? null,
});

const rowsPerRead = 5_000;

/** The same rows as CSV, read in pieces: any length in bounded memory. */
export async function* exportRunOutcomes(
  ctx: Context,
  runId: string,
  query: TableQuery<OutcomeSort, OutcomeFilter>,
): AsyncGenerator<string> {
  permit(ctx, 'runs.read');
  yield csvLine(['E-mail', 'Name', 'Outcome', 'Reason', 'Details', 'Settled', 'Record']);
  const where = Prisma.join([from(ctx, BigInt(runId)), ...conditions(query)], ' AND ');
  for (let after = 0; ;) {
    const rows = await ctx.db.prisma.$queryRaw<
      Row[]
    >`SELECT ${columns} ${where} AND p.n > ${after} ORDER BY p.n LIMIT ${rowsPerRead}`;
    const [last] = rows.slice(-1);
    if (!last) return;
    yield rows
      .map(toView)
      .map((row) =>
        csvLine([
          row.email,
          row.name,
          outcomeWords[row.outcome],
          row.reason,
          row.said,
          row.settledAt,
          row.recordId,
        ]),
      )
      .join('');
    after = last.n;
  }
}
