import type { OutwardAnswer } from './call-outward';
import { cleanDetail } from './clean-detail';
import { OutwardError } from './outward-error';

/** What an attempt came to. `again`: it passes by itself, at the earliest then where the receiver said so. */
export type WebhookOutcome =
  | { kind: 'done' }
  | { kind: 'again'; problem: string; notBefore: Date | null }
  | {
      kind: 'failed';
      problem: string;
      /** The address itself may not be called, whoever it is for. */ isForAll: boolean;
    };

const hourMs = 3_600_000;
const longestWaitMs = 24 * hourMs;
/** Refusals of this moment, beside those of the server's own: it was slow, or too much was asked of it. */
const passing = [408, 425, 429];

export function outcomeOf(
  { status, text, retryAfter }: OutwardAnswer,
  secret: string,
  now: Date,
): WebhookOutcome {
  if (status >= 200 && status < 300) return { kind: 'done' };
  const said = text === null ? '' : cleanDetail(text, [secret]);
  const problem = `HTTP ${status}${said === '' ? '' : `, ${said}`}`;
  if (status >= 300 && status < 400)
    return { kind: 'failed', problem: `HTTP ${status}, and redirects are not followed`, isForAll: false };
  if (status >= 500 || passing.includes(status))
    return { kind: 'again', problem, notBefore: notBefore(retryAfter, now) };
  return { kind: 'failed', problem, isForAll: false };
}

/** null: it was stopped, and nobody is to blame. */
export function outcomeOfError(error: unknown): WebhookOutcome | null {
  if (!(error instanceof OutwardError)) throw error;
  if (error.kind === 'stopped') return null;
  if (error.kind === 'not_allowed') return { kind: 'failed', problem: error.userMessage, isForAll: true };
  return { kind: 'again', problem: error.userMessage, notBefore: null };
}

/** Seconds or a date; at most a day ahead. */
function notBefore(said: string | null, now: Date): Date | null {
  if (said === null) return null;
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? new Date(now.getTime() + Math.min(ms, longestWaitMs)) : null;
}

/** After the first failed attempt a minute, then twice as long each time, at most two hours; not before the receiver said. */
export function nextTryAt(failedAttempts: number, notBefore: Date | null, now: Date): Date {
  const own = new Date(now.getTime() + Math.min(60_000 * 2 ** (failedAttempts - 1), 2 * hourMs));
  return notBefore !== null && notBefore > own ? notBefore : own;
}

export const isGivenUp = (firstAt: Date, now: Date): boolean =>
  now.getTime() - firstAt.getTime() > longestWaitMs;
