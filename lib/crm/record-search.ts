import { Prisma } from '../db';
import type { CrmEntity } from './entity';
import type { RecordFilterField, RecordSortField, RecordTableQuery } from './schemas';

/** %, _ and \ in a search mean themselves. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const filterColumns: Record<Exclude<RecordFilterField, 'hasEmail' | 'createdAt' | 'consent'>, Prisma.Sql> = {
  company: Prisma.sql`r.company`,
  city: Prisma.sql`r.city`,
  country: Prisma.sql`r.country`,
  source: Prisma.sql`r.source`,
};

export function recordConditions(entity: CrmEntity, query: RecordTableQuery): Prisma.Sql {
  const all = [Prisma.sql`r.entity = ${entity}::crm_entity`, Prisma.sql`r.deleted_at IS NULL`];
  for (const word of query.q.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = likePattern(word);
    all.push(Prisma.sql`(r.email ILIKE ${like} OR r.first_name ILIKE ${like} OR r.last_name ILIKE ${like} OR r.company ILIKE ${like})`);
  }
  for (const filter of query.filters) {
    if (filter.type === 'boolean') {
      all.push(filter.value ? Prisma.sql`r.email_key IS NOT NULL` : Prisma.sql`r.email_key IS NULL`);
    } else if (filter.type === 'choice') {
      all.push(Prisma.sql`r.consent_state::text = ANY(${filter.value}::text[])`);
    } else if (filter.type === 'date') {
      const { from, to } = filter.value;
      if (from) all.push(Prisma.sql`r.created_at >= ${from}::date`);
      if (to) all.push(Prisma.sql`r.created_at < ${to}::date + 1`);
    } else if (filter.type === 'text') {
      const column = filterColumns[filter.field as keyof typeof filterColumns];
      const is = filter.op === 'is';
      all.push(is ? Prisma.sql`lower(${column}) = lower(${filter.value})` : Prisma.sql`${column} ILIKE ${likePattern(filter.value)}`);
    }
  }
  return Prisma.join(all, ' AND ');
}

const sortColumns: Record<RecordSortField, Prisma.Sql[]> = {
  name: [Prisma.sql`lower(coalesce(r.last_name, r.first_name, r.email))`, Prisma.sql`lower(r.first_name)`],
  email: [Prisma.sql`r.email_key`],
  company: [Prisma.sql`lower(r.company)`],
  city: [Prisma.sql`lower(r.city)`],
  country: [Prisma.sql`r.country`],
  createdAt: [Prisma.sql`r.created_at`],
};

/** Empty cells last whichever way; the id makes the order the same on every page. */
export function recordOrder(query: RecordTableQuery): Prisma.Sql {
  const direction = query.sort.direction === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const parts = sortColumns[query.sort.field].map((column) => Prisma.sql`${column} ${direction} NULLS LAST`);
  return Prisma.join([...parts, Prisma.sql`r.id ${direction}`], ', ');
}
