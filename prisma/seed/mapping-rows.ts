import type { CrmEntity } from '@/lib/crm/schemas';
import type { EmptyPolicy } from '@/lib/data-fields/schemas';
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
