import { fixedFields } from '../crm';
import type { Tx } from '../db';
import type { CrmEntity } from '../crm/schemas';
import { DataFieldType, RowSettings, type PlanMappingRow } from './schemas';
import { trackedBy } from './tracked-fields';

/** The mapping rows a plan sends: only those whose data field is still there, in a stable order. */
export async function readPlanMapping(
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<PlanMappingRow[]> {
  const rows = await tx.fieldMappingRow.findMany({
    where: { mapping: { integrationId, entity }, dataField: { goneAt: null } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      sources: true,
      separator: true,
      settings: true,
      dataField: { select: { name: true, type: true } },
    },
  });
  return rows.flatMap((row) => {
    const type = DataFieldType.safeParse(row.dataField.type);
    return type.success
      ? [
          {
            name: row.dataField.name,
            type: type.data,
            sources: row.sources,
            separator: row.separator,
            ...RowSettings.parse(row.settings),
          },
        ]
      : [];
  });
}

/** Whether what a plan sends moves by itself: of orders, carts or engagement. */
export const hasVirtualFields = async (tx: Tx, integrationId: bigint, entity: CrmEntity): Promise<boolean> =>
  trackedBy(await readPlanMapping(tx, integrationId, entity), fixedFields(entity)).hasVirtual;

/** All data fields that the mapping names, with the type they have at Dotdigital as far as we know; null: gone. */
export async function readMappedFields(
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<{ name: string; type: string | null }[]> {
  const rows = await tx.fieldMappingRow.findMany({
    where: { mapping: { integrationId, entity } },
    select: { dataField: { select: { name: true, type: true, goneAt: true } } },
  });
  return rows.map(({ dataField: { name, type, goneAt } }) => ({ name, type: goneAt === null ? type : null }));
}
