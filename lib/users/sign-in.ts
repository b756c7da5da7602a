import { randomUUID } from 'node:crypto';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { recordAudit, type Context } from '../context';
import { AppError } from '../errors';
import type { Role } from '../actor';
import { verifyPassword } from './password';
import type { Credentials } from './schemas';

export type SignedIn = { sessionId: string; userId: string };

const failuresAllowed = 10;
const windowSeconds = 15 * 60;

function failureLimiter(ctx: Context): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'sign-in',
    points: failuresAllowed,
    duration: windowSeconds,
  });
}

/**
 * Checks e-mail and password and opens a session row. null for any mismatch, with the same time and answer
 * for unknown, wrong and disabled. Throws `too_many` after 10 failures for one address in 15 minutes.
 */
export async function signIn(
  ctx: Context,
  { email, password }: Credentials,
  userAgent: string | null,
): Promise<SignedIn | null> {
  const limiter = failureLimiter(ctx);
  const used = await limiter.get(email);
  if (used && used.consumedPoints >= failuresAllowed) throw tooManyFailures(used);

  const user = await ctx.db.prisma.user.findUnique({ where: { email } });
  const matches = await verifyPassword(user?.passwordHash, password);
  if (!user || !matches || user.disabledAt) {
    await limiter.penalty(email, 1);
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, ctx.db.prisma, {
      action: 'session.refuse',
      refused: true,
      subjectType: 'user',
      subjectId: user?.id ?? null,
    });
    return null;
  }
  await limiter.delete(email);
  const sessionId = randomUUID();
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.session.create({
      data: { id: sessionId, userId: user.id, userAgent: userAgent?.slice(0, 255) ?? null },
    });
    await recordAudit({ ...ctx, actor: personOf(user) }, tx, {
      action: 'session.open',
      subjectType: 'user',
      subjectId: user.id,
    });
  });
  return { sessionId, userId: String(user.id) };
}

function tooManyFailures(used: RateLimiterRes): AppError {
  return new AppError('too_many', 'too many failed sign-ins', {
    userMessage: 'Too many tries. Wait a quarter of an hour, then try again.',
    retryAfterSeconds: Math.ceil(used.msBeforeNext / 1000),
  });
}

export const personOf = (user: { id: bigint; name: string; email: string; role: Role }) => ({
  kind: 'person' as const,
  userId: String(user.id),
  name: user.name,
  email: user.email,
  role: user.role,
});
