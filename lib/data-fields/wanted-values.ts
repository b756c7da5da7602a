import type { Channel } from '../channel';
import { readCatalogue } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma, type Tx } from '../db';
import { fittingRows, mappingValues, unfitValues, type Means } from './mapping-values';
import { readPlanMapping } from './read-plan-mapping';
import { rivalsByLookUp, rivalsOfEveryone, readRivals } from './rivals';
import { emptyPolicies, type EmptyPolicy } from './row-schemas';
import type { PlanMappingRow } from './schemas';
import { trackedBy } from './tracked-fields';
import { isTimeZone } from '../time-zone';

const { sql } = Prisma;

/** One value of `values`. */
export type WantedValue = string | { fill: string };

/** What is written of it; '' where there is nothing. */
export const wantedText = (value: WantedValue | undefined): string =>
  typeof value === 'object' ? value.fill : (value ?? '');

/** What Dotdigital should hold of a record `r`. What a mapping follows and rivals are joined only where something asks for them. */
export type WantedValues = {
  /** As mappingValues has them: by name a text, or `{"fill": text}`; a name that isn't there is left alone. */
  values: Prisma.Sql;
  /** What can't be sent as it stands, and why; NULL: nothing. It joins by itself what it asks: it is asked of the few who differ. */
  unfit: Prisma.Sql;
  /** Names that not everybody has: an empty value of theirs leaves alone what Dotdigital has. */
  kept: string[];
  /** The ways of treating an empty value that occur, in the order in which files go. */
  policies: EmptyPolicy[];
  /** The names that everybody has but those for whom another mapping only fills them; people of one file are alike in it. null: nobody. */
  filledByRivals: ((values: Prisma.Sql) => Prisma.Sql) | null;
  /** For a few records, by look-ups. */
  join: Prisma.Sql;
  /** For many at once: `people` are the addresses that count. `with` goes behind other parts of a WITH. */
  everyone: (people: Prisma.Sql) => { with: Prisma.Sql; join: Prisma.Sql };
};

export const readWantedValues = async (
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
  channel: Channel = 'email',
): Promise<WantedValues> => {
  const mapping = await readPlanMapping(tx, integrationId, entity);
  return wantedValuesOf(tx, { integrationId, entity, mapping: mapping.filter(goesBy(channel)) });
};

/** Which rows a channel sends. What changes at Dotdigital comes back by address, so by number it would be overwritten unseen (decision 63). */
export const goesBy =
  (channel: Channel) =>
  ({ twoWay }: Pick<PlanMappingRow, 'twoWay'>): boolean =>
    channel === 'email' || !twoWay;

/** The same by rows that may not be saved yet. */
export async function wantedValuesOf(
  tx: Tx,
  input: { integrationId: bigint; entity: CrmEntity; mapping: readonly PlanMappingRow[] },
): Promise<WantedValues> {
  const { mapping, entity, integrationId } = input;
  const means = await readMeans(tx, integrationId, entity);
  const own = fittingRows(mapping, means);
  const names = own.map(({ name }) => name);
  const kept = own.filter(({ empty }) => empty !== 'clear').map(({ name }) => name);
  const rivals = await readRivals(tx, { integrationId, entity, zone: means.zone, names, kept });
  const shared = rivals.flatMap((rival) => rival.shared);
  const tracked = trackedBy(mapping, means.catalogue);
  const laid = rivals.reduce(
    (values, { alias }) => sql`${values} || coalesce(${Prisma.raw(alias)}.vals, '{}')`,
    mappingValues(mapping, means),
  );
  // An empty value that a rival decides takes ours away; see mappingValues.
  const isSilenced = shared.some(({ empty, name }) => empty === 'clear' && kept.includes(name));
  const values = isSilenced ? sql`jsonb_strip_nulls(${laid})` : laid;
  const filled = shared.flatMap(({ empty, name }) =>
    empty === 'fill' && !kept.includes(name) ? [name] : [],
  );
  return {
    values,
    unfit: sql`(SELECT ${unfitValues(mapping, means)} FROM (SELECT) one ${tracked.join})`,
    kept,
    policies: emptyPolicies.filter(
      (policy) =>
        policy === 'clear' ||
        (policy === 'keep' && kept.length > 0) ||
        [...own, ...shared].some(({ empty }) => empty === policy),
    ),
    filledByRivals:
      filled.length === 0
        ? null
        : (made) => sql`(SELECT string_agg(e.key, ',' ORDER BY e.key) FROM jsonb_each(${made}) e
            WHERE jsonb_typeof(e.value) = 'object' AND e.key = ANY(${filled}::text[]))`,
    join: sql`${tracked.join} ${rivalsByLookUp(rivals)}`,
    everyone: (people) => {
      const all = rivalsOfEveryone(rivals, people);
      return { with: all.with, join: sql`${tracked.join} ${all.join}` };
    },
  };
}

/** What the SQL of an entity's mapping is made with. Texts tell the time in the account's zone, in which its lists count days. */
export async function readMeans(tx: Tx, integrationId: bigint, entity: CrmEntity): Promise<Means> {
  const account = await tx.integration.findUnique({
    where: { id: integrationId },
    select: { timeZone: true },
  });
  return {
    catalogue: await readCatalogue(tx, entity, { archived: true }),
    zone: account?.timeZone && isTimeZone(account.timeZone) ? account.timeZone : 'UTC',
  };
}

/** The one hash of such values: what is known to be held, and what was refused, are compared by it. */
export const valuesHash = (values: Prisma.Sql): Prisma.Sql => sql`decode(md5((${values})::text), 'hex')`;

/** The hash for any statement that has a record `r`. */
export const wantedHashOf = ({ values, join }: WantedValues): Prisma.Sql =>
  sql`(SELECT ${valuesHash(values)} FROM (SELECT) one ${join})`;
