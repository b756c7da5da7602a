import { hostname } from 'node:os';
import type { FlowContext } from '@/lib/context';
import { importColumns, type CsvImportRow } from './csv-imports-internal';

const LEASE = '30 seconds';

/** The right to write for an import or its undo, as long as nobody has taken it with a higher fence. */
export type Claim = { import: CsvImportRow; fence: bigint; doing: 'import' | 'undo' };

/** Another runner has taken over, or a person has stopped the import: this one writes nothing more. */
export class LostLease extends Error {}

const free = '(lease_until IS NULL OR lease_until <= clock_timestamp())';
const importDue = `(state = 'queued' OR (state = 'running' AND ${free}))`;
const undoDue = `(undo = 'queued' OR (undo = 'running' AND ${free}))`;
/** Importing and undoing exclude each other: an undo can only be asked for when the import has ended. */
const under = { import: "state = 'running'", undo: "undo = 'running'" };

/** Takes a waiting import or undo, or one whose runner fell silent by the database's clock; null when there is nothing to take. */
export async function claimCsvImport(ctx: FlowContext, id: bigint): Promise<Claim | null> {
  const { rows } = await ctx.db.pool.query<{ fence: string; undo: string }>(
    `UPDATE csv_imports
     SET state = CASE WHEN ${undoDue} THEN state ELSE 'running' END, undo = CASE WHEN ${undoDue} THEN 'running' ELSE undo END,
         fence = fence + 1, lease_owner = $2, lease_until = clock_timestamp() + $3::interval,
         started_at = coalesce(started_at, $4), error = CASE WHEN ${undoDue} THEN error END
     WHERE id = $1 AND (${importDue} OR ${undoDue})
     RETURNING fence, undo`,
    [id, `${hostname()}:${process.pid}`, LEASE, ctx.now()],
  );
  const [taken] = rows;
  if (!taken) return null;
  const row = await ctx.db.prisma.csvImport.findUniqueOrThrow({ where: { id }, select: importColumns });
  return { import: row, fence: BigInt(taken.fence), doing: taken.undo === 'running' ? 'undo' : 'import' };
}

type Querying = { query: (text: string, values: unknown[]) => Promise<{ rowCount: number | null }> };

/** First statement of every batch: holds the row until the batch is stored, and refuses a runner that was overtaken. */
export const holdLease = (client: Querying, claim: Claim, doneRowCount: number): Promise<void> =>
  hold(client, claim, {
    sql: "state = 'running' AND done_row_count = $3",
    at: doneRowCount,
    lost: 'the import has another runner or was stopped',
  });

/** The same for a batch of an undo. */
export const holdUndoLease = (client: Querying, claim: Claim, position: number): Promise<void> =>
  hold(client, claim, {
    sql: "undo = 'running' AND undo_position = $3",
    at: position,
    lost: 'the undo has another runner',
  });

async function hold(
  client: Querying,
  claim: Claim,
  place: { sql: string; at: number; lost: string },
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE csv_imports SET lease_until = clock_timestamp() + $4::interval WHERE id = $1 AND fence = $2 AND ${place.sql}`,
    [claim.import.id, claim.fence, place.at, LEASE],
  );
  if (rowCount !== 1) throw new LostLease(place.lost);
}

/** Lets the next runner begin, at once or after a pause. */
export async function releaseLease(ctx: FlowContext, claim: Claim, pauseSeconds: number): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE csv_imports SET lease_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND fence = $2 AND ${under[claim.doing]}`,
    [claim.import.id, claim.fence, pauseSeconds],
  );
}

/** Imports and undos that wait for a runner: started by a person, or left by one that fell silent. */
export async function findQueuedCsvImports(ctx: Pick<FlowContext, 'db'>): Promise<bigint[]> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM csv_imports WHERE ${importDue} OR ${undoDue} ORDER BY id LIMIT 100`,
  );
  return rows.map((row) => BigInt(row.id));
}
