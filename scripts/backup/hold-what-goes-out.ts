import type { ClientBase } from 'pg';
import { actorLabel } from '../../lib/actor';
import { systemActor } from '../../lib/context';

export type Held = { heldConnections: number; pausedAutomations: number };

/**
 * The outside has moved on since the backup was made. Nothing is sent to a book before it has been read back, which is asked for at once.
 * Whoever waits in an automation may have been enrolled since, which Dotdigital doesn't tell: a person looks before it goes on. Mails that
 * waited may have left, and none is sent twice; jobs of the database that was here are of rows that may be gone.
 */
export async function holdWhatGoesOut(client: ClientBase, now: Date): Promise<Held> {
  const held = await client.query('UPDATE connections SET restored_at = $1, read_back_asked_at = $1', [now]);
  await client.query('UPDATE integrations SET next_import_at = $1 WHERE active AND deleted_at IS NULL', [
    now,
  ]);
  const paused = await client.query(
    `UPDATE automations SET state = 'paused', state_at = $1, state_by_id = NULL, state_by = $2,
       state_reason = 'The database was restored from a backup. Whoever waits here may have had their turn since the backup was made. Look at them, then resume.'
     WHERE state = 'on'`,
    [now, actorLabel(systemActor)],
  );
  await client.query(
    `UPDATE mails SET state = 'unknown', content = NULL, key_id = NULL, leaving_until = NULL, ended_at = $1,
       answer = 'It waited when the backup was made and may have left since, so it is not sent again.'
     WHERE state IN ('waiting', 'leaving')`,
    [now],
  );
  const queue = await client.query<{ there: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
  );
  if (queue.rows[0]?.there) await client.query('TRUNCATE pgboss.job');
  return { heldConnections: held.rowCount ?? 0, pausedAutomations: paused.rowCount ?? 0 };
}
