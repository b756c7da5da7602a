import { Prisma, type Tx } from '@/lib/db';
import type { RecordValues } from '../fields/convert-values';
import { customPatch } from '../fields/custom-values';
import type { CrmEntity } from '../fields/entity';
import { type RecordField, textFields } from '../fields/fields';
import { renumber } from '../fields/renumber';
import { changesOf, readValues, withOwner } from '../records/internal';
import { changeTags, findTags } from '../records/tag-records';

const { raw, sql } = Prisma;

export type OutsideRecord = {
  id: bigint;
  emailKey: string;
  createdAt: Date;
  /** What it holds, as convertValues gives it. */
  values: RecordValues;
  /** In small letters. */
  tags: Set<string>;
};

/** Of each address the record that speaks for it, as in a plan: the oldest living one of the entity. Nobody else changes them until the transaction ends. */
export async function lockOldestRecords(
  tx: Tx,
  { entity, emailKeys }: { entity: CrmEntity; emailKeys: readonly string[] },
): Promise<OutsideRecord[]> {
  const locked = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT r.id FROM crm_records r
    WHERE r.id IN (
      SELECT min(x.id) FROM crm_records x
      WHERE x.entity = ${entity}::crm_entity AND x.email_key = ANY(${[...emailKeys]}::text[]) AND x.deleted_at IS NULL GROUP BY x.email_key)
      AND r.deleted_at IS NULL ORDER BY r.id FOR UPDATE`;
  const records = await tx.crmRecord.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    include: { ...withOwner, tags: { select: { tag: { select: { name: true } } } } },
  });
  return records.map(({ tags, ...record }) => ({
    id: record.id,
    emailKey: record.emailKey ?? '',
    createdAt: record.createdAt,
    values: readValues(record),
    tags: new Set(tags.map(({ tag }) => tag.name.toLowerCase())),
  }));
}

/** When fields of these records last changed, by `<id> <field>`; one that never did is not there. */
export async function lastChangesOf(tx: Tx, recordIds: readonly bigint[]): Promise<Map<string, Date>> {
  if (recordIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: bigint; field: string; at: Date }[]>`
    SELECT c.record_id AS id, c.field, max(c.at) AS at FROM record_changes c
    WHERE c.record_id = ANY(${[...recordIds]}::bigint[]) GROUP BY c.record_id, c.field`;
  return new Map(rows.map(({ id, field, at }) => [`${id} ${field}`, at]));
}

type Taken = {
  record: Pick<OutsideRecord, 'id' | 'values'>;
  /** As convertValues gives them. */
  values: RecordValues;
  give: string[];
  take: string[];
};

type Taking = {
  catalogue: readonly RecordField[];
  taken: readonly Taken[];
  /** Of the lines in the history. */
  origin: string;
  causeId: string;
  at: Date;
};

/**
 * Values that nobody typed become those of locked records, set-wise, as a person's change would: columns with what is derived of them, custom
 * values, tags; a new version, and a line in the record's history for each.
 */
export async function takeOutsideValues(tx: Tx, input: Taking): Promise<void> {
  await takeFields(tx, input);
  await takeTags(tx, input);
}

type Column = { name: string; column: string; cast: string };

const columns: readonly Column[] = textFields.flatMap(
  ({ name, column, type, derived }: RecordField): Column[] => [
    { name, column, cast: type === 'date' ? '::date' : '' },
    ...(derived ? [{ ...derived, cast: '' }] : []),
  ],
);

async function takeFields(tx: Tx, { catalogue, taken, origin, causeId, at }: Taking): Promise<void> {
  const given = taken
    .filter(({ values }) => Object.keys(values).length > 0)
    .map(({ record, values }) => {
      const all = { ...values };
      renumber(record.values, all);
      return {
        id: String(record.id),
        own: Object.fromEntries(
          columns.flatMap(({ name, column }) => (all[name] === undefined ? [] : [[column, all[name]]])),
        ),
        custom: customPatch(all, catalogue),
        changes: changesOf(record.values, all),
      };
    });
  if (given.length === 0) return;
  const used = new Set(given.flatMap(({ own }) => Object.keys(own)));
  const sets = columns
    .filter(({ column }) => used.has(column))
    .map(({ column, cast }) => {
      const name = raw(`"${column}"`);
      return sql`${name} = CASE WHEN g.own ? ${column} THEN (g.own ->> ${column})${raw(cast)} ELSE r.${name} END, `;
    });
  const rows = JSON.stringify(given);
  await tx.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${rows}::json) AS g(id bigint, own jsonb, custom jsonb, changes jsonb)),
    told AS (
      INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
      SELECT g.id, c.field, to_jsonb(c.before), to_jsonb(c.after), ${origin}, ${causeId}, ${at}::timestamptz
      FROM given g CROSS JOIN LATERAL jsonb_to_recordset(g.changes) AS c(field text, before text, after text)
      ORDER BY g.id)
    UPDATE crm_records r SET ${sets.length === 0 ? Prisma.empty : Prisma.join(sets, '')}
      custom = jsonb_strip_nulls(r.custom || g.custom), version = r.version + 1, updated_at = ${at}::timestamptz
    FROM given g WHERE r.id = g.id`;
}

/** One statement per tag and direction: a mapping names few. */
async function takeTags(tx: Tx, { taken, origin, causeId, at }: Taking): Promise<void> {
  for (const way of ['give', 'take'] as const) {
    for (const name of new Set(taken.flatMap((one) => one[way]))) {
      const ids = taken.filter((one) => one[way].includes(name)).map(({ record }) => record.id);
      const tags = await findTags(tx, [name], way === 'give');
      await changeTags(tx, {
        records: sql`SELECT unnest(${ids}::bigint[]) AS id`,
        add: way === 'give' ? tags : [],
        remove: way === 'take' ? tags : [],
        origin,
        causeId,
        at,
      });
    }
  }
}

export type ValueConflict = {
  recordId: bigint;
  field: string;
  ours: string | null;
  theirs: string | null;
  winner: 'crm' | 'dotdigital';
  reason: string | null;
};

/** What met on both sides, or can't be held here, for the record's timeline. */
export async function recordValueConflicts(
  tx: Tx,
  { integrationId, at, conflicts }: { integrationId: bigint; at: Date; conflicts: readonly ValueConflict[] },
): Promise<void> {
  if (conflicts.length === 0) return;
  await tx.valueConflict.createMany({ data: conflicts.map((one) => ({ ...one, integrationId, at })) });
}
