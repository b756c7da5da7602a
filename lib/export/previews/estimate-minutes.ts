import type { Tx } from '../../db';

/** Where this account has sent nothing yet: what a first file took to be taken up, and a row in it. */
const [secondsOfRun, secondsOfRow] = [60, 0.005];
const runsLooked = 10;

/** `isMeasured`: by the account's last runs, else by what is assumed of any. */
type Estimate = { minutes: number; isMeasured: boolean };

/** How long a wave of so many people takes. */
export async function estimateMinutes(tx: Tx, integrationId: bigint, rows: number): Promise<Estimate> {
  const [past] = await tx.$queryRaw<{ runs: number; seconds: number | null; rows: number | null }[]>`
    SELECT count(*)::int AS runs, avg(seconds)::float8 AS seconds, avg(rows)::float8 AS rows FROM (
      SELECT extract(epoch FROM finished_at - started_at) AS seconds, (counts->>'planned')::int AS rows
      FROM sync_runs WHERE integration_id = ${integrationId} AND kind = 'export' AND state = 'finished' AND (counts->>'planned')::int > 0
      ORDER BY id DESC LIMIT ${runsLooked}::int) r`;
  const isMeasured = (past?.runs ?? 0) > 0;
  const usual = isMeasured ? (past?.seconds ?? 0) : secondsOfRun;
  const more = Math.max(0, rows - (past?.rows ?? 0)) * secondsOfRow;
  return { minutes: rows === 0 ? 0 : Math.max(1, Math.round((usual + more) / 60)), isMeasured };
}
