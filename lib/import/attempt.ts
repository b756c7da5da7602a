import { LeaseLost } from '../db';
import { DotdigitalError } from '../dotdigital';
import { AppError } from '../errors';
import { logRun } from '../sync-runs';
import { recordCursorFailure } from './import-cursor';
import { store, type Pass } from './pass';
import type { Connector } from './schemas';

/** Nothing more can be read in this pass: told on the run, and the next pass tries again. */
export class PassOver extends Error {
  constructor(readonly reason: unknown) {
    super('the pass is over');
  }
}

/** Of the whole account, not of one list: going on would only repeat the failure. */
const ofTheAccount = ['credentials', 'region', 'host_not_allowed', 'rate_limited', 'network', 'timeout'];
const maxFailuresInARow = 3;

/**
 * One scope of one connector. A failure is noted on its cursor and on the run, then the next scope has its turn; one that concerns the
 * whole account, or several in a row, end the pass.
 */
export async function attempt(
  pass: Pass,
  connector: Connector,
  scopeId: string,
  read: () => Promise<void>,
): Promise<boolean> {
  if (pass.ctx.signal.aborted) throw new PassOver(pass.ctx.signal.reason);
  try {
    const callsBefore = pass.calls.total;
    await read();
    if (pass.calls.total > callsBefore) {
      pass.failuresInARow = 0;
      pass.hasRead = true;
    }
    return true;
  } catch (error) {
    if (!isTold(error)) throw error;
    const failure = { connector, scopeId, code: codeOf(error), message: messageOf(error) };
    pass.failures.push(failure);
    pass.failuresInARow += 1;
    pass.lastError = error;
    pass.ctx.log.warn({ err: error, connector, scopeId }, 'connector failed');
    await store(pass, async (tx) => {
      await recordCursorFailure(
        tx,
        { integrationId: pass.integrationId, connector, scopeId },
        failure.message,
        pass.ctx.now(),
      );
      await logRun(tx, pass.runId, 'error', failure.message);
    });
    const endsPass = error instanceof DotdigitalError && ofTheAccount.includes(error.kind);
    if (endsPass || pass.failuresInARow >= maxFailuresInARow) throw new PassOver(error);
    return false;
  }
}

/** What went wrong out there; a stop, a lost lease or a fault of our own is not a connector's failure. */
function isTold(error: unknown): error is AppError {
  if (error instanceof LeaseLost || error instanceof PassOver) return false;
  if (error instanceof DotdigitalError) return error.kind !== 'stopped';
  return error instanceof AppError;
}

export const codeOf = (error: AppError): string =>
  error instanceof DotdigitalError ? error.kind : error.code;
export const messageOf = (error: AppError): string => error.userMessage;
