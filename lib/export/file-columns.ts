import pg from 'pg';
import type { Batch } from './next-step';

export type FileOfBatch = Pick<Batch, 'id' | 'policies' | 'keptFields'>;

/** Everybody is in it, and an empty value clears; those behind it carry whoever has a value. */
export const isFirst = ({ policies }: FileOfBatch): boolean => policies[0] === 'clear';

/** The data fields of the file that is next. Everybody has those of the first file: one person names them. */
export function namesOfFile({ id, policies, keptFields }: FileOfBatch): string {
  const open = `SELECT wanted_values FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL`;
  const kept = `ARRAY[${keptFields.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;
  const [from, which] = {
    clear: [`${open} LIMIT 1`, `jsonb_typeof(e.value) = 'string' AND e.key <> ALL(${kept})`],
    keep: [open, `jsonb_typeof(e.value) = 'string' AND e.key = ANY(${kept})`],
    fill: [open, `jsonb_typeof(e.value) = 'object'`],
  }[policies[0] ?? 'clear'];
  return `SELECT DISTINCT e.key AS name FROM (${from}) p CROSS JOIN LATERAL jsonb_each(p.wanted_values) e WHERE ${which} ORDER BY 1`;
}

/** The text of a person's value in that file; NULL: it is empty. */
export function cellOf({ policies }: FileOfBatch, name: string): string {
  const value = `wanted_values -> ${pg.escapeLiteral(name)}`;
  if (policies[0] === 'fill') return `nullif(${value} ->> 'fill', '')`;
  const text = `nullif(wanted_values ->> ${pg.escapeLiteral(name)}, '')`;
  return policies[0] === 'keep' ? `CASE WHEN jsonb_typeof(${value}) = 'string' THEN ${text} END` : text;
}
