import type { ClientBase } from 'pg';

/**
 * The outside has moved on since the backup was made. Nothing is sent to a book before it has been read back, which is asked for at once;
 * mails that waited may have left meanwhile, and none is sent twice; jobs of the database that was here are of rows that may be gone.
 */
export async function holdWhatGoesOut(client: ClientBase, now: Date): Promise<{ heldCount: number }> {
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
  const queue = await client.query<{ there: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
  );
  if (queue.rows[0]?.there) await client.query('TRUNCATE pgboss.job');
  return { heldCount: held.rowCount ?? 0 };
}
