import { readCatalogue } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { liveConnection } from '../connections/live-connection';
import { Prisma, type Tx } from '../db';
import { fittingRows, mappingValues } from './mapping-values';
import { readPlanMapping } from './read-plan-mapping';
import type { PlanMappingRow } from './schemas';
import { trackedBy, type Tracked } from './tracked-fields';

const { sql } = Prisma;

/** Another entity's mapping that decides data fields which ours fills too, for people on its connected lists. */
type Rival = {
  alias: string;
  entity: CrmEntity;
  listIds: bigint[];
  /** What both fill, of the rival's mapping. */
  shared: readonly PlanMappingRow[];
  values: Prisma.Sql;
  tracked: Tracked;
};

/**
 * A contact at Dotdigital has each data field once, whatever books it is in. So where a person is on connected lists of two
 * entities of this integration, the mapping with the higher sync priority decides each field that both fill, an empty value
 * included; of equal ones the longest-standing. Everyone sends its value, so it doesn't matter whose turn comes last. The
 * highest comes last here: values are laid over one another in this order. An empty value of a row that keeps or fills decides
 * nothing. `kept` are fields that our mapping writes only where there is a value: an empty one that decides is the rival's to send.
 */
export async function readRivals(
  tx: Tx,
  input: {
    integrationId: bigint;
    entity: CrmEntity;
    zone: string;
    names: readonly string[];
    kept: readonly string[];
  },
): Promise<Rival[]> {
  const { integrationId, entity, zone, names, kept } = input;
  const mappings = await tx.fieldMapping.findMany({
    where: { integrationId },
    orderBy: [{ syncPriority: 'asc' }, { id: 'desc' }],
    select: { entity: true },
  });
  const own = mappings.findIndex((mapping) => mapping.entity === entity);
  const rivals: Rival[] = [];
  for (const above of own < 0 ? [] : mappings.slice(own + 1)) {
    const lists = await tx.$queryRaw<{ id: bigint }[]>`
      SELECT l.id FROM connections c JOIN marketing_lists l ON l.id = c.list_id AND l.entity = ${above.entity}::crm_entity
      WHERE c.integration_id = ${integrationId} AND ${liveConnection()} ORDER BY l.id`;
    if (lists.length === 0) continue;
    const means = { catalogue: await readCatalogue(tx, above.entity, { archived: true }), zone };
    const mapping = await readPlanMapping(tx, integrationId, above.entity);
    const shared = fittingRows(mapping, means).filter(({ name }) => names.includes(name));
    if (shared.length === 0) continue;
    rivals.push({
      alias: `rival_${above.entity}`,
      entity: above.entity,
      listIds: lists.map(({ id }) => id),
      shared,
      values: mappingValues(shared, means, kept),
      tracked: trackedBy(shared, means.catalogue),
    });
  }
  return rivals;
}

/** Of several records with the address the oldest speaks, as in a plan. */
const places = ({ listIds, entity }: Rival): Prisma.Sql => sql`
  list_items y JOIN crm_records x ON x.id = y.record_id AND x.deleted_at IS NULL AND x.entity = ${entity}::crm_entity
    AND y.list_id = ANY(${listIds}::bigint[]) AND y.in_filter AND y.removed_at IS NULL AND y.unsubscribed_at IS NULL`;

/** Joins `alias.vals` to a record `r`. */
export const rivalsByLookUp = (rivals: readonly Rival[]): Prisma.Sql =>
  together(
    rivals.map((rival) => {
      const [alias, pick] = [Prisma.raw(rival.alias), Prisma.raw(`${rival.alias}_id`)];
      return sql`
        LEFT JOIN LATERAL (SELECT x.id FROM ${places(rival)} WHERE x.email_key = r.email_key ORDER BY x.id LIMIT 1) ${pick} ON TRUE
        LEFT JOIN LATERAL (SELECT ${rival.values} AS vals FROM crm_records r ${rival.tracked.join} WHERE r.id = ${pick}.id) ${alias} ON TRUE`;
    }),
  );

/** The same set-wise. */
export const rivalsOfEveryone = (
  rivals: readonly Rival[],
  people: Prisma.Sql,
): { with: Prisma.Sql; join: Prisma.Sql } => ({
  with: together(
    rivals.map(
      (rival) => sql`, ${Prisma.raw(rival.alias)} AS MATERIALIZED (
        SELECT one.email_key, ${rival.values} AS vals
        FROM (SELECT x.email_key, min(x.id) AS id FROM ${places(rival)} WHERE x.email_key IN (${people}) GROUP BY x.email_key) one
        JOIN crm_records r ON r.id = one.id ${rival.tracked.join})`,
    ),
  ),
  join: together(
    rivals.map(
      ({ alias }) => sql`LEFT JOIN ${Prisma.raw(alias)} ON ${Prisma.raw(alias)}.email_key = r.email_key`,
    ),
  ),
});

const together = (parts: readonly Prisma.Sql[]): Prisma.Sql =>
  parts.length === 0 ? Prisma.empty : Prisma.join(parts, ' ');
