import { forgetHeldFields } from '../address-books';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import type { WireDataField } from '../dotdigital';
import { systemFieldNames } from './schemas';
import { valuesHash } from './wanted-values';

/**
 * Stores an integration's data fields as Dotdigital lists them. Names count without regard to case; equal rows are not rewritten,
 * a field that is gone is marked and its mappings stay, and one that comes back is the same field again. The rows are all there
 * are: that call isn't paged. What Dotdigital held in a field that went, or was made anew with another type, went with it. Returns
 * how many fields differ from what we held.
 */
export async function storeDataFields(
  ctx: Context,
  tx: Tx,
  { integrationId, rows }: { integrationId: bigint; rows: readonly WireDataField[] },
): Promise<number> {
  const staged = stage(rows);
  const at = ctx.now();
  const retyped = await tx.$queryRaw<{ name: string }[]>`
    SELECT f.name FROM data_fields f JOIN ${staged} ON lower(f.name) = lower(s.name)
    WHERE f.integration_id = ${integrationId} AND f.gone_at IS NULL AND f.type <> s.type`;
  const updated = await tx.$executeRaw`
    UPDATE data_fields f SET name = s.name, type = s.type, visibility = s.visibility, default_value = s.default_value, is_system = s.is_system, seen_at = ${at}, ${typeChange(at)}
    FROM ${staged}
    WHERE f.integration_id = ${integrationId} AND f.gone_at IS NULL AND lower(f.name) = lower(s.name)
      AND (f.name, f.type, f.visibility, f.default_value, f.is_system) IS DISTINCT FROM (s.name, s.type, s.visibility, s.default_value, s.is_system)`;
  const back = await tx.$executeRaw`
    UPDATE data_fields f SET gone_at = NULL, name = s.name, type = s.type, visibility = s.visibility, default_value = s.default_value, seen_at = ${at}, ${typeChange(at)}
    FROM ${staged}
    WHERE f.id = (SELECT max(g.id) FROM data_fields g WHERE g.integration_id = ${integrationId} AND g.gone_at IS NOT NULL AND lower(g.name) = lower(s.name))
      AND NOT EXISTS (SELECT FROM data_fields l WHERE l.integration_id = ${integrationId} AND l.gone_at IS NULL AND lower(l.name) = lower(s.name))`;
  const added = await tx.$executeRaw`
    INSERT INTO data_fields (integration_id, name, type, visibility, default_value, is_system, seen_at)
    SELECT ${integrationId}, s.name, s.type, s.visibility, s.default_value, s.is_system, ${at} FROM ${staged}
    WHERE NOT EXISTS (SELECT FROM data_fields f WHERE f.integration_id = ${integrationId} AND f.gone_at IS NULL AND lower(f.name) = lower(s.name))`;
  // An empty answer is suspicious: every account has its system fields, so it marks nothing.
  const gone = rows.length > 0 ? await markGone(tx, integrationId, staged, at) : [];
  const names = [...retyped, ...gone].map(({ name }) => name);
  await forgetHeldFields(tx, { integrationId, names, hashOf: valuesHash });
  return updated + back + added + gone.length;
}

/** A type that is another one now is remembered with the one before: values go out in another form, or not at all. */
const typeChange = (at: Date): Prisma.Sql => Prisma.sql`
  type_before = CASE WHEN f.type = s.type THEN f.type_before ELSE f.type END,
  type_changed_at = CASE WHEN f.type = s.type THEN f.type_changed_at ELSE ${at}::timestamptz END`;

const markGone = (
  tx: Tx,
  integrationId: bigint,
  staged: Prisma.Sql,
  at: Date,
): Promise<{ name: string }[]> => tx.$queryRaw<{ name: string }[]>`
  UPDATE data_fields f SET gone_at = ${at}
  WHERE f.integration_id = ${integrationId} AND f.gone_at IS NULL
    AND NOT EXISTS (SELECT FROM ${staged} WHERE lower(s.name) = lower(f.name))
  RETURNING f.name`;

function stage(rows: readonly WireDataField[]): Prisma.Sql {
  const byName = new Map(rows.map((row) => [row.name.toLowerCase(), row]));
  const json = JSON.stringify(
    [...byName.values()].map((row) => ({
      name: row.name,
      type: row.type,
      visibility: row.visibility,
      default_value: row.defaultValue,
      is_system: systemFieldNames.some((each) => each === row.name.toUpperCase()),
    })),
  );
  return Prisma.sql`(SELECT name, type, visibility, nullif(default_value, 'null'::jsonb) AS default_value, is_system
    FROM jsonb_to_recordset(${json}::jsonb) AS x(name text, type text, visibility text, default_value jsonb, is_system boolean)) s`;
}
