import type { Context } from '@/lib/context';
import type { PrismaTypes, Tx } from '@/lib/db';
import { idText } from '@/lib/text';
import { notFound, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import type { CustomFieldUsage, CustomFieldView } from './custom-field-schemas';
import { CrmEntity } from './entity';
import { customName, entityLabels } from './fields';
import { choicesOf } from './read-catalogue';

export type CustomFieldRow = PrismaTypes.CustomFieldGetPayload<object>;

export const customFieldView = (row: CustomFieldRow): CustomFieldView => ({
  id: String(row.id),
  entity: row.entity,
  key: row.key,
  name: customName(row.key),
  label: row.label,
  type: row.type,
  choices: choicesOf(row.choices),
  version: row.version,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/** The field of this version, or what is said of one that is gone or was changed meanwhile. */
export async function fetchCustomField(
  tx: Tx,
  input: { id: string; version?: number },
): Promise<CustomFieldRow> {
  if (!idText.safeParse(input.id).success) throw notFound('custom field');
  const row = await tx.customField.findUnique({ where: { id: BigInt(input.id) } });
  if (!row) throw notFound('custom field');
  if (input.version !== undefined && row.version !== input.version) throw stale('custom field');
  return row;
}

/** Every custom field there is, archived ones last, in the order that forms show them. */
export async function listCustomFields(ctx: Context): Promise<CustomFieldView[]> {
  permit(ctx, 'crm.read');
  const rows = await ctx.db.prisma.customField.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  const place = (row: CustomFieldRow): number =>
    CrmEntity.options.indexOf(row.entity) + (row.archivedAt ? 10 : 0);
  return rows.sort((a, b) => place(a) - place(b)).map(customFieldView);
}

export async function getCustomField(ctx: Context, input: { id: string }): Promise<CustomFieldView> {
  permit(ctx, 'crm.read');
  return customFieldView(await fetchCustomField(ctx.db.prisma, input));
}

/** Where a custom field is used: lists that ask for or show it, mappings that send it, records that hold a value. */
export async function getCustomFieldUsage(ctx: Context, input: { id: string }): Promise<CustomFieldUsage> {
  permit(ctx, 'crm.fields');
  return readUsage(ctx.db.prisma, await fetchCustomField(ctx.db.prisma, input));
}

export async function readUsage(
  tx: Tx,
  field: Pick<CustomFieldRow, 'entity' | 'key'>,
): Promise<CustomFieldUsage> {
  const name = customName(field.key);
  const [lists, mappings, held, views] = await Promise.all([
    tx.$queryRaw<{ id: bigint; name: string }[]>`
      SELECT id, name FROM marketing_lists
      WHERE entity = ${field.entity}::crm_entity AND archived_at IS NULL
        AND (${name} = ANY(columns) OR position(${JSON.stringify(name)} IN filter::text) > 0)
      ORDER BY lower(name), id`,
    tx.$queryRaw<{ id: bigint; integration: string; fields: string[] }[]>`
      SELECT n.id, n.name AS integration, array_agg(f.name ORDER BY f.name) AS fields
      FROM field_mapping_rows w JOIN field_mappings m ON m.id = w.mapping_id JOIN integrations n ON n.id = m.integration_id
      JOIN data_fields f ON f.id = w.data_field_id
      WHERE m.entity = ${field.entity}::crm_entity AND n.deleted_at IS NULL AND ${name} = ANY(w.sources)
      GROUP BY n.id ORDER BY lower(n.name)`,
    tx.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM crm_records
      WHERE entity = ${field.entity}::crm_entity AND deleted_at IS NULL AND jsonb_exists(custom, ${field.key})`,
    tx.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS count FROM saved_views
      WHERE grid = ${entityLabels[field.entity].path.slice(1)} AND query ~ ${`custom\\.${field.key}($|[^a-z0-9_])`}`,
  ]);
  return {
    lists: lists.map((one) => ({ id: String(one.id), name: one.name })),
    mappings: mappings.map((one) => ({
      integrationId: String(one.id),
      integration: one.integration,
      dataFields: one.fields,
    })),
    viewCount: Number(views[0]?.count ?? 0n),
    recordCount: Number(held[0]?.count ?? 0n),
  };
}
