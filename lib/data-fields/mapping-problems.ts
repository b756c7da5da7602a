import { readCatalogue } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import type { Tx } from '../db';
import { problemOf } from './row-problems';
import { RowSettings } from './row-schemas';

/** What of a mapping is not sent, and why: fields that are gone, or that have another type by now. */
export async function readMappingProblems(
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<{ name: string; problem: string }[]> {
  const rows = await tx.fieldMappingRow.findMany({
    where: { mapping: { integrationId, entity } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { dataField: true },
  });
  const catalogue = await readCatalogue(tx, entity, { archived: true });
  return rows.flatMap(({ sources, settings, dataField: { name, type, goneAt } }) => {
    const row = { sources, ...RowSettings.parse(settings) };
    const problem = problemOf(row, { name, type, gone: goneAt !== null }, catalogue);
    return problem === null ? [] : [{ name, problem }];
  });
}
