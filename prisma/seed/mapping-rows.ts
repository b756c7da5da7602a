import type { CrmEntity } from '@/lib/crm/schemas';
import { createDataField } from '@/lib/data-fields';
import { RowSettings, type DataFieldType, type EmptyPolicy } from '@/lib/data-fields/schemas';
import type { ExportWorld } from './export-world';

/** What an empty value of one row comes to at Dotdigital, from now on. */
export const setEmptyPolicy = async (
  world: Pick<ExportWorld, 'ctx' | 'integrationId'>,
  name: string,
  empty: EmptyPolicy,
  entity: CrmEntity = 'contact',
): Promise<void> => {
  const row = await world.ctx.db.prisma.fieldMappingRow.findFirstOrThrow({
    where: { mapping: { integrationId: world.integrationId, entity }, dataField: { name } },
  });
  await world.ctx.db.prisma.fieldMappingRow.update({
    where: { id: row.id },
    data: { settings: { ...(row.settings as object), empty } },
  });
};

type Row = { name: string; source: string; type?: DataFieldType; settings?: Partial<RowSettings> };

/** The mapping of an entity has these rows and no other; data fields that the account hasn't are made there. */
export const setMappingRows = async (
  world: Pick<ExportWorld, 'ctx' | 'integrationId' | 'client'>,
  rows: readonly Row[],
  entity: CrmEntity = 'contact',
): Promise<void> => {
  const { ctx, integrationId, client } = world;
  const { prisma } = ctx.db;
  const { id: mappingId } = await prisma.fieldMapping.findUniqueOrThrow({
    where: { integrationId_entity: { integrationId, entity } },
  });
  await prisma.fieldMappingRow.deleteMany({ where: { mappingId } });
  for (const [position, { name, source, type = 'String', settings = {} }] of rows.entries()) {
    const there = await prisma.dataField.findFirst({ where: { integrationId, name } });
    if (!there)
      await createDataField(ctx, client, {
        integrationId: String(integrationId),
        name,
        type,
        visibility: 'Private',
        defaultValue: null,
        notes: '',
      });
    const field = await prisma.dataField.findFirstOrThrow({ where: { integrationId, name } });
    await prisma.fieldMappingRow.create({
      data: {
        mappingId,
        dataFieldId: field.id,
        sources: [source],
        position,
        settings: RowSettings.parse(settings),
      },
    });
  }
};
