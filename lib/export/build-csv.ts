import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { to as copyTo } from 'pg-copy-streams';
import type { FlowContext } from '../context';
import { cellOf, isFirst, namesOfFile, type FileOfBatch } from './file-columns';

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

const newcomerOf = ({ id }: FileOfBatch): string =>
  `SELECT FROM planned_changes WHERE batch_id = ${id.toString()} AND outcome IS NULL AND action = 'add' LIMIT 1`;
