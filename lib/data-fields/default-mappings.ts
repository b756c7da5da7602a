import { recordAudit, type Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import type { Tx } from '../db';
import { recordVersion } from './mapping-versions';

/** Where a person is on lists of two entities that feed one field, the higher priority will decide. */
const priorities: Record<CrmEntity, number> = { contact: 20, lead: 10, customer: 0 };

const defaults = [
  { field: 'FIRSTNAME', sources: ['firstName'] },
  { field: 'LASTNAME', sources: ['lastName'] },
  { field: 'FULLNAME', sources: ['firstName', 'lastName'] },
];

/** Entities without a mapping get the three names, as soon as the account's fields are known. One that was emptied by hand stays empty. */
export async function ensureDefaultMappings(ctx: Context, tx: Tx, integrationId: bigint): Promise<void> {
  const known = await tx.fieldMapping.findMany({ where: { integrationId }, select: { entity: true } });
  const missing = (Object.keys(priorities) as CrmEntity[]).filter(
    (entity) => !known.some((one) => one.entity === entity),
  );
  if (missing.length === 0) return;
  const fields = await tx.dataField.findMany({
    where: {
      integrationId,
      goneAt: null,
      type: 'String',
      name: { in: defaults.map(({ field }) => field), mode: 'insensitive' },
    },
    select: { id: true, name: true },
  });
  const rows = defaults.flatMap(({ field, sources }) => {
    const found = fields.find(({ name }) => name.toUpperCase() === field);
    return found ? [{ dataFieldId: found.id, sources }] : [];
  });
  if (rows.length === 0) return;
  for (const entity of missing) {
    // Two reads of one account at the same time: the second finds the mapping and leaves it.
    const made = await tx.fieldMapping.createManyAndReturn({
      data: [{ integrationId, entity, syncPriority: priorities[entity] }],
      skipDuplicates: true,
      select: { id: true },
    });
    const [mapping] = made;
    if (!mapping) continue;
    await tx.fieldMappingRow.createMany({
      data: rows.map((row, position) => ({ mappingId: mapping.id, position, ...row })),
    });
    await recordVersion(ctx, tx, {
      mappingId: mapping.id,
      version: 1,
      integrationId,
      entity,
      cause: { kind: 'suggested' },
    });
    await recordAudit(ctx, tx, {
      action: 'data-field-mapping.suggest',
      subjectType: 'field_mapping',
      subjectId: mapping.id,
      detail: { entity, fields: defaults.map(({ field }) => field) },
    });
  }
}
