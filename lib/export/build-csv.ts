import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FlowContext } from '../context';
import type { Batch } from './next-step';

type Csv = {
  bytes: Buffer;
  rowCount: number;
  /** Its people come into the book by it; else they are in it, and whoever was taken off there since stays off. */
  bringsIn: boolean;
};

/**
 * The rows of one batch that are still to be sent, as Dotdigital's CSV: Email and one column per data field of the file that is
 * next. In the first an empty cell clears the field, and everybody is in it; those that keep or fill carry whoever has a value.
 * PostgreSQL writes the CSV itself; one file is in memory at a time.
 */
export async function buildCsv(ctx: FlowContext, batch: FileOfBatch): Promise<Csv> {
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ name: string }>(namesOfFile(batch));
    const [newcomer] = (await client.query(newcomerOf(batch))).rows;
    const columns = rows.map(({ name }) => cellOf(batch, name));
    const open = `FROM planned_changes WHERE batch_id = ${batch.id.toString()} AND outcome IS NULL`;
    const whose = isFirst(batch) ? '' : `AND num_nonnulls(${['NULL::text', ...columns].join(', ')}) > 0`;
    // Not by COPY: its column names end after 63 bytes.
    const chunks: Buffer[] = [Buffer.from(stringify([['Email', ...rows.map(({ name }) => name)]]))];
    const copy = client.query(
      copyTo(`COPY (SELECT ${['email_key', ...columns].join(', ')} ${open} ${whose} ORDER BY n)
        TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')`),
    );
    const collect = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    await pipeline(copy, collect, { signal: ctx.signal });
    return {
      bytes: Buffer.concat(chunks),
      rowCount: copy.rowCount,
      bringsIn: newcomer !== undefined,
    };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

type FileOfBatch = Pick<Batch, 'id' | 'policies' | 'keptFields'>;

const isFirst = ({ policies }: FileOfBatch): boolean => policies[0] === 'clear';

const newcomerOf = ({ id }: FileOfBatch): string =>
  `SELECT FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL AND action = 'add' LIMIT 1`;

/** Everybody has the fields of the first file: one person names them. */
function namesOfFile({ id, policies, keptFields }: FileOfBatch): string {
  const open = `SELECT wanted_values FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL`;
  const kept = `ARRAY[${keptFields.map((name) => pg.escapeLiteral(name)).join(', ')}]::text[]`;
  const [from, which] = {
    clear: [`${open} LIMIT 1`, `jsonb_typeof(e.value) = 'string' AND e.key <> ALL(${kept})`],
    keep: [open, `jsonb_typeof(e.value) = 'string' AND e.key = ANY(${kept})`],
    fill: [open, `jsonb_typeof(e.value) = 'object'`],
  }[policies[0] ?? 'clear'];
  return `SELECT DISTINCT e.key AS name FROM (${from}) p CROSS JOIN LATERAL jsonb_each(p.wanted_values) e WHERE ${which} ORDER BY 1`;
}

/** NULL: an empty cell. */
function cellOf({ policies }: FileOfBatch, name: string): string {
  const value = `wanted_values -> ${pg.escapeLiteral(name)}`;
  if (policies[0] === 'fill') return `nullif(${value} ->> 'fill', '')`;
  const text = `nullif(wanted_values ->> ${pg.escapeLiteral(name)}, '')`;
  return policies[0] === 'keep' ? `CASE WHEN jsonb_typeof(${value}) = 'string' THEN ${text} END` : text;
}
