import { resolve } from 'node:path';
import pg from 'pg';
import { urlOfRunning } from '../scripts/local/embedded-postgres';

/** As if this person, in the browser in which they signed in last, had last shown who they are eleven minutes ago: other specs share their other sessions. */
export async function letProofGrowOld(email: string): Promise<void> {
  const url = await urlOfRunning(resolve(process.env.E2E_DATA_DIR ?? ''));
  if (url === null) throw new Error('no installation runs');
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `UPDATE sessions SET proved_at = now() - interval '11 minutes' WHERE id = (
       SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 1)`,
    [email],
  );
  await client.end();
}
