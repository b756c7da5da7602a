import type { FlowContext } from '../context';
import { keepLease, LeaseLost } from '../db';
import { AppError } from '../errors';
import {
  openDotdigital,
  recordIntegrationFailure,
  recordIntegrationSuccess,
  refreshAccount,
} from '../integrations';
import type { RunTrigger } from '../sync-runs/schemas';
import { PassOver } from './attempt';
import { beginPass, type BegunPass } from './begin-pass';
import { endPass, interruptPass } from './end-pass';
import type { Pass } from './pass';
import { passLease } from './pass-lease';
import { readConnectors } from './read-connectors';
import { tellSilence } from './tell-silence';

/**
 * One import pass: everything Dotdigital knows that we want to know, connector by connector. Safe to repeat: what is stored is replaced,
 * never added. Safe to overlap: one pass at a time per integration, by lease and fence. Cut off anywhere, the next call goes on behind what
 * was stored. Afterwards the next pass is scheduled, also when this one failed: it heals by itself.
 */
export async function runImportPass(
  ctx: FlowContext,
  integrationId: bigint,
  opts: { trigger: RunTrigger },
): Promise<void> {
  const begun = await beginPass(ctx, integrationId, opts.trigger);
  if (begun === null) return;
  await keepLease(ctx, passLease, begun.lease, (held) =>
    readWhileHolding({ ...held, log: ctx.log.child({ runId: String(begun.runId) }) }, begun),
  );
}

async function readWhileHolding(ctx: FlowContext, begun: BegunPass): Promise<void> {
  const { integrationId } = begun;
  const calls = { pending: 0, total: 0 };
  const passWith = (client: Pass['client']): Pass => ({
    ...begun,
    ctx,
    client,
    calls,
    counts: { ...begun.counts },
    failures: [],
    failuresInARow: 0,
    hasRead: false,
    lastError: null,
    untold: null,
  });
  try {
    const client = await openDotdigital(ctx, integrationId, {
      signal: ctx.signal,
      onCall: () => countCall(calls),
      onSilence: (since) => tellSilence(ctx, begun, since),
    });
    try {
      await carryOut(passWith(client));
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof LeaseLost) return;
    // The client could not be opened (no password, deactivated, host not allowed), or a fault of our own: told on the run either way.
    await endPass(ctx, begun, { counts: begun.counts, failures: [], error, calls: calls.pending });
    if (!(error instanceof AppError)) throw error;
    await recordIntegrationFailure(ctx, integrationId, error);
  }
}

async function carryOut(pass: Pass): Promise<void> {
  const { ctx, integrationId } = pass;
  let error: unknown = null;
  try {
    await readConnectors(pass);
    await refreshAccount(ctx, integrationId, pass.client);
  } catch (thrown) {
    if (ctx.signal.aborted) return interruptPass(pass);
    if (!(thrown instanceof PassOver)) throw thrown;
    error = thrown.reason;
  }
  await endPass(ctx, pass, {
    counts: pass.counts,
    failures: pass.failures,
    error,
    calls: pass.calls.pending,
  });
  // One list that fails is told on its cursor; the integration fails when nothing could be read at all, or the pass had to end.
  if (error !== null || !pass.hasRead)
    await recordIntegrationFailure(ctx, integrationId, error ?? pass.lastError);
  else await recordIntegrationSuccess(ctx, integrationId);
}

function countCall(calls: Pass['calls']): void {
  calls.pending += 1;
  calls.total += 1;
}
