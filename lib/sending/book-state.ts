import type { Tx } from '../db';
import type { BookState, BookStateCode } from './schemas';
import { openWave } from '../connections/live-connection';

type Row = {
  state: string;
  openRunId: bigint | null;
  lastPhase: string | null;
  lastRunId: bigint | null;
  lastAt: Date | null;
};

/** How far the book of a connection is what its list says. Waves of quiet hours carry wishes alone and say nothing of that. */
export async function readBookState(tx: Tx, connectionId: bigint): Promise<BookState> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.state::text, open.sync_run_id AS "openRunId", last.phase::text AS "lastPhase", last.sync_run_id AS "lastRunId",
      last.finished_at AS "lastAt"
    FROM connections c
    LEFT JOIN LATERAL (
      SELECT w.sync_run_id FROM waves w WHERE w.connection_id = c.id AND ${openWave()}
      ORDER BY w.id DESC LIMIT 1) open ON TRUE
    LEFT JOIN LATERAL (
      SELECT w.sync_run_id, w.phase, w.finished_at FROM waves w
      WHERE w.connection_id = c.id AND w.phase IN ('settled', 'failed', 'rejected', 'cancelled') AND w.kind <> 'opt_outs'
      ORDER BY w.id DESC LIMIT 1) last ON TRUE
    WHERE c.id = ${connectionId}`;
  const code = codeOf(row);
  const runId = code === 'under_way' || code === 'held' ? (row?.openRunId ?? row?.lastRunId) : row?.lastRunId;
  return {
    code,
    runId: runId == null ? null : String(runId),
    at: row?.lastAt?.toISOString() ?? null,
  };
}

function codeOf(row: Row | undefined): BookStateCode {
  if (!row) return 'never';
  if (row.state === 'held') return 'held';
  if (row.openRunId !== null) return 'under_way';
  if (row.state === 'stopped') return 'stopped';
  if (row.state === 'paused') return 'paused';
  if (row.lastPhase === null) return 'never';
  return row.lastPhase === 'settled' ? 'settled' : 'failed';
}
