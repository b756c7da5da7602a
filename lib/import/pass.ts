import type { FlowContext } from '../context';
import type { Lease, Tx } from '../db';
import type { DotdigitalClient } from '../dotdigital';
import type { SettingValues } from '../settings/schemas';
import { addApiCalls, type PhaseChange } from '../sync-runs';
import { holdPass } from './pass-lease';
import { isWorthRepeating } from './repeatable-database-errors';
import type { Connector } from './schemas';

export type ScopeFailure = { connector: Connector; scopeId: string; code: string; message: string };

/** One import pass under way. */
export type Pass = {
  ctx: FlowContext;
  integrationId: bigint;
  defaultOwnerId: bigint | null;
  settings: SettingValues;
  lease: Lease;
  runId: bigint;
  /** What the schedule says while this pass runs; null: the next pass is due already. */
  scheduledAt: Date | null;
  /** By our clock; a pass that was cut off keeps its own. */
  startedAt: Date;
  isResumed: boolean;
  client: DotdigitalClient;
  /** Calls made: not yet written to the run, and in all. */
  calls: { pending: number; total: number };
  /** What the pass found new, by kind. */
  counts: Record<string, number>;
  failures: ScopeFailure[];
  failuresInARow: number;
  /** Something was read: Dotdigital answers, whatever else fails. */
  hasRead: boolean;
  lastError: unknown;
  /** What the last phase came to, until the run says so. */
  untold: PhaseChange | null;
};

const maxTries = 4;

/** The way a pass stores anything: under the lease, in one transaction. */
export const store = <T>(pass: Pass, change: (tx: Tx) => Promise<T>): Promise<T> =>
  repeated(pass, (calls) =>
    pass.ctx.db.prisma.$transaction(async (tx) => {
      await holdPass(tx, pass.lease);
      const stored = await change(tx);
      if (calls > 0) await addApiCalls(tx, pass.runId, calls);
      return stored;
    }),
  );

/** Done again when the database asks for it. `write` also adds the calls that the run doesn’t count yet. */
export async function repeated<T>(pass: Pass, write: (calls: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const calls = pass.calls.pending;
    try {
      const result = await write(calls);
      pass.calls.pending -= calls;
      return result;
    } catch (error) {
      if (tries === maxTries || !isWorthRepeating(error)) throw error;
      pass.ctx.log.info({ err: error, tries }, 'transaction repeated');
    }
  }
}

export function addCount(pass: Pass, name: string, count: number): void {
  if (count > 0) pass.counts[name] = (pass.counts[name] ?? 0) + count;
}
