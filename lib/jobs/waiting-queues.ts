import type { Db } from '../db';

/** The queues in which something waits that may begin now. */
export async function waitingQueues({ pool }: Db): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now()`,
  );
  return rows.map(({ name }) => name);
}
