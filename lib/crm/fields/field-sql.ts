import { Prisma } from '@/lib/db';
import type { RecordField } from './fields';
import { virtualFieldList } from './virtual-fields';

/** Records with what is computed of them: the FROM that fieldSql stands over. */
export const recordSource: Prisma.Sql = Prisma.sql`crm_records r LEFT JOIN record_stats v ON v.record_id = r.id`;

/** The join alone, for a FROM that has crm_records as r already. */
export const statsJoin: Prisma.Sql = Prisma.sql`LEFT JOIN record_stats v ON v.record_id = r.id`;

const counts = new Set(virtualFieldList.filter((one) => one.counts).map((one) => one.column));

/**
 * A field as an SQL expression over `r` (crm_records) and `v` (record_stats), of the field's own type: text, numeric, date,
 * timestamptz, boolean; an owner is the user's id, tags are their names joined by commas. Counts are 0 where nothing is kept.
 * It holds no parameters, so it may stand in COPY and in DECLARE too. Throws for a field that no catalogue can have made.
 */
export function fieldSql(field: RecordField): Prisma.Sql {
  if (field.source === 'stats' && counts.has(field.column))
    return Prisma.sql`coalesce(${bareFieldSql(field)}, 0)`;
  return bareFieldSql(field);
}

/** As fieldSql, but NULL where nothing is kept: a comparison that 0 can't pass may use the column as it is. */
export function bareFieldSql(field: RecordField): Prisma.Sql {
  if (!/^[a-z0-9_]{0,40}$/.test(field.column)) throw new Error(`no catalogue has a column ${field.column}`);
  if (field.source === 'tags') return joinedTags(Prisma.sql`', '`);
  if (field.source === 'stats') return Prisma.raw(`v."${field.column}"`);
  if (field.source === 'column') return Prisma.raw(`r."${field.column}"`);
  return Prisma.raw(`(r.custom ->> '${field.column}')${casts[field.type] ?? ''}`);
}

const casts: Partial<Record<RecordField['type'], string>> = {
  number: '::numeric',
  date: '::date',
  boolean: '::boolean',
};

/** A record's tags as one text; NULL: it has none. */
export const joinedTags = (separator: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT string_agg(t.name, ${separator} ORDER BY lower(t.name)) FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id)`;

/** Whether a record has this tag, whatever its case. */
export const hasTag = (name: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id AND lower(t.name) = lower(${name}))`;

/** As shownFieldSql, but a custom field as the text that is kept, whatever it holds: nothing is cast, so nothing can fail. */
export const keptFieldSql = (field: RecordField): Prisma.Sql =>
  field.source === 'custom' ? fieldSql({ ...field, type: 'text' }) : shownFieldSql(field);

/** As fieldSql, with the owner's name instead of the id: what a person reads. */
export const shownFieldSql = (field: RecordField): Prisma.Sql =>
  field.type === 'owner' ? Prisma.sql`(SELECT u.name FROM users u WHERE u.id = r.owner_id)` : fieldSql(field);
