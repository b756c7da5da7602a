import type { FlowContext } from '../context';
import { holdLease, LeaseLost, type PassLease } from './pass-lease';

const everyMs = 8_000;

/** Renews the lease while a slow answer is waited for; its signal also stops the pass when the lease is lost. */
export function keepLease(ctx: FlowContext, lease: PassLease): { signal: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  const renew = async (): Promise<void> => {
    try {
      await ctx.db.prisma.$transaction((tx) => holdLease(tx, lease));
    } catch (error) {
      if (error instanceof LeaseLost) lost.abort(error);
      else ctx.log.warn({ err: error }, 'lease not renewed, tried again');
    }
  };
  const timer = setInterval(() => void renew(), everyMs);
  timer.unref();
  return { signal: AbortSignal.any([ctx.signal, lost.signal]), stop: () => clearInterval(timer) };
}
