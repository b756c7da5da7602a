import type { PoolClient } from 'pg';

import type { FlowContext } from '@/lib/context';

/** Work on one connection in one transaction, taken back whole when it fails. For COPY and temporary tables, which Prisma can't. */
export async function inCsvTransaction<Result>(
  ctx: Pick<FlowContext, 'db'>,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await ctx.db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken = rollback;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
