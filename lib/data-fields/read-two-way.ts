import { findField, readCatalogue, type RecordField } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import type { Tx } from '../db';
import { readPlanMapping } from './read-plan-mapping';
import type { PlanMappingRow } from './schemas';
import { whyNotTwoWay } from './two-way';

export type TwoWayRow = PlanMappingRow & { field: RecordField };

/** What comes back into the records of one entity. */
export type TwoWayMapping = { entity: CrmEntity; catalogue: RecordField[]; rows: TwoWayRow[] };

/** The rows of an account's mappings through which changes come back. What a form would refuse by now is refused here too. */
export async function readTwoWayMappings(tx: Tx, integrationId: bigint): Promise<TwoWayMapping[]> {
  const mappings = await tx.fieldMapping.findMany({
    where: { integrationId },
    orderBy: { id: 'asc' },
    select: { entity: true },
  });
  const all: TwoWayMapping[] = [];
  for (const { entity } of mappings) {
    const marked = (await readPlanMapping(tx, integrationId, entity)).filter(({ twoWay }) => twoWay);
    if (marked.length === 0) continue;
    const catalogue = await readCatalogue(tx, entity, { archived: true });
    const rows = marked.flatMap((row) => {
      const field = findField(catalogue, row.sources[0] ?? '');
      const why = whyNotTwoWay(row, row.type, (name) => findField(catalogue, name));
      return field && why === null ? [{ ...row, field }] : [];
    });
    if (rows.length > 0) all.push({ entity, catalogue, rows });
  }
  return all;
}
