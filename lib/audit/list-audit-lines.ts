import type { Context } from '../context';
import { readInstallationDay } from '../crm';
import { countRows, cursorValue, gridCsv, Prisma, rowsOf, walkGridPage, type CsvColumn } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import type { CursorPage } from '../table-query';
import { auditGrid, type AuditQuery } from './audit-grid';
import {
  actionWords,
  nounOf,
  roadWords,
  type AuditFilter,
  type AuditLine,
  type AuditLineView,
  type AuditRoad,
} from './schemas';

const { sql } = Prisma;

type Row = {
  id: bigint;
  at: Date;
  actor_id: bigint | null;
  actor_label: string;
  action: string;
  subject_type: string;
  subject_id: string | null;
  refused: boolean;
  road: AuditRoad | null;
  address: string | null;
  user_agent: string | null;
  token_id: bigint | null;
  detail: Record<string, unknown>;
};

const columns = sql`e.id, e.at, e.actor_id, e.actor_label, e.action, e.subject_type, e.subject_id, e.refused, e.road, e.address, e.user_agent, e.token_id, e.detail`;

/** Lines of the audit log, a page by its cursor, and how many there are. */
export async function listAuditLines(
  ctx: Context,
  query: AuditQuery,
): Promise<{ rows: AuditLine[]; total: number } & CursorPage> {
  permit(ctx, 'audit.read');
  const { prisma } = ctx.db;
  const { zone } = await readInstallationDay(prisma, ctx.now());
  const question = auditGrid.ask(query, { zone });
  const keyset = auditGrid.keyset(query, { zone });
  const { rows, ...cursors } = await walkGridPage(keyset, query, (walk, limit) =>
    prisma.$queryRaw<(Row & { cursorValue: string; cursorId: bigint })[]>(
      rowsOf(
        {
          ...question,
          where: sql`${question.where} AND ${walk.where}`,
          order: walk.order,
          page: sql`LIMIT ${limit}::int`,
        },
        sql`${columns}, ${cursorValue(keyset)} AS "cursorValue", e.id AS "cursorId"`,
      ),
    ),
  );
  return { rows: rows.map(toLine), total: await countRows(prisma, question), ...cursors };
}

const csvColumns: readonly CsvColumn<AuditLine>[] = [
  ['When', (line) => line.at],
  ['Who', (line) => line.actor],
  ['Done', (line) => actionWords(line.action)],
  ['Refused', (line) => (line.refused ? 'yes' : 'no')],
  ['To', (line) => nounOf(line.subjectType)],
  ['Id', (line) => line.subjectId],
  ['Road', (line) => (line.road ? roadWords[line.road] : null)],
  ['Address', (line) => line.address],
  ['Program', (line) => line.userAgent],
  ['Token', (line) => line.tokenId],
  ['Detail', (line) => JSON.stringify(line.detail)],
];

/** The same as a file, filtered and sorted as shown. */
export async function auditCsv(
  ctx: Context,
  { q, filters, sort }: AuditQuery,
): Promise<AsyncGenerator<string>> {
  permit(ctx, 'audit.read');
  const { zone } = await readInstallationDay(ctx.db.prisma, ctx.now());
  return gridCsv(ctx.db, rowsOf(auditGrid.ask({ q, filters, sort }, { zone }), columns), toLine, csvColumns);
}

/** Lines, the newest first, those older than `after`. */
export async function pageAuditLines(
  ctx: Context,
  { after, limit, filter }: { after: string | null; limit: number; filter: AuditFilter },
): Promise<{ data: AuditLine[]; nextCursor: string | null }> {
  permit(ctx, 'audit.read');
  const asked = [
    after === null ? null : sql`e.id < ${BigInt(after)}`,
    filter.actorId === undefined ? null : sql`e.actor_id = ${BigInt(filter.actorId)}`,
    filter.tokenId === undefined ? null : sql`e.token_id = ${BigInt(filter.tokenId)}`,
    filter.action === undefined ? null : sql`e.action = ${filter.action}`,
    filter.subjectType === undefined ? null : sql`e.subject_type = ${filter.subjectType}`,
    filter.subjectId === undefined ? null : sql`e.subject_id = ${filter.subjectId}`,
    filter.refused === undefined ? null : sql`e.refused = ${filter.refused === 'true'}`,
  ].filter((one) => one !== null);
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT ${columns} FROM audit_entries e WHERE ${asked.length > 0 ? Prisma.join(asked, ' AND ') : sql`TRUE`} ORDER BY e.id DESC LIMIT ${limit + 1}::int`;
  const data = rows.slice(0, limit).map(toLine);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

export async function getAuditLine(ctx: Context, { id }: { id: string }): Promise<AuditLineView> {
  permit(ctx, 'audit.read');
  const [row] = await ctx.db.prisma.$queryRaw<(Row & { seq: bigint | null; hash: string | null })[]>`
    SELECT ${columns}, l.seq, encode(l.hash, 'hex') AS hash FROM audit_entries e LEFT JOIN audit_links l ON l.entry_id = e.id WHERE e.id = ${BigInt(id)}`;
  if (!row) throw notFound('line of the audit log');
  const { seq, hash } = row;
  return { ...toLine(row), link: seq === null || hash === null ? null : { seq: String(seq), hash } };
}

const toLine = (row: Row): AuditLine => ({
  id: String(row.id),
  at: new Date(row.at).toISOString(),
  actorId: row.actor_id === null ? null : String(row.actor_id),
  actor: row.actor_label,
  action: row.action,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  refused: row.refused,
  road: row.road,
  address: row.address,
  userAgent: row.user_agent,
  tokenId: row.token_id === null ? null : String(row.token_id),
  detail: row.detail,
});
