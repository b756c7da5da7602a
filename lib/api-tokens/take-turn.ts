import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../context';
import { AppError } from '../errors';

export const callsPerMinute = 3_000;
const windowSeconds = 60;

/** Counts one call of a token, over all web processes. Throws `too_many` with the seconds to wait. */
export async function takeTurn(
  ctx: Pick<Context, 'db'>,
  tokenId: string,
  allowed = callsPerMinute,
): Promise<void> {
  const limiter = new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'api',
    points: allowed,
    duration: windowSeconds,
  });
  try {
    await limiter.consume(tokenId);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new AppError('too_many', 'token over its rate', {
      userMessage: `This token has made ${allowed} calls within a minute. Wait ${seconds} seconds, then go on. Many records travel faster through a bulk call.`,
      retryAfterSeconds: seconds,
    });
  }
}
