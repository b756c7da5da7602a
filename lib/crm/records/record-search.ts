import { likePattern, Prisma } from '@/lib/db';
import type { CrmEntity } from '../fields/entity';

/** What a search looks into. The expression of the index crm_records_search, letter by letter; a part is told from the next by a blank, which no word holds. */
export const searchText = Prisma.sql`lower(coalesce(r.email, '') || ' ' || coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '') || ' ' || coalesce(r.company, '') || ' ' || coalesce(r.phone, '') || ' ' || coalesce(r.mobile, ''))`;

/** Living records of one entity, over `r`. */
export const livingOf = (entity: CrmEntity): Prisma.Sql =>
  Prisma.sql`r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL`;

/** Every word of a search, over `r`. */
export function searchWords(q: string): Prisma.Sql {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  return words.length === 0
    ? Prisma.sql`TRUE`
    : Prisma.join(
        words.map((word) => Prisma.sql`${searchText} LIKE lower(${likePattern(word)})`),
        ' AND ',
      );
}

/** Living records of one entity that have every word of a search, over `r`. */
export const searchConditions = (entity: CrmEntity, q: string): Prisma.Sql =>
  Prisma.sql`${livingOf(entity)} AND ${searchWords(q)}`;

/** What records are sorted by as by their name, letter by letter that of the index crm_records_by_name. */
export const nameKey = Prisma.sql`lower(coalesce(r.last_name || coalesce(' ' || r.first_name, ''), r.first_name, r.email, r.phone, r.mobile, r.company, ''))`;
