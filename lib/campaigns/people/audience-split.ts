import { visibleLists, type Context } from '../../context';
import { fieldSql, readCatalogue, type RecordField } from '../../crm';
import type { CrmEntity } from '../../crm/schemas';
import { Prisma } from '../../db';
import { permit } from '../../permissions';
import type { AudienceSplit } from '../schemas';

const { sql } = Prisma;

/** By what people are told apart: the value of a field of their record, or the tags or lists that it has. */
export type FoundSplit = { split: AudienceSplit; entity: CrmEntity; label: string; by: Field | Belonging };

/** Of a record `r` that has one value or none. */
export type Field = {
  kind: 'field';
  field: RecordField;
  /** As it is spelled. */
  raw: Prisma.Sql;
  /** By what it is told from others, and, of several that are one by that, how it is shown where that is more. */
  key: (raw: Prisma.Sql) => Prisma.Sql;
  label: (raws: Prisma.Sql) => Prisma.Sql;
};
/** What records have in a table beside them, told apart by the ids there. */
export type Belonging = {
  kind: 'tags' | 'lists';
  /** A table of `record_id` and `raw`. */
  held: Prisma.Sql;
  /** By what it stands in an address, and how it is called. */
  key: (raw: Prisma.Sql) => Prisma.Sql;
  label: (raw: Prisma.Sql) => Prisma.Sql;
  /** The ids of these, as they stand in an address. */
  idsOf: (keys: readonly string[]) => Prisma.Sql;
};

/** Own fields that many share; what tells one person from another splits nobody. */
const shared: ReadonlySet<string> = new Set([
  'country',
  'region',
  'city',
  'postalCode',
  'language',
  'gender',
  'company',
  'jobTitle',
  'source',
  'consentState',
]);

export const splitsPeople = ({ name, source }: RecordField): boolean =>
  source === 'custom' || shared.has(name);

/** null: no such field (any more). */
export async function findSplit(ctx: Context, split: AudienceSplit): Promise<FoundSplit | null> {
  permit(ctx, 'crm.read');
  const { entity, name } = split;
  const found = { split, entity };
  if (name === 'tags') return { ...found, label: 'Tags', by: tags };
  if (name === 'lists') return { ...found, label: 'Marketing lists', by: listsOf(entity, visibleLists(ctx)) };
  const field = (await readCatalogue(ctx.db.prisma, entity)).find((one) => one.name === name);
  if (field === undefined || !splitsPeople(field)) return null;
  return { ...found, label: field.label, by: { kind: 'field', field, ...valueOf(field) } };
}

const tagName = (raw: Prisma.Sql): Prisma.Sql => sql`(SELECT t.name FROM tags t WHERE t.id = ${raw})`;
const tags: Belonging = {
  kind: 'tags',
  held: sql`(SELECT x.record_id, x.tag_id AS raw FROM record_tags x)`,
  key: tagName,
  label: tagName,
  idsOf: (keys) => sql`ARRAY(SELECT t.id FROM tags t WHERE t.name = ANY(${[...keys]}::text[]))`,
};

/** Lists that the person who asks may see, and whom they have now. */
const listsOf = (entity: CrmEntity, seen: Prisma.Sql): Belonging => ({
  kind: 'lists',
  held: sql`(
    SELECT m.record_id, m.list_id AS raw FROM list_items m
    JOIN marketing_lists l ON l.id = m.list_id AND l.entity = ${entity}::crm_entity AND l.archived_at IS NULL AND ${seen}
    WHERE m.in_filter AND m.removed_at IS NULL)`,
  key: (raw) => sql`${raw}::text`,
  label: (raw) => sql`(SELECT l.name FROM marketing_lists l WHERE l.id = ${raw})`,
  idsOf: (keys) => sql`${keys.filter((key) => /^[1-9]\d{0,17}$/.test(key))}::bigint[]`,
});

/** Texts are one whatever their case, as in filters. */
function valueOf(field: RecordField): Pick<Field, 'raw' | 'key' | 'label'> {
  const column = fieldSql(field);
  if (field.type === 'text')
    return { raw: column, key: (raw) => sql`lower(${raw})`, label: (raws) => sql`min(${raws})` };
  const raw = field.type === 'number' ? sql`trim_scale(${column})::text` : sql`${column}::text`;
  return { raw, key: (one) => one, label: () => sql`NULL::text` };
}

/** Living records with an address: over `r`. */
export const livingOf = (entity: CrmEntity): Prisma.Sql =>
  sql`(r.entity = ${entity}::crm_entity AND r.deleted_at IS NULL AND r.email_key IS NOT NULL)`;

/** Of several living records of an address the oldest is asked: over `r`. */
export const oldestOf = (entity: CrmEntity): Prisma.Sql => sql`(${livingOf(entity)} AND NOT EXISTS (
  SELECT FROM crm_records o WHERE o.entity = ${entity}::crm_entity AND o.email_key = r.email_key AND o.deleted_at IS NULL AND o.id < r.id))`;
