import type { Context } from '../context';
import { gridCsv, Prisma, readGridPage, rowsOf, type CsvColumn } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { parseTableQuery } from '../table-query';
import { findRun } from './list-sync-runs';
import { changesInWords } from './changes-in-words';
import { causeOfRow, nameThen, outcomeGrid, outcomeSql, type OutcomeQuery } from './outcome-grid';
import { valueChanges, type FieldValues } from './value-changes';
import { reasonWord } from './reason-words';
import {
  outcomeWords,
  recordPath,
  type RunOutcome,
  type RunOutcomeRow,
  type RunPersonRow,
  type RunRowCount,
  type ValueChange,
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
  wanted: FieldValues | null;
  held: FieldValues | null;
  settled_at: Date | null;
};

const columns = Prisma.sql`
  p.n, coalesce(p.email, p.email_key) AS email, ${nameThen} AS name, p.record_id, r.entity::text,
  ${outcomeSql} AS outcome, p.action, p.reason_code, p.reason_text, p.wanted_values AS wanted, p.held_values AS held, p.settled_at`;

/** The rows of an export run, one per person, each with its end and the reason. */
export async function listRunOutcomes(
  ctx: Context,
  runId: string,
  query: OutcomeQuery,
): Promise<{ rows: RunPersonRow[]; total: number }> {
  permit(ctx, 'runs.read');
  const question = outcomeGrid.ask(query, { ctx, runId: BigInt(runId) });
  const { rows, total } = await readGridPage<Row>(ctx.db.prisma, question, columns);
  return { rows: rows.map(toPerson), total };
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
  const asked = filter.outcome === undefined ? [] : [outcomeIs(filter.outcome)];
  const { from, where } = outcomeGrid.ask(
    { q: '', filters: asked, sort: outcomeGrid.table.defaultSort },
    { ctx, runId: BigInt(runId) },
  );
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT ${columns} FROM ${from} WHERE ${where} AND p.n > ${Number(after ?? -1)} ORDER BY p.n LIMIT ${limit + 1}`;
  const data = rows.slice(0, limit).map(toView);
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.n) : null };
}

const outcomeIs = (outcome: RunOutcome): OutcomeQuery['filters'][number] => ({
  field: 'outcome',
  type: 'choice',
  op: 'any',
  value: [outcome],
});

/** How many rows have which end for which cause: what can be shown one by one. Of some runs those left out were only counted. */
export async function countRunRows(ctx: Context, runId: string): Promise<RunRowCount[]> {
  permit(ctx, 'runs.read');
  const { from, where } = outcomeGrid.ask(
    { q: '', filters: [], sort: outcomeGrid.table.defaultSort },
    { ctx, runId: BigInt(runId) },
  );
  return ctx.db.prisma.$queryRaw<RunRowCount[]>`
    SELECT ${outcomeSql} AS outcome, ${causeOfRow} AS cause, count(*)::int AS count FROM ${from} WHERE ${where} GROUP BY 1, 2`;
}

/** The records of the rows that the grid shows. */
export function outcomePeople(ctx: Context, runId: string, search: string): Prisma.Sql {
  permit(ctx, 'runs.read');
  const query = parseTableQuery(new URLSearchParams(search), outcomeGrid.table);
  const { from, where } = outcomeGrid.ask(query, { ctx, runId: BigInt(runId) });
  return Prisma.sql`SELECT p.record_id FROM ${from} WHERE ${where} AND p.record_id IS NOT NULL`;
}

const toRow = (row: Row): Omit<RunOutcomeRow, 'changes'> => ({
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

const toView = (row: Row): RunOutcomeRow => ({
  ...toRow(row),
  changes: changesInWords(row.held, row.wanted),
});

const toPerson = (row: Row): RunPersonRow => ({
  ...toRow(row),
  changes: valueChanges(row.held, row.wanted),
});

const inFull = ({ field, before, after }: ValueChange): string =>
  `${field}: ${before === null ? '' : `${before} → `}${after ?? ''}`;

const csvColumns: readonly CsvColumn<RunPersonRow>[] = [
  ['E-mail', (row) => row.email],
  ['Name', (row) => row.name],
  ['Outcome', (row) => outcomeWords[row.outcome]],
  ['Reason', (row) => row.reason],
  ['Details', (row) => row.said],
  ['Values', (row) => row.changes.map(inFull).join('; ')],
  ['Settled', (row) => row.settledAt],
  ['Record', (row) => row.recordId],
];

/** The same rows as a file, filtered and sorted as shown. */
export async function* exportRunOutcomes(
  ctx: Context,
  runId: string,
  { q, filters, sort }: OutcomeQuery,
): AsyncGenerator<string> {
  permit(ctx, 'runs.read');
  const question = outcomeGrid.ask({ q, filters, sort }, { ctx, runId: BigInt(runId) });
  yield* gridCsv(ctx.db, rowsOf(question, columns), toPerson, csvColumns);
}
