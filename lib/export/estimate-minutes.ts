import type { Tx } from '../db';

/** Where this account has sent nothing yet: what a first file took to be taken up, and a row in it. */
const [secondsOfRun, secondsOfRow] = [60, 0.005];
const runsLooked = 10;

/** How long a wave of so many people takes, by the account's last runs. */
export async function estimateMinutes(tx: Tx, integrationId: bigint, rows: number): Promise<number> {
  if (rows === 0) return 0;
  const [past] = await tx.$queryRaw<{ runs: number; seconds: number | null; rows: number | null }[]>`
    SELECT count(*)::int AS runs, avg(seconds)::float8 AS seconds, avg(rows)::float8 AS rows FROM (
      SELECT extract(epoch FROM finished_at - started_at) AS seconds, (counts->>'planned')::int AS rows
      FROM sync_runs WHERE integration_id = ${integrationId} AND kind = 'export' AND state = 'finished' AND (counts->>'planned')::int > 0
      ORDER BY id DESC LIMIT ${runsLooked}::int) r`;
  const usual = past?.runs ? (past.seconds ?? 0) : secondsOfRun;
  const more = Math.max(0, rows - (past?.rows ?? 0)) * secondsOfRow;
  return Math.max(1, Math.round((usual + more) / 60));
}
