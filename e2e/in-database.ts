import { resolve } from 'node:path';
import pg from 'pg';
import { urlOfRunning } from '../scripts/local/embedded-postgres';

/** Said to the installation's own database: for what only time would do. */
export async function inDatabase(text: string, values: unknown[]): Promise<void> {
  const url = await urlOfRunning(resolve(process.env.E2E_DATA_DIR ?? ''));
  if (url === null) throw new Error('no installation runs');
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text, values);
  await client.end();
}
