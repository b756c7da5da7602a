import { findField, readCatalogue, type RecordField } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import type { Tx } from '../db';
import { convertibleTo, DataFieldType, dataFieldTypeLabels } from './schemas';

type Target = { name: string; type: string; gone: boolean };

/** Why a row of a mapping can't be sent; null: it can. */
export function problemOf(
  sources: readonly string[],
  { name, type, gone }: Target,
  catalogue: readonly RecordField[],
): string | null {
  if (gone)
    return `${name} is gone at Dotdigital. Nothing is sent for it; when it is there again, everyone’s value is.`;
  if (name.toUpperCase() === 'LASTSUBSCRIBED') return 'This data field is kept by Dotdigital itself.';
  const target = DataFieldType.safeParse(type);
  if (!target.success) return 'This data field has a type that can’t be filled.';
  if (sources.length > 1 && target.data !== 'String')
    return 'Several fields can only be joined into a text field.';
  if (new Set(sources).size < sources.length) return 'A field is named twice.';
  for (const source of sources) {
    const field = findField(catalogue, source);
    if (!field) return `The field ${source} is not known.`;
    if (!convertibleTo[field.type]?.includes(target.data))
      return `${field.label} can’t be put into ${name}, whose type is ${dataFieldTypeLabels[target.data]}.`;
  }
  return null;
}

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
  return rows.flatMap(({ sources, dataField: { name, type, goneAt } }) => {
    const problem = problemOf(sources, { name, type, gone: goneAt !== null }, catalogue);
    return problem === null ? [] : [{ name, problem }];
  });
}
