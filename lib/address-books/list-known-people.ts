import type { Context } from '../context';
import {
  countRows,
  cursorValue,
  gridCsv,
  Prisma,
  rowsOf,
  walkGridPage,
  type CsvColumn,
  type GridQuestion,
} from '../db';
import { statusWord } from '../dotdigital';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { parseTableQuery, type CursorPage } from '../table-query';
import {
  knownPeopleGrid,
  recordOfPerson,
  type KnownPeopleQuery,
  type KnownPeopleScope,
} from './known-people-grid';
import type { KnownPeople, KnownPersonRow } from './schemas';

const { sql } = Prisma;

type Row = Omit<KnownPersonRow, 'recordId' | 'statusWord' | 'sentAt' | 'bookId'> & {
  recordId: bigint | null;
  sentAt: Date | null;
  place: bigint;
};

const rowColumns = sql`
  k.place, coalesce(r.email, k.email_key) AS email, r.name, r.id AS "recordId", r.entity, coalesce(k.status, 'unknown') AS status,
  k.put_there_by_us AS ours, k.sent_at AS "sentAt", (SELECT a.name FROM address_books a WHERE a.id = k.place AND k.put_there_by_us IS NOT NULL) AS book`;

/** Cut to the page before names are looked up: only the page's own people are. */
const peopleSql = (
  ctx: Context,
  { from, where, order }: Pick<GridQuestion, 'from' | 'where' | 'order'>,
  limit: Prisma.Sql,
  more: Prisma.Sql = Prisma.empty,
): Prisma.Sql => sql`
  SELECT ${rowColumns}${more} FROM (
    ${rowsOf({ from, where, order, page: limit }, sql`k.*, d.status`)}) k ${recordOfPerson(ctx)} ORDER BY ${order}`;

/** People at Dotdigital as we know them: of an account, of a book, or of all connected books; a page by its cursor, and how many there are. */
export async function listKnownPeople(
  ctx: Context,
  asked: KnownPeople,
  query: KnownPeopleQuery,
): Promise<{ rows: KnownPersonRow[]; total: number } & CursorPage> {
  permit(ctx, 'crm.read');
  const scope = await scopeOf(ctx, asked);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '30000', true)`;
      const question = knownPeopleGrid.ask(query, scope);
      const keyset = knownPeopleGrid.keyset(query, scope);
      const { rows, ...cursors } = await walkGridPage(keyset, query, (walk, limit) =>
        tx.$queryRaw<(Row & { cursorValue: string; cursorId: bigint })[]>(
          peopleSql(
            ctx,
            { ...question, where: sql`${question.where} AND ${walk.where}`, order: walk.order },
            sql`LIMIT ${limit}::int`,
            sql`, ${cursorValue(keyset)} AS "cursorValue", k.place AS "cursorId"`,
          ),
        ),
      );
      return { rows: rows.map(toView), total: await countRows(tx, question), ...cursors };
    },
    { timeout: 70_000 },
  );
}

/** The addresses of those whom the grid shows. */
export async function peopleKnown(ctx: Context, asked: KnownPeople, search: string): Promise<Prisma.Sql> {
  permit(ctx, 'crm.read');
  const query = parseTableQuery(new URLSearchParams(search), knownPeopleGrid.table);
  const { from, where } = knownPeopleGrid.ask(query, await scopeOf(ctx, asked));
  return sql`SELECT k.email_key FROM ${from} WHERE ${where}`;
}

const csvColumns: readonly CsvColumn<KnownPersonRow>[] = [
  ['E-mail', (row) => row.email],
  ['Name', (row) => row.name],
  ['Address book', (row) => row.book],
  ['Status at Dotdigital', (row) => row.statusWord],
  ['Put there by us', (row) => (row.ours === null ? null : row.ours ? 'yes' : 'no')],
  ['Last sent', (row) => row.sentAt],
  ['Record', (row) => row.recordId],
];

/** The same as a file, filtered and sorted as shown. */
export async function knownPeopleCsv(
  ctx: Context,
  asked: KnownPeople,
  { q, filters, sort }: KnownPeopleQuery,
): Promise<AsyncGenerator<string>> {
  permit(ctx, 'crm.read');
  const question = knownPeopleGrid.ask({ q, filters, sort }, await scopeOf(ctx, asked));
  return gridCsv(ctx.db, peopleSql(ctx, question, Prisma.empty), toView, csvColumns);
}

/** Throws for a book or an account that isn't there. */
async function scopeOf(ctx: Context, { kind, id, at }: KnownPeople): Promise<KnownPeopleScope> {
  const { prisma } = ctx.db;
  if (kind === 'connected') return { ctx, kind };
  if (kind === 'book') {
    const book = await prisma.addressBook.findFirst({
      where: { id: BigInt(id), integration: { deletedAt: null } },
      select: { id: true },
    });
    if (!book) throw notFound('address book');
    return at === undefined
      ? { ctx, kind, bookId: book.id }
      : { ctx, kind: 'then', bookId: book.id, at: new Date(at) };
  }
  if ((await prisma.integration.count({ where: { id: BigInt(id), deletedAt: null } })) === 0)
    throw notFound('integration');
  return { ctx, kind, integrationId: BigInt(id) };
}

const toView = ({ place, recordId, sentAt, ...row }: Row): KnownPersonRow => ({
  ...row,
  bookId: row.ours === null ? null : String(place),
  recordId: recordId === null ? null : String(recordId),
  sentAt: sentAt?.toISOString() ?? null,
  statusWord: row.status === 'unknown' ? 'Not known yet' : statusWord(row.status),
});
