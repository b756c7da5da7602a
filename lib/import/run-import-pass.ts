import type { FlowContext } from '../context';
import { AppError } from '../errors';
import { openDotdigital, recordIntegrationFailure, recordIntegrationSuccess } from '../integrations';
import type { RunTrigger } from '../sync-runs/schemas';
import { PassOver } from './attempt';
import { beginPass } from './begin-pass';
import { endPass, interruptPass } from './end-pass';
import { keepLease } from './keep-lease';
import type { Pass } from './pass';
import { LeaseLost } from './pass-lease';
import { readConnectors } from './read-connectors';

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
  const calls = { pending: 0, total: 0 };
  const lease = keepLease(ctx, begun.lease);
  const flow: FlowContext = {
    ...ctx,
    signal: lease.signal,
    log: ctx.log.child({ runId: String(begun.runId) }),
  };
  const passWith = (client: Pass['client']): Pass => ({
    ...begun,
    ctx: flow,
    client,
    calls,
    counts: { ...begun.counts },
    failures: [],
    failuresInARow: 0,
    hasRead: false,
    lastError: null,
  });
  try {
    const client = await openDotdigital(flow, integrationId, {
      signal: lease.signal,
      onCall: () => countCall(calls),
    });
    const pass = passWith(client);
    try {
      await carryOut(pass);
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof LeaseLost) return;
    // The client could not be opened (no password, deactivated, host not allowed), or a fault of our own: told on the run either way.
    await endPass(flow, begun, { counts: begun.counts, failures: [], error, calls: calls.pending });
    if (!(error instanceof AppError)) throw error;
    await recordIntegrationFailure(flow, integrationId, error);
  } finally {
    lease.stop();
  }
}

async function carryOut(pass: Pass): Promise<void> {
  const { ctx, integrationId } = pass;
  let error: unknown = null;
  try {
    await readConnectors(pass);
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
