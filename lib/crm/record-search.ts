import { Prisma } from '../db';
import type { KeysetSort } from '../db';
import type { CrmEntity } from './entity';
import type { RecordFilterField, RecordSortField, RecordTableQuery } from './schemas';

/** %, _ and \ in a search mean themselves. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** What a search looks into. The expression of the index crm_records_search, letter by letter; a part is told from the next by a blank, which no word holds. */
export const searchText = Prisma.sql`lower(coalesce(r.email, '') || ' ' || coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '') || ' ' || coalesce(r.company, '') || ' ' || coalesce(r.phone, '') || ' ' || coalesce(r.mobile, ''))`;

const textColumns: Record<Extract<RecordFilterField, 'company' | 'city' | 'country' | 'source'>, Prisma.Sql> = {
  company: Prisma.sql`r.company`,
  city: Prisma.sql`r.city`,
  country: Prisma.sql`r.country`,
  source: Prisma.sql`r.source`,
};

const nobody = 'none';
const ids = (texts: string[]): bigint[] => texts.filter((text) => /^\d{1,18}$/.test(text)).map(BigInt);

/** What a grid asks, as conditions over `r`: living records of one entity, with its search and filters. */
export function recordConditions(entity: CrmEntity, query: Pick<RecordTableQuery, 'q' | 'filters'>): Prisma.Sql {
  const all = [Prisma.sql`r.entity = ${entity}::crm_entity`, Prisma.sql`r.deleted_at IS NULL`];
  for (const word of query.q.split(/\s+/).filter(Boolean).slice(0, 8)) all.push(Prisma.sql`${searchText} LIKE lower(${likePattern(word)})`);
  for (const filter of query.filters) {
    if (filter.type === 'boolean') {
      all.push(filter.value ? Prisma.sql`r.email_key IS NOT NULL` : Prisma.sql`r.email_key IS NULL`);
    } else if (filter.type === 'choice') {
      all.push(choiceCondition(filter.field, filter.value));
    } else if (filter.type === 'date') {
      const { from, to } = filter.value;
      if (from) all.push(Prisma.sql`r.created_at >= ${from}::date`);
      if (to) all.push(Prisma.sql`r.created_at < ${to}::date + 1`);
    } else if (filter.type === 'text') {
      all.push(...textConditions(filter.field as keyof typeof textColumns, filter.op, filter.value));
    }
  }
  return Prisma.join(all, ' AND ');
}

function choiceCondition(field: RecordFilterField, values: string[]): Prisma.Sql {
  if (field === 'consent') return Prisma.sql`r.consent_state = ANY(${values.filter((one) => ['unknown', 'given', 'withdrawn'].includes(one))}::consent_state[])`;
  if (field === 'tag') return Prisma.sql`EXISTS (SELECT 1 FROM record_tags x WHERE x.record_id = r.id AND x.tag_id = ANY(${ids(values)}::bigint[]))`;
  const owned = Prisma.sql`r.owner_id = ANY(${ids(values)}::bigint[])`;
  return values.includes(nobody) ? Prisma.sql`(r.owner_id IS NULL OR ${owned})` : owned;
}

function textConditions(field: keyof typeof textColumns, op: 'is' | 'contains', value: string): Prisma.Sql[] {
  const column = textColumns[field];
  if (op === 'is') return [Prisma.sql`lower(${column}) = lower(${value})`];
  const contains = Prisma.sql`lower(${column}) LIKE lower(${likePattern(value)})`;
  // The company stands in what a search looks into, as it is: its index finds it.
  return field === 'company' ? [Prisma.sql`${searchText} LIKE lower(${likePattern(value)})`, contains] : [contains];
}

type SortKey = Pick<KeysetSort, 'key' | 'type' | 'nullable'>;

/** The keys of the indexes crm_records_by_…, letter by letter. */
const sortKeys: Record<RecordSortField, SortKey> = {
  name: {
    key: Prisma.sql`lower(coalesce(r.last_name || coalesce(' ' || r.first_name, ''), r.first_name, r.email, r.phone, r.mobile, r.company, ''))`,
    type: 'text',
    nullable: false,
  },
  company: { key: Prisma.sql`lower(r.company)`, type: 'text', nullable: true },
  createdAt: { key: Prisma.sql`r.created_at`, type: 'timestamptz', nullable: false },
};

export const recordSort = ({ sort }: Pick<RecordTableQuery, 'sort'>): KeysetSort =>
  ({ ...sortKeys[sort.field], id: Prisma.sql`r.id`, direction: sort.direction });

/** Empty cells last whichever way; the id makes the order the same at every reading. */
export function recordOrder(query: Pick<RecordTableQuery, 'sort'>): Prisma.Sql {
  const direction = query.sort.direction === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const { key, nullable } = sortKeys[query.sort.field];
  return Prisma.sql`${key} ${direction}${nullable ? Prisma.sql` NULLS LAST` : Prisma.empty}, r.id ${direction}`;
}
