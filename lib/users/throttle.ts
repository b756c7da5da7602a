import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { recordAudit, type Context } from '../context';
import { AppError } from '../errors';

const minute = 60;

/** How many tries within how long. The rows are in the database: for all web processes, and after a restart too. */
const limits = {
  /** Wrong passwords from one network address, whomever they are for. */
  source: { points: 30, duration: 15 * minute },
  /** For one account from one address. */
  pair: { points: 10, duration: 15 * minute },
  /** For one account from anywhere, by browsers that never signed in to it. */
  account: { points: 100, duration: 60 * minute },
  /** In a browser that signed in to the account before: what strangers do elsewhere doesn't count there. */
  device: { points: 10, duration: 15 * minute },
  /** Codes after a right password, for one account by browsers that never signed in to it. */
  code: { points: 10, duration: 60 * minute },
  /** The same in a browser that did. */
  'device-code': { points: 10, duration: 15 * minute },
  /** One's own password or code, asked for again. */
  own: { points: 10, duration: 15 * minute },
  /** Links asked for by "Forgot your password?". */
  'link-source': { points: 20, duration: 60 * minute },
  'link-account': { points: 3, duration: 60 * minute },
} as const;

export type Try = { limit: keyof typeof limits; of: string };

type ThrottleContext = Pick<Context, 'db'>;

/**
 * Counts a try before it is made, so that many at once don't slip through. Throws `too_many`; the first too many of a window leaves a line
 * in the audit log.
 */
export async function countTries(ctx: Context, tries: readonly Try[]): Promise<void> {
  for (const one of tries) {
    try {
      await limiterOf(ctx, one).consume(keyOf(one));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      if (error.consumedPoints === limits[one.limit].points + 1) await noteSlowed(ctx, one);
      throw tooMany(error);
    }
  }
}

/** Whose account it is stands nowhere: what was typed need not be one. */
const noteSlowed = (ctx: Context, { limit }: Try): Promise<void> =>
  recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, ctx.db.prisma, {
    action: 'session.slow',
    refused: true,
    subjectType: 'user',
    detail: { limit, ...limits[limit] },
  });

/** The try was right: it doesn't count, and what went wrong before at this account from here is forgotten. */
export async function forgiveTries(ctx: ThrottleContext, tries: readonly Try[]): Promise<void> {
  for (const one of tries) {
    const limiter = limiterOf(ctx, one);
    if (one.limit === 'source' || one.limit === 'account') await limiter.reward(keyOf(one), 1);
    else await limiter.delete(keyOf(one));
  }
}

const limiterOf = ({ db }: ThrottleContext, { limit }: Try): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: db.pool,
    tableName: 'rate_limits',
    tableCreated: true,
    // A job clears the table; a timer per sign-in would never end.
    clearExpiredByTimeout: false,
    keyPrefix: `try-${limit}`,
    ...limits[limit],
  });

/** Whoever has one address of version 6 has a whole network of them. */
export function networkOf(source: string): string {
  if (!ipaddr.isValid(source)) return source;
  const address = ipaddr.process(source);
  return address.kind() === 'ipv4'
    ? address.toString()
    : address.toNormalizedString().split(':').slice(0, 4).join(':');
}

/** Neither addresses nor people are kept in clear. */
const keyOf = ({ of }: Try): string => createHash('sha256').update(of).digest('base64url');

const tooMany = ({ msBeforeNext }: RateLimiterRes): AppError =>
  new AppError('too_many', 'too many tries', {
    userMessage: 'Too many tries. Wait a quarter of an hour, then try again.',
    retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });
