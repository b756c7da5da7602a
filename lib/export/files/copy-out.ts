import { Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FlowContext } from '../../context';

/** What PostgreSQL writes for a COPY, in the pieces in which it comes or into which it is made. */
export async function copyOut(
  { signal }: Pick<FlowContext, 'signal'>,
  connection: PoolClient,
  statement: string,
  through: readonly Transform[] = [],
): Promise<{ pieces: Buffer[]; rowCount: number }> {
  const pieces: Buffer[] = [];
  const copy = connection.query(copyTo(statement));
  const collect = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  await pipeline([copy, ...through, collect], { signal });
  return { pieces, rowCount: copy.rowCount };
}

/**
 * One transaction that reads rows of a file by their batch: they stand together, so its index leads to them without the rest of the table, of which
 * the planner expects some of them everywhere. A connection that broke is not given back for others to use.
 */
export async function withConnection<T>(
  { db }: Pick<FlowContext, 'db'>,
  work: (connection: PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('BEGIN READ ONLY; SET LOCAL enable_seqscan = off');
    const result = await work(connection);
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    connection.release(broken);
  }
}
