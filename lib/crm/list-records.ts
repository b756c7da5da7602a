import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { CrmEntity } from './entity';
import { displayName } from './internal';
import { recordConditions, recordOrder } from './record-search';
import type { ConsentState, RecordRow, RecordTableQuery } from './schemas';

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
  created_at: Date;
};

export async function listRecords(
  ctx: Context,
  input: { entity: CrmEntity; query: RecordTableQuery },
): Promise<{ rows: RecordRow[]; total: number }> {
  permit(ctx, 'crm.read');
  const { entity, query } = input;
  const where = recordConditions(entity, query);
  const [rows, counted] = await Promise.all([
    ctx.db.prisma.$queryRaw<Row[]>`
      SELECT r.id, r.first_name, r.last_name, r.email, r.company, r.city, r.country, r.phone, r.mobile,
             r.consent_state::text AS consent_state, r.source, u.name AS owner, r.created_at
      FROM crm_records r LEFT JOIN users u ON u.id = r.owner_id
      WHERE ${where} ORDER BY ${recordOrder(query)}
      LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`,
    ctx.db.prisma.$queryRaw<{ count: bigint }[]>(Prisma.sql`SELECT count(*) AS count FROM crm_records r WHERE ${where}`),
  ]);
  return { rows: rows.map(toRow), total: Number(counted[0]?.count ?? 0) };
}

function toRow(row: Row): RecordRow {
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
    createdAt: row.created_at.toISOString(),
  };
}

/** How many living records each entity has. */
export async function countRecords(ctx: Context, entity: CrmEntity): Promise<{ total: number; withoutEmail: number; optedOut: number }> {
  permit(ctx, 'crm.read');
  const [row] = await ctx.db.prisma.$queryRaw<{ total: bigint; without_email: bigint; opted_out: bigint }[]>`
    SELECT count(*) AS total, count(*) FILTER (WHERE email_key IS NULL) AS without_email,
           count(*) FILTER (WHERE consent_state = 'withdrawn') AS opted_out
    FROM crm_records WHERE entity = ${entity}::crm_entity AND deleted_at IS NULL`;
  return { total: Number(row?.total ?? 0), withoutEmail: Number(row?.without_email ?? 0), optedOut: Number(row?.opted_out ?? 0) };
}
