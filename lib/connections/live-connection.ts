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

/** Of a wave's rows `p` in batches `e`: planned and not sent, because someone has to approve the plan of connection `c` first. Opt-outs don't wait. */
export const awaitsApproval = Prisma.sql`(
  c.state = 'held' AND p.outcome IS NULL AND e.state = 'prepared' AND e.kind <> 'unsubscribe')`;
