import { resolve } from 'node:path';
import pg from 'pg';
import { urlOfRunning } from '../scripts/local/embedded-postgres';

/** As if this person had signed in, and last shown who they are, eleven minutes ago. */
export async function letProofGrowOld(email: string): Promise<void> {
  const url = await urlOfRunning(resolve(process.env.E2E_DATA_DIR ?? ''));
  if (url === null) throw new Error('no installation runs');
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `UPDATE sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
    [email],
  );
  await client.end();
}
