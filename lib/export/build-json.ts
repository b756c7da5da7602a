import pg from 'pg';
import type { FlowContext } from '../context';
import { readPlanMapping } from '../data-fields';
import type { DataFieldType } from '../data-fields/schemas';
import { cellOf, isFirst, namesOfFile } from './file-columns';
import type { ExportTarget } from './load-target';
import type { Batch } from './next-step';

type Built = { rowCount: number; contacts: string };

/** PostgreSQL takes at most 100 arguments in one call. */
const fieldsPerCall = 90;

/**
 * The rows of one batch that are still to be sent, as v3's JSON array. Nothing is said of anybody's channels: whoever doesn't want
 * mail stays as they are (decision 73). In the first file null clears the field; those that keep or fill leave out what is empty.
 * PostgreSQL writes the JSON itself.
 */
export async function buildJson(ctx: FlowContext, target: ExportTarget, batch: Batch): Promise<Built> {
  const mapping = await readPlanMapping(ctx.db.prisma, target.integrationId, target.entity);
  const types = new Map(mapping.map(({ name, type }) => [name, type]));
  const { rows: names } = await ctx.db.pool.query<{ name: string }>(namesOfFile(batch));
  const fields = joined(
    names.map(({ name }) => {
      const value = `to_json(${typed(cellOf(batch, name), types.get(name))})::text`;
      const told = isFirst(batch) ? `coalesce(${value}, 'null')` : value;
      return `${pg.escapeLiteral(`${JSON.stringify(name)}:`)} || ${told}`;
    }),
  );
  const lists = pg.escapeLiteral(`,"lists":[${target.bookDotdigitalId}]`);
  const { rows } = await ctx.db.pool.query<Built>(
    `SELECT count(*)::int AS "rowCount", '[' || coalesce(string_agg(
        '{"matchIdentifier":"email","identifiers":{"email":' || to_json(email_key)::text || '},"dataFields":{' || fields || '}'
        || CASE WHEN action = 'add' THEN ${lists} ELSE '' END || '}', ',' ORDER BY n), '') || ']' AS contacts
      FROM (
        SELECT n, action, email_key, ${fields} AS fields FROM planned_changes
        WHERE batch_id = ${batch.id.toString()} AND outcome IS NULL OFFSET 0) p
      ${isFirst(batch) ? '' : `WHERE fields <> ''`}`,
  );
  return rows[0] ?? { rowCount: 0, contacts: '[]' };
}

/** In JSON a number is a number and a flag a flag. */
function typed(text: string, type: DataFieldType | undefined): string {
  const otherwise = `ELSE to_json(${text}) END`;
  if (type === 'Numeric')
    return `CASE WHEN ${text} ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN to_json((${text})::numeric) ${otherwise}`;
  if (type === 'Boolean')
    return `CASE WHEN lower(${text}) IN ('true', 'false') THEN to_json(lower(${text})::boolean) ${otherwise}`;
  return text;
}

/** With commas between what isn't NULL; '' where everything is. */
function joined(parts: string[]): string {
  if (parts.length === 0) return `''`;
  const calls: string[] = [];
  for (let n = 0; n < parts.length; n += fieldsPerCall)
    calls.push(`nullif(concat_ws(',', ${parts.slice(n, n + fieldsPerCall).join(', ')}), '')`);
  return `concat_ws(',', ${calls.join(', ')})`;
}
