/** The names Dotdigital gives its tiers in X-RateLimit-Scope; sends and status polls are not counted. */
export type Tier = 'lowCallRate' | 'mediumCallRate' | 'highCallRate' | 'unlimited';

export type TierState = { limit: number; remaining: number; resetAt: Date };

/** Where all workers of an integration share what may still be called. */
export type BudgetStore = {
  take(tier: string): Promise<{ ok: true } | { ok: false; retryAt: Date }>;
  learn(tier: string, state: TierState): Promise<void>;
};

/** The older scheme: one counter for the account, a rolling hour. */
export const flatTier = 'flat';
export const flatLimit = 2000;

const longestWaitMs = 3_600_000;

type Headers = Record<string, string | string[] | undefined>;

export const headerText = (headers: Headers, name: string): string | null => {
  const value = headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' ? null : text;
};

/**
 * X-RateLimit-Reset is a UTC second in the docs and a delay in the SDK: above 10⁹ it is taken for the first.
 * Counted from the answer's own Date, so that a clock that differs from ours does no harm.
 */
export function readReset(headers: Headers, now: Date): Date | null {
  const reset = finite(headerText(headers, 'x-ratelimit-reset'));
  if (reset === null || reset < 0) return null;
  const delayMs = reset > 1e9 ? reset * 1000 - (readDate(headers) ?? now).getTime() : reset * 1000;
  return new Date(now.getTime() + Math.min(Math.max(delayMs, 0), longestWaitMs));
}

export function readTierState(headers: Headers, now: Date): { tier: string | null; state: TierState } | null {
  const limit = finite(headerText(headers, 'x-ratelimit-limit'));
  const remaining = finite(headerText(headers, 'x-ratelimit-remaining'));
  const resetAt = readReset(headers, now);
  if (limit === null || remaining === null || resetAt === null || limit < 1 || limit > 1e9) return null;
  return {
    tier: headerText(headers, 'x-ratelimit-scope')?.slice(0, 40) ?? null,
    state: {
      limit: Math.floor(limit),
      remaining: Math.min(Math.max(Math.floor(remaining), 0), Math.floor(limit)),
      resetAt,
    },
  };
}

/** When a refused call may be tried again: Retry-After (seconds or date), else the reset, else a minute; never over an hour. */
export function readRetryAt(headers: Headers, now: Date, fallbackMs = 60_000): Date {
  const after = headerText(headers, 'retry-after');
  const seconds = finite(after);
  let delayMs = seconds === null ? null : seconds * 1000;
  if (after && seconds === null) {
    const at = Date.parse(after);
    delayMs = Number.isNaN(at) ? null : at - (readDate(headers) ?? now).getTime();
  }
  if (delayMs === null || delayMs < 0) {
    const reset = readReset(headers, now);
    delayMs = reset && reset > now ? reset.getTime() - now.getTime() : fallbackMs;
  }
  return new Date(now.getTime() + Math.min(Math.max(delayMs, 1_000), longestWaitMs));
}

export function readDate(headers: Headers): Date | null {
  const text = headerText(headers, 'date');
  const at = text ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : new Date(at);
}

function finite(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
