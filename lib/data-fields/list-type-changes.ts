import type { Context } from '../context';
import { readCatalogue } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { permit } from '../permissions';
import { problemOf } from './row-problems';
import { RowSettings } from './row-schemas';
import type { TypeChange } from './schemas';

/** Data fields of a mapping whose type changed at Dotdigital since the mapping was saved. Saving it takes them as seen. */
export async function listTypeChanges(
  ctx: Context,
  input: { integrationId: string; entity: CrmEntity },
): Promise<TypeChange[]> {
  permit(ctx, 'fields.read');
  const { prisma } = ctx.db;
  const integrationId = BigInt(input.integrationId);
  const mapping = await prisma.fieldMapping.findUnique({
    where: { integrationId_entity: { integrationId, entity: input.entity } },
    select: {
      updatedAt: true,
      rows: { orderBy: { position: 'asc' }, select: { sources: true, settings: true, dataField: true } },
    },
  });
  if (mapping === null) return [];
  const catalogue = await readCatalogue(prisma, input.entity, { archived: true });
  return mapping.rows.flatMap(({ sources, settings, dataField }) => {
    const { name, type, typeBefore, typeChangedAt, goneAt } = dataField;
    if (typeBefore === null || typeChangedAt === null || typeChangedAt <= mapping.updatedAt) return [];
    const row = { sources, ...RowSettings.parse(settings) };
    const problem = problemOf(row, { name, type, gone: goneAt !== null }, catalogue);
    return [
      { name, from: typeBefore, to: type, at: typeChangedAt.toISOString(), advice: adviceFor(problem) },
    ];
  });
}

const adviceFor = (problem: string | null): string =>
  problem === null
    ? 'Everyone’s value is sent again in its new form. Look at the row, then save the mapping.'
    : `${problem} So nothing is sent for it. Choose another source or data field and save the mapping, or give the field its old type at Dotdigital.`;
