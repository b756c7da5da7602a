import type { ClientBase } from 'pg';

export type Held = { heldConnections: number; pausedAutomations: number };

/**
 * The outside has moved on since the backup was made. Nothing is sent to a book before it has been read back, which is asked for at once;
 * mails and campaigns that waited may have left meanwhile, and none is sent twice; whom automations have reached since is not known here,
 * so they wait for a person; insight data is sent anew once a person has switched it on again, since what Dotdigital holds of it by now
 * isn't known; jobs of the database that was here are of rows that may be gone.
 */
export async function holdWhatGoesOut(client: ClientBase, now: Date): Promise<Held> {
  const held = await client.query('UPDATE connections SET restored_at = $1, read_back_asked_at = $1', [now]);
  await client.query('UPDATE integrations SET next_import_at = $1 WHERE active AND deleted_at IS NULL', [
    now,
  ]);
  await client.query(
    `UPDATE mails SET state = 'unknown', content = NULL, key_id = NULL, leaving_until = NULL, ended_at = $1,
       answer = 'It waited when the backup was made and may have left since, so it is not sent again.'
     WHERE state IN ('waiting', 'leaving')`,
    [now],
  );
  await client.query(
    `UPDATE campaign_drafts SET state = 'draft', next_step_at = NULL, lease_owner = NULL, lease_until = NULL,
       problem = 'The database was restored from a backup. It may have been sent since: look at Dotdigital before you send it.'
     WHERE state = 'asked'`,
  );
  const paused = await client.query(
    `UPDATE automations SET state = 'paused', state_at = $1, state_by_id = NULL, state_by = 'dotbridge',
       state_reason = 'The database was restored from a backup, and whom it has reached since then is not known here. Resume without the days before.'
     WHERE state = 'on'`,
    [now],
  );
  await client.query(
    `UPDATE automation_firings SET state = 'unknown', settled_at = $1,
       reason_text = 'They waited when the backup was made and may have been reached since. Nobody repeats it but a person.'
     WHERE state = 'waiting'`,
    [now],
  );
  await client.query(
    `UPDATE insight_batches SET state = 'lost', next_step_at = NULL, ended_at = $1 WHERE state IN ('sending', 'accepted')`,
    [now],
  );
  await client.query(
    `UPDATE insight_items SET state = CASE WHEN state = 'leaving' THEN state ELSE 'waiting' END, held_hash = NULL, sent_hash = NULL, refused_hash = NULL,
       batch_id = NULL, attempt_count = 0, next_try_at = NULL, reason_code = NULL, reason_text = NULL`,
  );
  await client.query(
    `UPDATE insight_collections SET active = false, state_at = $1, lease_owner = NULL, lease_until = NULL,
       state_by = 'dotbridge, because the database was restored from a backup,'
     WHERE active`,
    [now],
  );
  const queue = await client.query<{ there: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
  );
  if (queue.rows[0]?.there) await client.query('TRUNCATE pgboss.job');
  return { heldConnections: held.rowCount ?? 0, pausedAutomations: paused.rowCount ?? 0 };
}
