import type { FlowContext } from '../context';
import type { Tx } from '../db';
import { AppError } from '../errors';

export type HeldWave = {
  id: bigint;
  fence: bigint;
  connectionId: bigint;
  runId: bigint;
  kind: string;
  createdAt: Date;
};

/** As it was when it was taken. */
export type TakenWave = HeldWave & { phase: string; nextStepAt: Date | null; wasOpen: boolean };

/** Someone else holds the wave, or it has ended: stop, and write nothing more. */
export class WaveLost extends AppError {
  constructor(waveId: bigint) {
    super('conflict', `wave ${waveId} is no longer ours`);
    this.name = 'WaveLost';
  }
}

export const leaseSeconds = 20;
const renewMs = 5_000;

type WaveRow = {
  id: bigint;
  fence: bigint;
  connection_id: bigint;
  sync_run_id: bigint;
  kind: string;
  phase: string;
  next_step_at: Date | null;
  created_at: Date;
};

export const takenWave = (row: WaveRow, wasOpen: boolean): TakenWave => ({
  phase: row.phase,
  nextStepAt: row.next_step_at,
  wasOpen,
  id: row.id,
  fence: row.fence,
  connectionId: row.connection_id,
  runId: row.sync_run_id,
  kind: row.kind,
  createdAt: row.created_at,
});

/** Takes the connection's open wave when nobody works on it, by the database's clock. Each take-over raises the fence. */
export async function takeWave(
  ctx: FlowContext,
  connectionId: bigint,
  owner: string,
): Promise<TakenWave | null> {
  const rows = await ctx.db.prisma.$queryRaw<WaveRow[]>`
    UPDATE waves SET lease_owner = ${owner}, lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}), fence = fence + 1
    WHERE id = (
      SELECT id FROM waves
      WHERE connection_id = ${connectionId} AND phase IN ('planning', 'sending', 'settling')
        AND (lease_until IS NULL OR lease_until < clock_timestamp())
      FOR UPDATE SKIP LOCKED)
    RETURNING id, fence, connection_id, sync_run_id, kind, phase::text, next_step_at, created_at`;
  return rows[0] ? takenWave(rows[0], true) : null;
}

/** Every writing transaction and every send begins here: a holder whose lease was taken over writes nothing (law L16). */
export async function fenced<T>(ctx: FlowContext, wave: HeldWave, work: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT id FROM waves
        WHERE id = ${wave.id} AND fence = ${wave.fence} AND phase IN ('planning', 'sending', 'settling')
        FOR UPDATE`;
      if (rows.length === 0) throw new WaveLost(wave.id);
      return work(tx);
    },
    { timeout: 300_000 },
  );
}

/** Keeps the lease while `work` runs; `work`'s signal aborts when the lease is lost. */
export async function whileHolding<T>(
  ctx: FlowContext,
  wave: HeldWave,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const timer = setInterval(() => {
    renew(ctx, wave).then(
      (held) => held || lost.abort(new WaveLost(wave.id)),
      (error: unknown) => ctx.log.warn({ err: error }, 'could not renew the lease of a wave'),
    );
  }, renewMs);
  try {
    return await work({ ...ctx, signal: AbortSignal.any([ctx.signal, lost.signal]) });
  } finally {
    clearInterval(timer);
  }
}

async function renew(ctx: FlowContext, wave: HeldWave): Promise<boolean> {
  const { rowCount } = await ctx.db.pool.query(
    `UPDATE waves SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE id = $1 AND fence = $2`,
    [wave.id, wave.fence, leaseSeconds],
  );
  return rowCount === 1;
}

/** Lets go, so that the next step needn't wait for the lease to run out. */
export async function releaseWave(ctx: FlowContext, wave: HeldWave, nextStepAt: Date | null): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    UPDATE waves SET lease_owner = NULL, lease_until = NULL, next_step_at = ${nextStepAt}
    WHERE id = ${wave.id} AND fence = ${wave.fence}`;
}
