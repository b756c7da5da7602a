import { hostname } from 'node:os';
import type { FlowContext } from '../context';
import { importColumns, type CsvImportRow } from './csv-imports-internal';

const LEASE = '30 seconds';

/** The right to write for an import, as long as nobody has taken it with a higher fence. */
export type Claim = { import: CsvImportRow; fence: bigint };

/** Another runner has taken over, or a person has stopped the import: this one writes nothing more. */
export class LostLease extends Error {}

/** Takes a waiting import, or one whose runner fell silent by the database's clock; null when there is nothing to take. */
export async function claimCsvImport(ctx: FlowContext, id: bigint): Promise<Claim | null> {
  const { rows } = await ctx.db.pool.query<{ fence: string }>(
    `UPDATE csv_imports
     SET state = 'running', fence = fence + 1, lease_owner = $2, lease_until = clock_timestamp() + $3::interval,
         started_at = coalesce(started_at, $4), error = NULL
     WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND (lease_until IS NULL OR lease_until <= clock_timestamp())))
     RETURNING fence`,
    [id, `${hostname()}:${process.pid}`, LEASE, ctx.now()],
  );
  const fence = rows[0]?.fence;
  if (fence === undefined) return null;
  const row = await ctx.db.prisma.csvImport.findUniqueOrThrow({ where: { id }, select: importColumns });
  return { import: row, fence: BigInt(fence) };
}

type Querying = { query: (text: string, values: unknown[]) => Promise<{ rowCount: number | null }> };

/** First statement of every batch: holds the row until the batch is stored, and refuses a runner that was overtaken. */
export async function holdLease(client: Querying, claim: Claim, doneRowCount: number): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE csv_imports SET lease_until = clock_timestamp() + $4::interval
     WHERE id = $1 AND fence = $2 AND state = 'running' AND done_row_count = $3`,
    [claim.import.id, claim.fence, doneRowCount, LEASE],
  );
  if (rowCount !== 1) throw new LostLease('the import has another runner or was stopped');
}

/** Lets the next runner begin, at once or after a pause. */
export async function releaseLease(ctx: FlowContext, claim: Claim, pauseSeconds: number): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE csv_imports SET lease_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND fence = $2 AND state = 'running'`,
    [claim.import.id, claim.fence, pauseSeconds],
  );
}

/** Imports that wait for a runner: started by a person, or left by one that fell silent. */
export async function findQueuedCsvImports(ctx: Pick<FlowContext, 'db'>): Promise<bigint[]> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM csv_imports
     WHERE state = 'queued' OR (state = 'running' AND (lease_until IS NULL OR lease_until <= clock_timestamp()))
     ORDER BY id LIMIT 100`,
  );
  return rows.map((row) => BigInt(row.id));
}
