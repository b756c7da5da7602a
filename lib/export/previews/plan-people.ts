import { visibleRow, type Context } from '../../context';
import { likePattern, Prisma, type Tx } from '../../db';
import { factsOfKept, keptAddresses, keyOf } from '../../standing';
import { reasonWord, valueChanges, type FieldValues } from '../../sync-runs';
import { recordPath } from '../../sync-runs/schemas';
import type { PreviewScope } from '../planning/look-at-plan';
import type { PlanPeople, PlanPerson, PlanShow } from '../schemas';

const { sql } = Prisma;

type Row = {
  emailKey: string | null;
  name: string | null;
  email: string | null;
  recordId: bigint | null;
  entity: string | null;
  reason: string | null;
  wanted: FieldValues | null;
  held: FieldValues | null;
};

/** `visible`: who of them is told of, by `visibleRow` over the row `p` and its record `r`. */
type Asked = { show: PlanShow; q: string; visible: Prisma.Sql };

type BookOfList = Pick<PreviewScope, 'listId' | 'integrationId' | 'addressBookId' | 'channel'>;

const [facesOfEach, pageSize] = [5, 20];

const visiblePlanned = (ctx: Context): Prisma.Sql => visibleRow(ctx, sql`p.email_key`);

/** A few of each kind who may be seen, over `plan_rows` of this transaction; a kind of nobody is left out. */
export async function readFaces<Show extends PlanShow>(
  ctx: Context,
  tx: Tx,
  scope: BookOfList,
  shows: readonly Show[],
): Promise<Partial<Record<Show, PlanPerson[]>>> {
  const visible = visiblePlanned(ctx);
  const faces: Partial<Record<Show, PlanPerson[]>> = {};
  for (const show of shows) {
    const people = await readPlanPeople(tx, scope, { show, q: '', visible, limit: facesOfEach, offset: 0 });
    if (people.length > 0) faces[show] = people;
  }
  return faces;
}

/** All of one kind who may be seen, by pages and by a part of the name or address; over `plan_rows` of this transaction. */
export async function readPeoplePage(
  ctx: Context,
  tx: Tx,
  scope: BookOfList,
  { show, q, page }: Omit<Asked, 'visible'> & { page: number },
): Promise<PlanPeople> {
  const asked = { show, q, visible: visiblePlanned(ctx) };
  return {
    rows: await readPlanPeople(tx, scope, { ...asked, limit: pageSize, offset: (page - 1) * pageSize }),
    total: await countPlanPeople(tx, scope, asked),
    pageSize,
  };
}

/** People of the book whom the plan doesn't speak of, whoever asks. */
export const countStrangers = (tx: Tx, scope: BookOfList): Promise<number> =>
  countPlanPeople(tx, scope, { show: 'strangers', q: '', visible: sql`TRUE` });

/** In the order of their addresses. */
async function readPlanPeople(
  tx: Tx,
  scope: BookOfList,
  { show, q, visible, limit, offset }: Asked & { limit: number; offset: number },
): Promise<PlanPerson[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT p.email_key AS "emailKey", nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), '') AS name,
      ${shown(scope)} AS email, r.id AS "recordId", r.entity::text AS entity,
      p.reason_code AS reason, p.wanted_values AS wanted, p.held_values AS held
    FROM (${peopleOf(scope, show)}) p LEFT JOIN crm_records r ON r.id = p.record_id AND r.deleted_at IS NULL
    WHERE ${looksLike(scope, q)} AND ${visible} ORDER BY coalesce(p.email_key, p.email, ''), p.record_id LIMIT ${limit}::int OFFSET ${offset}::int`;
  return rows.map(toPerson);
}

async function countPlanPeople(tx: Tx, scope: BookOfList, { show, q, visible }: Asked): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${peopleOf(scope, show)}) p LEFT JOIN crm_records r ON r.id = p.record_id AND r.deleted_at IS NULL
    WHERE ${looksLike(scope, q)} AND ${visible}`;
  return row?.count ?? 0;
}

/** What somebody is told as. */
const shown = ({ channel }: BookOfList): Prisma.Sql =>
  channel === 'sms'
    ? sql`coalesce(shown_address(p.email_key), r.mobile)`
    : sql`coalesce(r.email, p.email, p.email_key)`;

const looksLike = (scope: BookOfList, q: string): Prisma.Sql =>
  q === ''
    ? sql`TRUE`
    : sql`(${shown(scope)} ILIKE ${likePattern(q)} OR concat_ws(' ', r.first_name, r.last_name) ILIKE ${likePattern(q)})`;

function peopleOf(book: BookOfList, show: PlanShow): Prisma.Sql {
  if (show !== 'strangers')
    return sql`SELECT email_key, email, record_id, reason_code, wanted_values, held_values FROM plan_rows
      WHERE action = ${show} OR (action = 'rename' AND ${show} = 'update')`;
  return sql`
    WITH ${strangersOf(book, sql`SELECT email_key, action FROM plan_rows`)}
    SELECT m.email_key, NULL::text AS email, (SELECT min(x.id) FROM crm_records x WHERE ${keyOf(book.channel, 'x')} = m.email_key AND x.deleted_at IS NULL) AS record_id,
      NULL::text AS reason_code, NULL::jsonb AS wanted_values, NULL::jsonb AS held_values
    FROM strangers m`;
}

/** `strangers`: in the book, not on the list, and not on their way out by the plan. */
export const strangersOf = (book: BookOfList, planned: Prisma.Sql): Prisma.Sql => sql`
  ${factsOfKept(scopeOf(book))}, kept AS MATERIALIZED (${keptAddresses(scopeOf(book))}),
  strangers AS (
    SELECT m.email_key FROM book_members m
    WHERE m.address_book_id = ${book.addressBookId}::bigint AND m.present
      AND NOT EXISTS (SELECT FROM kept k WHERE k.email_key = m.email_key)
      AND NOT EXISTS (SELECT FROM (${planned}) p WHERE p.email_key = m.email_key AND p.action IN ('remove', 'unsubscribe')))`;

const scopeOf = ({ listId, ...account }: BookOfList) => ({ listId, account });

const toPerson = (row: Row): PlanPerson => ({
  key: `${row.emailKey ?? ''} ${row.recordId ?? row.email ?? ''}`,
  name: row.name,
  email: row.email,
  recordId: row.recordId === null ? null : String(row.recordId),
  recordPath: row.recordId === null || row.entity === null ? null : recordPath(row.entity, row.recordId),
  reason: row.reason === null ? null : reasonWord(row.reason),
  changes: valueChanges(row.held, row.wanted),
});
