import type { FlowContext } from '../context';
import { readPlanMapping } from '../data-fields';
import { Prisma } from '../db';
import { carried } from './carried-values';
import type { ExportTarget } from './load-target';
import type { Batch } from './next-step';

const { sql } = Prisma;

type Built = { rowCount: number; contacts: string };

/**
 * The rows of one batch that are still to be sent, as v3's JSON array. Nothing is said of anybody's channels: whoever doesn't want
 * mail stays as they are (decision 73). In the first file null clears the field, and everybody is in it; those that keep or fill
 * carry whoever has a value. PostgreSQL writes the JSON itself.
 */
export async function buildJson(ctx: FlowContext, target: ExportTarget, batch: Batch): Promise<Built> {
  const isFirst = batch.policies[0] === 'clear';
  const mapping = await readPlanMapping(ctx.db.prisma, target.integrationId, target.entity);
  const types = JSON.stringify(Object.fromEntries(mapping.map(({ name, type }) => [name, type])));
  const query = sql`
    SELECT count(*)::int AS "rowCount", '[' || coalesce(string_agg((
        jsonb_build_object('matchIdentifier', 'email', 'identifiers', jsonb_build_object('email', o.email_key), 'dataFields', coalesce(o.fields, '{}'))
        || CASE WHEN o.action = 'add' THEN jsonb_build_object('lists', jsonb_build_array(${target.bookDotdigitalId}::int)) ELSE '{}' END
      )::text, ',' ORDER BY o.n), '') || ']' AS contacts
    FROM (
      SELECT p.n, p.action, p.email_key, (
        SELECT jsonb_object_agg(e.key, ${typed})
        FROM jsonb_each(${carried(batch)}) e
        CROSS JOIN LATERAL (SELECT coalesce(e.value ->> 'fill', e.value #>> '{}') AS text, ${types}::jsonb ->> e.key AS type) v
        WHERE ${isFirst} OR v.text <> '') AS fields
      FROM planned_changes p WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL) o
    WHERE ${isFirst} OR o.fields IS NOT NULL`;
  const { rows } = await ctx.db.pool.query<Built>(query.text, query.values);
  return rows[0] ?? { rowCount: 0, contacts: '[]' };
}

/** In JSON a number is a number and a flag a flag. */
const typed = sql`CASE
  WHEN v.text = '' THEN 'null'::jsonb
  WHEN v.type = 'Numeric' AND v.text ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN to_jsonb(v.text::numeric)
  WHEN v.type = 'Boolean' AND lower(v.text) IN ('true', 'false') THEN to_jsonb(lower(v.text)::boolean)
  ELSE to_jsonb(v.text) END`;
