import type { Context } from '../context';
import { DotdigitalError } from '../dotdigital';
import { AppError } from '../errors';
import { addApiCalls, isRunSilent, logRun, setRunState } from '../sync-runs';
import { codeOf, messageOf } from './attempt';
import { store, type Pass, type ScopeFailure } from './pass';
import { holdPass, releasePass } from './pass-lease';

type EndedPass = Pick<Pass, 'integrationId' | 'runId' | 'settings' | 'lease' | 'scheduledAt'>;

type Outcome = {
  counts: Record<string, number>;
  failures: readonly ScopeFailure[];
  /** What ended the pass before its time; null: it went through. */
  error: unknown;
  calls: number;
};

const longestWaitMs = 3_600_000;

/** Tells how it went, schedules the next pass and lets go of the lease, in one transaction. */
export async function endPass(ctx: Context, pass: EndedPass, outcome: Outcome): Promise<void> {
  const told = tell(outcome);
  await ctx.db.prisma.$transaction(async (tx) => {
    await holdPass(tx, pass.lease);
    if (outcome.calls > 0) await addApiCalls(tx, pass.runId, outcome.calls);
    if (told !== null && outcome.failures.length === 0)
      await logRun(tx, pass.runId, 'error', told.errorMessage);
    await setRunState(ctx, tx, pass.runId, {
      state: told === null ? 'finished' : 'failed',
      counts: outcome.counts,
      errorCode: told?.errorCode ?? null,
      errorMessage: told?.errorMessage ?? null,
    });
    const nextAt = nextPassAt(ctx, pass.settings, outcome.error);
    // Pressed while the pass ran: due again at once, as asked.
    await tx.$executeRaw`
      UPDATE integrations SET
        next_import_at = CASE WHEN next_import_at = ${pass.scheduledAt}::timestamptz THEN ${nextAt} ELSE next_import_at END,
        last_import_at = CASE WHEN ${told === null} THEN ${ctx.now()}::timestamptz ELSE last_import_at END
      WHERE id = ${pass.integrationId}`;
    await releasePass(tx, pass.lease, true);
  });
}

/** Told to stop in the middle: counts are kept, and the pass is due at once for whoever takes it up. */
export async function interruptPass(pass: Pass): Promise<void> {
  await store(pass, async (tx) => {
    const state = (await isRunSilent(tx, pass.runId)) ? 'waiting' : 'running';
    await setRunState(pass.ctx, tx, pass.runId, { state, counts: pass.counts });
    await releasePass(tx, pass.lease, false);
  });
}

function tell({ failures, error }: Outcome): { errorCode: string; errorMessage: string } | null {
  const [first] = failures;
  if (first !== undefined) {
    const others =
      failures.length > 1
        ? ` ${failures.length - 1} more of this pass failed too; the log below names each.`
        : '';
    return { errorCode: first.code, errorMessage: `${first.message}${others}` };
  }
  if (error instanceof AppError) return { errorCode: codeOf(error), errorMessage: messageOf(error) };
  return error === null
    ? null
    : {
        errorCode: 'internal',
        errorMessage:
          'Dotbridge itself failed in the middle of this pass. What was read is stored; the next pass goes on from there.',
      };
}

/** After a used-up allowance not before it resets, but never later than in an hour. */
function nextPassAt(ctx: Context, { importMinutes }: Pass['settings'], error: unknown): Date {
  const regular = ctx.now().getTime() + importMinutes * 60_000;
  const resets = error instanceof DotdigitalError ? (error.retryAt?.getTime() ?? 0) : 0;
  return new Date(Math.max(regular, Math.min(resets, ctx.now().getTime() + longestWaitMs)));
}
