import { type KeysetSort, Prisma } from '@/lib/db';
import type { CrmEntity } from '../fields/entity';
import type { RecordSortField, RecordTableQuery } from '../schemas';

/** %, _ and \ in a search mean themselves. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** What a search looks into. The expression of the index crm_records_search, letter by letter; a part is told from the next by a blank, which no word holds. */
export const searchText = Prisma.sql`lower(coalesce(r.email, '') || ' ' || coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '') || ' ' || coalesce(r.company, '') || ' ' || coalesce(r.phone, '') || ' ' || coalesce(r.mobile, ''))`;

/** Living records of one entity that have every word of a search, over `r`. */
export function searchConditions(entity: CrmEntity, q: string): Prisma.Sql {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  return Prisma.join(
    [
      Prisma.sql`r.entity = ${entity}::crm_entity`,
      Prisma.sql`r.deleted_at IS NULL`,
      ...words.map((word) => Prisma.sql`${searchText} LIKE lower(${likePattern(word)})`),
    ],
    ' AND ',
  );
}

/** What records are sorted by as by their name, letter by letter that of the index crm_records_by_name. */
export const nameKey = Prisma.sql`lower(coalesce(r.last_name || coalesce(' ' || r.first_name, ''), r.first_name, r.email, r.phone, r.mobile, r.company, ''))`;

type SortKey = Pick<KeysetSort, 'key' | 'type' | 'nullable'>;

/** The keys of the indexes crm_records_by_…, letter by letter. */
const sortKeys: Record<RecordSortField, SortKey> = {
  name: { key: nameKey, type: 'text', nullable: false },
  company: { key: Prisma.sql`lower(r.company)`, type: 'text', nullable: true },
  createdAt: { key: Prisma.sql`r.created_at`, type: 'timestamptz', nullable: false },
};

export const recordSort = ({ sort }: Pick<RecordTableQuery, 'sort'>): KeysetSort => ({
  ...sortKeys[sort.field],
  id: Prisma.sql`r.id`,
  direction: sort.direction,
});

/** Empty cells last whichever way; the id makes the order the same at every reading. */
export function recordOrder(query: Pick<RecordTableQuery, 'sort'>): Prisma.Sql {
  const direction = query.sort.direction === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const { key, nullable } = sortKeys[query.sort.field];
  return Prisma.sql`${key} ${direction}${nullable ? Prisma.sql` NULLS LAST` : Prisma.empty}, r.id ${direction}`;
}
