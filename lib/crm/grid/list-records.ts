import { seesSomeRecords, visibleRecords, type Context } from '@/lib/context';
import { cursorValue, type KeysetSort, type KeysetWalk, Prisma, walkGridPage } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { Counted, CursorPage } from '@/lib/table-query';
import { countLiving, countUpTo } from './count-records';
import type { CrmEntity } from '../fields/entity';
import { recordSource } from '../fields/field-sql';
import { fieldText } from '../fields/field-text';
import type { RecordField } from '../fields/fields';
import { readGridFrame } from './grid-frame';
import { recordGrid, type RecordTableQuery } from './record-grid';
import { displayName } from '../records/internal';
import type { ConsentState, RecordRow } from '../schemas';

type Row = {
  id: bigint;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  company: string | null;
  city: string | null;
  country: string | null;
  phone: string | null;
  mobile: string | null;
  consent_state: ConsentState;
  source: string | null;
  owner: string | null;
  tags: string[] | null;
  created_at: Date;
  cursorValue: string;
  cursorId: bigint;
};

export type RecordsPage = { rows: RecordRow[]; total: Counted; page: CursorPage };

/**
 * One page of a grid, found by walking an index from where the last page ended: the thousandth costs what the first does.
 * Few matches of a search are gathered first and sorted then; many are met soon on the walk. An altered cursor is the first page.
 * `more`: further fields of the catalogue to read of the page's rows.
 */
export async function listRecords(
  ctx: Context,
  input: { entity: CrmEntity; query: RecordTableQuery; more?: readonly RecordField[] },
): Promise<RecordsPage> {
  permit(ctx, 'crm.read');
  const { entity, query, more = [] } = input;
  const { prisma } = ctx.db;
  const frame =
    query.filters.length > 0
      ? await readGridFrame(ctx, prisma, entity)
      : { entity, visible: visibleRecords(ctx), zone: 'UTC', fields: [] };
  const where = recordGrid.where(query, frame);
  const narrowed = query.q !== '' || query.filters.length > 0 || seesSomeRecords(ctx);
  const total = narrowed ? await countUpTo(prisma, where) : await countLiving(prisma, entity);
  const from = narrowed && total.kind === 'exact' ? gathered(where) : walked(where);
  const sort = recordGrid.keyset(query, frame);
  const { rows, ...page } = await walkGridPage(sort, query, (walk, limit) =>
    prisma.$queryRaw<Row[]>(pageSql(from, sort, walk, limit)),
  );
  const values = await readMore(
    ctx,
    more,
    rows.map((row) => row.id),
  );
  return { rows: rows.map((row) => toRow(row, values.get(row.id) ?? {})), total, page };
}

/** By id, so that the walk along the index stays as cheap as it is. */
async function readMore(
  ctx: Context,
  fields: readonly RecordField[],
  ids: bigint[],
): Promise<Map<bigint, RecordRow['more']>> {
  if (fields.length === 0 || ids.length === 0) return new Map();
  const pairs = Prisma.join(fields.map((field) => Prisma.sql`${field.name}::text, ${fieldText(field)}`));
  const found = await ctx.db.prisma.$queryRaw<{ id: bigint; more: RecordRow['more'] }[]>`
    SELECT r.id, json_build_object(${pairs}) AS more FROM ${recordSource} WHERE r.id = ANY(${ids}::bigint[])`;
  return new Map(found.map(({ id, more }) => [id, more]));
}

type From = { with: Prisma.Sql; table: Prisma.Sql; where: Prisma.Sql };

export const walked = (where: Prisma.Sql): From => ({
  with: Prisma.empty,
  table: Prisma.sql`crm_records r`,
  where,
});
const gathered = (where: Prisma.Sql): From => ({
  with: Prisma.sql`WITH hits AS MATERIALIZED (SELECT r.* FROM crm_records r WHERE ${where})`,
  table: Prisma.sql`hits r`,
  where: Prisma.sql`TRUE`,
});

export const pageSql = (
  from: From,
  sort: KeysetSort,
  walk: KeysetWalk,
  limit: number,
): Prisma.Sql => Prisma.sql`
  ${from.with}
  SELECT r.id, r.first_name, r.last_name, r.email, r.company, r.city, r.country, r.phone, r.mobile,
         r.consent_state::text AS consent_state, r.source, r.created_at, ${cursorValue(sort)} AS "cursorValue", r.id AS "cursorId",
         (SELECT u.name FROM users u WHERE u.id = r.owner_id) AS owner,
         (SELECT array_agg(t.name ORDER BY lower(t.name)) FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id) AS tags
  FROM ${from.table} WHERE ${from.where} AND ${walk.where} ORDER BY ${walk.order} LIMIT ${limit}`;

function toRow(row: Row, more: RecordRow['more']): RecordRow {
  return {
    id: String(row.id),
    name: displayName({ ...row, firstName: row.first_name, lastName: row.last_name }),
    email: row.email,
    company: row.company,
    city: row.city,
    country: row.country,
    phone: row.phone ?? row.mobile,
    consent: row.consent_state,
    source: row.source,
    owner: row.owner,
    tags: row.tags ?? [],
    createdAt: row.created_at.toISOString(),
    more,
  };
}
