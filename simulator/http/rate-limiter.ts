import type { ApiUser, Tier } from '../engine/accounts';
import { Failure, refuse } from '../engine/failure';
import type { World } from '../engine/world';
import { HourCounter } from './hour-counter';

const minute = 60_000;
const endless = 2_147_483_647;

interface Window {
  startedAt: number;
  used: number;
}

/** Counters belong to the account, the scheme to the API user. */
export class RateLimiter {
  readonly #tiers = new Map<string, Window>();
  readonly #hours = new Map<number, HourCounter>();

  /** Counts the call and hands back the headers of its tier; they go out with every answer, a refused one too. */
  count(world: World, user: ApiUser, tier: Tier): { headers: Record<string, string>; refusal?: Failure } {
    const now = world.clock.now();
    const window = this.#windowOf(`${user.account} ${tier}`, now);
    const limit = tier === 'unlimited' ? endless : user.limits[tier];
    const overTier = user.scheme === 'tiered' && window.used >= limit;
    if (!overTier) window.used += 1;
    const resetAt = window.startedAt + minute;
    const headers = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - window.used)),
      'X-RateLimit-Reset': String(
        world.settings.rateLimitReset === 'epoch'
          ? Math.ceil(resetAt / 1000)
          : Math.max(0, Math.ceil((resetAt - now) / 1000)),
      ),
      'X-RateLimit-Scope': world.settings.rateLimitScope === 'low' ? tier : `${tier}CallRate`,
    };
    if (overTier) return { headers, refusal: tooManyRequests() };
    if (tier === 'unlimited') return { headers };
    const overFlat = this.#countHour(
      user.account,
      now,
      user.scheme === 'flat' ? world.settings.flatCallsPerHour : endless,
    );
    return overFlat ? { headers, refusal: excessActivity() } : { headers };
  }

  callsInLastHour(account: number, now: number): number {
    return this.#hours.get(account)?.count(now) ?? 0;
  }

  clear(): void {
    this.#tiers.clear();
    this.#hours.clear();
  }

  #windowOf(key: string, now: number): Window {
    const known = this.#tiers.get(key);
    const startedAt = Math.floor(now / minute) * minute;
    if (known && known.startedAt === startedAt) return known;
    const window = { startedAt, used: 0 };
    this.#tiers.set(key, window);
    return window;
  }

  #countHour(account: number, now: number, limit: number): boolean {
    const counter = this.#hours.get(account) ?? new HourCounter();
    this.#hours.set(account, counter);
    if (counter.count(now) >= limit) return true;
    counter.add(now);
    return false;
  }
}

const tooManyRequests = (): Failure => new Failure(429, '', '', { message: 'Too Many Requests' });

export const excessActivity = (): Failure =>
  refuse(
    'ERROR_APIUSAGE_EXCEEDED',
    'Your account has generated excess API activity and is being temporarily capped. Please contact support.',
  );
