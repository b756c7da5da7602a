import { readCatalogue, statsJoin } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma, type Tx } from '../db';
import { fittingRows, mappingNeedsStats, mappingValues, unfitValues } from './mapping-values';
import { readPlanMapping } from './read-plan-mapping';
import { rivalsByLookUp, rivalsOfEveryone, readRivals } from './rivals';
import type { PlanMappingRow } from './schemas';

const { sql } = Prisma;

/** What Dotdigital should hold of a record `r`. Statistics and rivals are joined only where something asks for them. */
export type WantedValues = {
  values: Prisma.Sql;
  /** What can't be sent, because its data field has another type by now; null: no row of the mapping is of that kind. */
  unfit: Prisma.Sql | null;
  /** For a few records, by look-ups. */
  join: Prisma.Sql;
  /** For many at once: `people` are the addresses that count. `with` goes behind other parts of a WITH. */
  everyone: (people: Prisma.Sql) => { with: Prisma.Sql; join: Prisma.Sql };
};

export const readWantedValues = async (
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<WantedValues> =>
  wantedValuesOf(tx, { integrationId, entity, mapping: await readPlanMapping(tx, integrationId, entity) });

/** The same by rows that may not be saved yet. */
export async function wantedValuesOf(
  tx: Tx,
  input: { integrationId: bigint; entity: CrmEntity; mapping: readonly PlanMappingRow[] },
): Promise<WantedValues> {
  const { mapping, entity, integrationId } = input;
  const catalogue = await readCatalogue(tx, entity, { archived: true });
  const names = fittingRows(mapping, catalogue).map(({ name }) => name);
  const rivals = await readRivals(tx, { integrationId, entity, names });
  const stats = mappingNeedsStats(mapping, catalogue) ? statsJoin : Prisma.empty;
  const own = mappingValues(mapping, catalogue);
  return {
    values: rivals.reduce(
      (values, { alias }) => sql`${values} || coalesce(${Prisma.raw(alias)}.vals, '{}')`,
      own,
    ),
    unfit: unfitValues(mapping, catalogue),
    join: sql`${stats} ${rivalsByLookUp(rivals)}`,
    everyone: (people) => {
      const all = rivalsOfEveryone(rivals, people);
      return { with: all.with, join: sql`${stats} ${all.join}` };
    },
  };
}

/** The one hash of such values: what is known to be held, and what was refused, are compared by it. */
export const valuesHash = (values: Prisma.Sql): Prisma.Sql => sql`decode(md5((${values})::text), 'hex')`;

/** The hash for any statement that has a record `r`. */
export const wantedHashOf = ({ values, join }: WantedValues): Prisma.Sql =>
  sql`(SELECT ${valuesHash(values)} FROM (SELECT) one ${join})`;
