import { processDb } from '../db';
import { processLogger } from '../context/process-context';
import { webQueue } from './web-queue';

export type Readiness = { ready: boolean; database: string; schema: string; queue: string };

/** Is this process able to serve? Names the part that is not in order. */
export async function checkReadiness(): Promise<Readiness> {
  const database = await probe('database', async () => {
    await processDb().pool.query('SELECT 1');
  });
  const schema =
    database === 'ok'
      ? await probe('schema', async () => {
          const { rows } = await processDb().pool.query<{ open: string }>(
            'SELECT count(*) AS open FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
          );
          if (rows[0]?.open !== '0') throw new Error('a migration has not finished');
        })
      : 'not checked';
  const queue =
    schema === 'ok'
      ? await probe('queue', async () => {
          await (await webQueue()).getQueues();
        })
      : 'not checked';
  return { ready: database === 'ok' && schema === 'ok' && queue === 'ok', database, schema, queue };
}

async function probe(part: string, check: () => Promise<void>): Promise<'ok' | 'not in order'> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    processLogger().error({ err: error, part }, 'not ready');
    return 'not in order';
  }
}
