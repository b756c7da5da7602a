import pg from 'pg';
import type { Batch } from '../next-step';

export type FileOfBatch = Pick<Batch, 'id' | 'policies' | 'keptFields'>;

/** Everybody is in it, and an empty value clears; those behind it carry whoever has a value. */
export const isFirst = ({ policies }: FileOfBatch): boolean => policies[0] === 'clear';

/** The rows that are still to be sent. */
export const openRows = ({ id }: FileOfBatch): string =>
  `FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL`;

/** The data fields of the file that is next. Everybody has those of the first file: one person names them. */
export function namesOfFile(batch: FileOfBatch): string {
  const open = `SELECT wanted_values ${openRows(batch)}`;
  const [from, which] = (
    {
      clear: [`${open} LIMIT 1`, `jsonb_typeof(e.value) = 'string' AND e.key <> ALL(${keptBy(batch)})`],
      keep: [open, `jsonb_typeof(e.value) = 'string' AND e.key = ANY(${keptBy(batch)})`],
      fill: [open, `jsonb_typeof(e.value) = 'object'`],
    } as const
  )[batch.policies[0] ?? 'clear'];
  return `${namesIn(from, which)} ORDER BY 1`;
}

/** The data fields of its people that the first file leaves to those behind it. */
export const namesOfOthers = (batch: FileOfBatch): string =>
  `${namesIn(`SELECT wanted_values ${openRows(batch)} LIMIT 1`, `jsonb_typeof(e.value) = 'object'`)} UNION SELECT unnest(${keptBy(batch)})`;

const keptBy = ({ keptFields }: FileOfBatch): string =>
  `ARRAY[${keptFields.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;

const namesIn = (from: string, which: string): string =>
  `SELECT DISTINCT e.key AS name FROM (${from}) p CROSS JOIN LATERAL jsonb_each(p.wanted_values) e WHERE ${which}`;

/** The text of a person's value in that file; NULL: it is empty. */
export function cellOf({ policies }: FileOfBatch, name: string): string {
  const value = `wanted_values -> ${pg.escapeLiteral(name)}`;
  if (policies[0] === 'fill') return `nullif(${value} ->> 'fill', '')`;
  const text = `nullif(wanted_values ->> ${pg.escapeLiteral(name)}, '')`;
  return policies[0] === 'keep' ? `CASE WHEN jsonb_typeof(${value}) = 'string' THEN ${text} END` : text;
}
