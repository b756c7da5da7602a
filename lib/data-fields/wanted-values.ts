import { readCatalogue, statsJoin } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma, type Tx } from '../db';
import { mappingNeedsStats, mappingValues, unfitValues } from './mapping-values';
import { readPlanMapping } from './read-plan-mapping';

/**
 * What the mapping makes of a record `r`, and what it can't send of it; the kept statistics are joined only where a row of it asks for them.
 */
export type WantedValues = { values: Prisma.Sql; unfit: Prisma.Sql | null; join: Prisma.Sql };

export async function readWantedValues(
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<WantedValues> {
  const mapping = await readPlanMapping(tx, integrationId, entity);
  const catalogue = await readCatalogue(tx, entity, { archived: true });
  return {
    values: mappingValues(mapping, catalogue),
    unfit: unfitValues(mapping, catalogue),
    join: mappingNeedsStats(mapping, catalogue) ? statsJoin : Prisma.empty,
  };
}

/** The one hash of such values: what is known to be held, and what was refused, are compared by it. */
export const valuesHash = (values: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`decode(md5((${values})::text), 'hex')`;

/** The hash for any statement that has a record `r`. */
export const wantedHashOf = ({ values, join }: WantedValues): Prisma.Sql =>
  Prisma.sql`(SELECT ${valuesHash(values)} FROM (SELECT) one ${join})`;
