import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FlowContext } from '../context';

export type ImportFile = { name: string; bytes: Buffer; rowCount: number };

/**
 * The rows of one batch that are still to be sent, as Dotdigital's CSV: Email and one column per data field, an empty cell
 * clears the field (merge option Overwrite). PostgreSQL writes the CSV itself; one file is in memory at a time.
 */
export async function buildImportFile(ctx: FlowContext, batchId: bigint): Promise<ImportFile> {
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT DISTINCT jsonb_object_keys(wanted_values) AS name FROM (
         SELECT wanted_values FROM planned_changes WHERE batch_id = $1 AND outcome IS NULL LIMIT 1) one ORDER BY 1`,
      [batchId],
    );
    const columns = [
      'email_key AS "Email"',
      ...rows.map(
        ({ name }) => `nullif(wanted_values->>${pg.escapeLiteral(name)}, '') AS ${pg.escapeIdentifier(name)}`,
      ),
    ];
    const chunks: Buffer[] = [];
    const copy = client.query(
      copyTo(`COPY (SELECT ${columns.join(', ')} FROM planned_changes WHERE batch_id = ${batchId.toString()} AND outcome IS NULL ORDER BY n)
        TO STDOUT WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')`),
    );
    const collect = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    await pipeline(copy, collect, { signal: ctx.signal });
    return {
      name: `dotbridge-${batchId.toString()}.csv`,
      bytes: Buffer.concat(chunks),
      rowCount: copy.rowCount,
    };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
