import { Prisma, type PrismaTypes } from '../db';
import type { ConnectionState } from './schemas';

/**
 * A connection that was disconnected is kept for its history; any other is live. The unique indexes (one live connection per book, one
 * per list and integration) say it in the same words. `name`: what `connections` is called in that statement.
 */
export const liveConnection = (name: 'c' | 'k' | 'n' | 'x' | 'connections' = 'c'): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(name)}.state <> 'disconnected'`;

/** The same as a condition of Prisma's. */
export const isLive = { state: { not: 'disconnected' } } as const satisfies PrismaTypes.ConnectionWhereInput;

/** The same of a state at hand. */
export const isLiveState = (state: ConnectionState): boolean => state !== 'disconnected';

/** Phases of a wave that has not ended: a connection has at most one such wave, as its unique index says in the same words. */
export const openPhases = ['planning', 'sending', 'settling'] as const;

/** Waves that have not ended. `name`: what `waves` is called in that statement. */
export const openWave = (name: 'w' | 'waves' = 'w'): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(name)}.phase IN (${Prisma.raw(openPhases.map((phase) => `'${phase}'`).join(', '))})`;

/** The same as a condition of Prisma's. */
export const isOpenWave = { phase: { in: [...openPhases] } } satisfies PrismaTypes.WaveWhereInput;

/** The same of a phase at hand. */
export const isOpenPhase = (phase: string): boolean => openPhases.some((open) => open === phase);

/** Of a wave's rows `p` in batches `e`: planned and not sent, because someone has to approve the plan of connection `c` first. Opt-outs don't wait. */
export const awaitsApproval = Prisma.sql`(
  c.state = 'held' AND p.outcome IS NULL AND e.state = 'prepared' AND e.kind <> 'unsubscribe')`;
