import pg, { type PoolClient } from 'pg';
import type { Batch } from '../next-step';

export type FileOfBatch = Pick<Batch, 'id' | 'policies' | 'keptFields'>;

/** Everybody is in it, and an empty value clears; those behind it carry whoever has a value. */
export const isFirst = ({ policies }: FileOfBatch): boolean => policies[0] === 'clear';

/** The rows that are still to be sent. */
export const openRows = ({ id }: FileOfBatch): string =>
  `FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL`;

/** The data fields of the file that is next. Everybody has those of the first file: one person names them. */
export async function readNames(connection: PoolClient, batch: FileOfBatch): Promise<string[]> {
  const open = `SELECT wanted_values ${openRows(batch)}`;
  const [from, which] = (
    {
      clear: [`${open} LIMIT 1`, `jsonb_typeof(e.value) = 'string' AND e.key <> ALL(${keptBy(batch)})`],
      keep: [open, `jsonb_typeof(e.value) = 'string' AND e.key = ANY(${keptBy(batch)})`],
      fill: [open, `jsonb_typeof(e.value) = 'object'`],
    } as const
  )[batch.policies[0] ?? 'clear'];
  const { rows } = await connection.query<{ name: string }>(
    `SELECT DISTINCT e.key AS name FROM (${from}) p CROSS JOIN LATERAL jsonb_each(p.wanted_values) e WHERE ${which} ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Its rows: `first` of each, and behind it the values of its data fields. */
export function rowsOfFile(batch: FileOfBatch, first: readonly string[], names: readonly string[]): string {
  const cells = names.map((name) => cellOf(batch, name));
  const whose = isFirst(batch) ? '' : `AND num_nonnulls(${['NULL::text', ...cells].join(', ')}) > 0`;
  return `SELECT ${[...first, ...cells].join(', ')} ${openRows(batch)} ${whose}`;
}

const keptBy = ({ keptFields }: FileOfBatch): string =>
  `ARRAY[${keptFields.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;

/** The text of a person's value in that file; NULL: it is empty. */
function cellOf({ policies }: FileOfBatch, name: string): string {
  const value = `wanted_values -> ${pg.escapeLiteral(name)}`;
  if (policies[0] === 'fill') return `nullif(${value} ->> 'fill', '')`;
  const text = `nullif(wanted_values ->> ${pg.escapeLiteral(name)}, '')`;
  return policies[0] === 'keep' ? `CASE WHEN jsonb_typeof(${value}) = 'string' THEN ${text} END` : text;
}
