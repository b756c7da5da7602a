import type { FlowContext } from '../context';
import {
  fenced as fencedBy,
  keepLease,
  Prisma,
  releaseLease,
  takeLease,
  type Lease,
  type LeaseRule,
  type Tx,
} from '../db';
import { openWave } from '../connections/live-connection';

const { sql } = Prisma;

/** The right to work on a wave. */
export const waveLease: LeaseRule = {
  table: 'waves',
  key: 'id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open: openWave('waves'),
  seconds: 20,
};

export type HeldWave = {
  id: bigint;
  lease: Lease;
  connectionId: bigint;
  runId: bigint;
  kind: string;
  createdAt: Date;
};

/** As it was when it was taken. */
export type TakenWave = HeldWave & {
  phase: string;
  nextStepAt: Date | null;
  errorCode: string | null;
  wasOpen: boolean;
};

export type WaveRow = {
  id: bigint;
  connection_id: bigint;
  sync_run_id: bigint;
  kind: string;
  phase: string;
  next_step_at: Date | null;
  error_code: string | null;
  created_at: Date;
};

export const waveColumns = sql`id, connection_id, sync_run_id, kind, phase::text, next_step_at, error_code, created_at`;

export const takenWave = (
  row: WaveRow,
  lease: Pick<Lease, 'owner' | 'fence'>,
  wasOpen: boolean,
): TakenWave => ({
  id: row.id,
  lease: { ...lease, row: sql`id = ${row.id}` },
  connectionId: row.connection_id,
  runId: row.sync_run_id,
  kind: row.kind,
  createdAt: row.created_at,
  phase: row.phase,
  nextStepAt: row.next_step_at,
  errorCode: row.error_code,
  wasOpen,
});

/** Takes the connection's open wave when nobody works on it. */
export async function takeWave(ctx: FlowContext, connectionId: bigint): Promise<TakenWave | null> {
  const taken = await takeLease<WaveRow>(ctx.db.prisma, waveLease, {
    row: sql`connection_id = ${connectionId}`,
    returning: waveColumns,
  });
  return taken && takenWave(taken.row, taken.lease, true);
}

/** Every writing transaction and every send begins here. */
export const fenced = <T>(ctx: FlowContext, wave: HeldWave, work: (tx: Tx) => Promise<T>): Promise<T> =>
  fencedBy(ctx.db, waveLease, wave.lease, work, { timeoutMs: 300_000 });

/** Keeps the wave while `work` goes on, whose signal aborts when it is lost. */
export const whileHolding = <T>(
  ctx: FlowContext,
  wave: HeldWave,
  work: (ctx: FlowContext) => Promise<T>,
): Promise<T> => keepLease(ctx, waveLease, wave.lease, work);

/** Lets go, so that the next step needn't wait for the lease to run out. */
export const releaseWave = (ctx: FlowContext, wave: HeldWave, nextStepAt: Date | null): Promise<void> =>
  releaseLease(ctx.db.prisma, waveLease, wave.lease, { set: sql`next_step_at = ${nextStepAt}` });
