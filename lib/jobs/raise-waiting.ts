import type { Db } from '../db';

export type Place = { key: string; priority: number };

/** What waits in a queue already goes as early as its turn is by now: never later than it was booked. */
export async function raiseWaiting({ pool }: Db, queue: string, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await pool.query(
    `UPDATE pgboss.job j SET priority = p.priority FROM json_to_recordset($2::json) AS p(key text, priority int)
     WHERE j.name = $1 AND j.singleton_key = p.key AND j.state = 'created' AND j.priority < p.priority`,
    [queue, JSON.stringify(places)],
  );
}
