import type { FlowContext } from '@/lib/context';
import {
  fenced,
  holdLease,
  isFree,
  keepLease,
  Prisma,
  releaseLease,
  takeLease,
  wasCutOff,
  type Lease,
  type LeaseRule,
  type Tx,
} from '@/lib/db';
import { importColumns, type CsvImportRow } from './csv-imports-internal';

const { sql } = Prisma;

/** The right to write for an import or its undo, as long as nobody else has taken it. */
export type Claim = { import: CsvImportRow; lease: Lease; doing: 'import' | 'undo' };

const rule = (open: Prisma.Sql): LeaseRule => ({
  table: 'csv_imports',
  key: 'id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open,
  seconds: 20,
});

/** Importing and undoing exclude each other: an undo can only be asked for when the import has ended. */
const under = { import: rule(sql`state = 'running'`), undo: rule(sql`undo = 'running'`) };
const isUndo = sql`undo IN ('queued', 'running')`;
const takeable = rule(sql`(state IN ('queued', 'running') OR ${isUndo})`);

/** Takes a waiting import or undo, or one whose runner fell silent; null when there is nothing to take. */
export async function claimCsvImport(ctx: FlowContext, id: bigint): Promise<Claim | null> {
  const taken = await takeLease<{ undo: string }>(ctx.db.pool, takeable, {
    row: sql`id = ${id}`,
    set: sql`
      state = CASE WHEN ${isUndo} THEN state ELSE 'running' END, undo = CASE WHEN ${isUndo} THEN 'running' ELSE undo END,
      started_at = coalesce(started_at, ${ctx.now()}), error = CASE WHEN ${isUndo} THEN error END`,
    returning: sql`undo`,
  });
  if (!taken) return null;
  const row = await ctx.db.prisma.csvImport.findUniqueOrThrow({ where: { id }, select: importColumns });
  return { import: row, lease: taken.lease, doing: taken.row.undo === 'running' ? 'undo' : 'import' };
}

/** First statement of every batch: also refuses one that does not follow the batches that are stored. */
export const holdBatch = (
  client: Parameters<typeof holdLease>[0],
  claim: Claim,
  position: number,
): Promise<void> => holdLease(client, under[claim.doing], claim.lease, placeOf(claim, position));

const placeOf = ({ doing }: Claim, position: number): Prisma.Sql =>
  doing === 'import' ? sql`done_row_count = ${position}::int` : sql`undo_position = ${position}::int`;

/** Its end, in one transaction that holds the lease; `position`: how far an undo must have come. */
export const endClaim = (
  ctx: FlowContext,
  claim: Claim,
  work: (tx: Tx) => Promise<void>,
  position?: number,
): Promise<void> =>
  fenced(ctx.db, under[claim.doing], claim.lease, work, {
    ...(position === undefined ? {} : { also: placeOf(claim, position) }),
  });

/** Keeps the claim while `work` goes on, whose signal aborts when it is lost. */
export const whileClaimed = <T>(
  ctx: FlowContext,
  claim: Claim,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> => keepLease(ctx, under[claim.doing], claim.lease, work);

/** Lets the next runner begin, at once or after a pause. */
export const releaseClaim = (ctx: FlowContext, claim: Claim, pauseSeconds: number): Promise<void> =>
  releaseLease(ctx.db.pool, under[claim.doing], claim.lease, { pauseSeconds });

/** Imports and undos that wait for a runner: started by a person, or left by one that fell silent. */
export async function findQueuedCsvImports(
  ctx: Pick<FlowContext, 'db'>,
): Promise<{ csvImportId: bigint; wasCutOff: boolean }[]> {
  return ctx.db.prisma.$queryRaw`
    SELECT id AS "csvImportId", ${wasCutOff(takeable)} AS "wasCutOff" FROM csv_imports WHERE ${takeable.open} AND ${isFree(takeable)} ORDER BY id LIMIT 100`;
}
