import { visibleRecords, type Context } from '@/lib/context';
import { likePattern, Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { displayName, fetchRecord, type RecordWithOwner } from '../records/internal';
import { FindMergeInput, type MergeCandidate } from './merge-schemas';
import { nameKey, searchConditions, searchText } from '../records/record-search';

const most = 20;

type Row = {
  id: bigint;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  company: string | null;
  city: string | null;
  phone: string | null;
  mobile: string | null;
  created_at: Date;
  same: MergeCandidate['same'];
};

/**
 * Records that may be the same person. Without a search: those with the same address, the same number, or the same first and last
 * name, in this order; with one: what it finds, with the likeness said where there is one.
 */
export async function findMergeCandidates(ctx: Context, raw: FindMergeInput): Promise<MergeCandidate[]> {
  permit(ctx, 'crm.read');
  const { id, q } = FindMergeInput.parse(raw);
  const { prisma } = ctx.db;
  const record = await fetchRecord(ctx, prisma, id);
  const likeness = likenessOf(record);
  const search = q.replaceAll('\u0000', '').trim();
  const which =
    search === '' ? likeness.map(({ found }) => found) : [searchConditions(record.entity, search)];
  const found = new Map<bigint, MergeCandidate>();
  for (const condition of which) {
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT r.id, r.first_name, r.last_name, r.email, r.company, r.city, r.phone, r.mobile, r.created_at, ${sameAs(likeness)} AS same
      FROM crm_records r WHERE ${condition} AND r.entity = ${record.entity}::text::crm_entity AND r.deleted_at IS NULL AND r.id <> ${record.id} AND ${visibleRecords(ctx)} LIMIT ${most}`;
    for (const row of rows) if (!found.has(row.id) && found.size < most) found.set(row.id, toCandidate(row));
  }
  const order = ['address', 'phone', 'name', null];
  return [...found.values()].sort(
    (a, b) => order.indexOf(a.same) - order.indexOf(b.same) || a.name.localeCompare(b.name),
  );
}

const toCandidate = (row: Row): MergeCandidate => ({
  id: String(row.id),
  name: displayName({ ...row, firstName: row.first_name, lastName: row.last_name }),
  email: row.email,
  company: row.company,
  city: row.city,
  createdAt: row.created_at.toISOString(),
  same: row.same,
});

/** `is` says whether a record is alike; `found` says it so that an index leads there. */
type Likeness = { same: 'address' | 'phone' | 'name'; is: Prisma.Sql; found: Prisma.Sql };

function likenessOf(record: RecordWithOwner): Likeness[] {
  const all: Likeness[] = [];
  if (record.emailKey) {
    const is = Prisma.sql`r.email_key = ${record.emailKey}`;
    all.push({ same: 'address', is, found: is });
  }
  const numbers = [record.phoneE164, record.mobileE164].filter((number) => number !== null);
  if (numbers.length > 0) {
    const is = Prisma.sql`(r.phone_e164 = ANY(${numbers}::text[]) OR r.mobile_e164 = ANY(${numbers}::text[]))`;
    // Numbers have no index of their own; the one of the search finds their last digits, or them as they were typed here.
    const parts = [
      ...numbers.map((number) => number.slice(-3)),
      ...[record.phone, record.mobile].filter((typed) => typed !== null),
    ];
    all.push({
      same: 'phone',
      is,
      found: Prisma.sql`${is} AND (${Prisma.join(
        parts.map((part) => Prisma.sql`${searchText} LIKE lower(${likePattern(part)})`),
        ' OR ',
      )})`,
    });
  }
  if (record.firstName && record.lastName) {
    const is = Prisma.sql`(lower(r.last_name) = lower(${record.lastName}) AND lower(r.first_name) = lower(${record.firstName}))`;
    all.push({
      same: 'name',
      is,
      found: Prisma.sql`${is} AND ${nameKey} = lower(${`${record.lastName} ${record.firstName}`})`,
    });
  }
  return all;
}

const sameAs = (likeness: readonly Likeness[]): Prisma.Sql =>
  likeness.length === 0
    ? Prisma.sql`NULL`
    : Prisma.sql`CASE ${Prisma.join(
        likeness.map(({ same, is }) => Prisma.sql`WHEN ${is} THEN ${same}::text`),
        ' ',
      )} END`;
