import type { FlowContext } from '@/lib/context';
import { DotdigitalError } from '@/lib/dotdigital';
import type { AppError } from '@/lib/errors';

/** Dotdigital couldn't be asked: tried again soon where that passes by itself, else once in a while. */
const soonMs = 60_000;
const laterMs = 5 * 60_000;

export function whenAgain(ctx: Pick<FlowContext, 'now'>, error: AppError): Date {
  const passes = error instanceof DotdigitalError && error.transient;
  const later = new Date(ctx.now().getTime() + (passes ? soonMs : laterMs));
  return error instanceof DotdigitalError ? (error.retryAt ?? later) : later;
}
