import { actorUserId } from '../actor';
import type { Context } from '../context';
import { permit } from '../permissions';
import { remindedDays, type ExpiringToken } from './schemas';

const mostShown = 100;

export const remindedUntil = (now: Date): Date => new Date(now.getTime() + remindedDays * 86_400_000);

/** Tokens of one's own that still work and soon won't, the next to end first. */
export async function listExpiringTokens(ctx: Context): Promise<ExpiringToken[]> {
  permit(ctx, 'tokens.own');
  const now = ctx.now();
  const tokens = await ctx.db.prisma.apiToken.findMany({
    where: {
      userId: actorUserId(ctx.actor) ?? 0n,
      revokedAt: null,
      expiresAt: { gt: now, lte: remindedUntil(now) },
    },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: mostShown,
    select: { id: true, name: true, expiresAt: true },
  });
  return tokens.flatMap(({ id, name, expiresAt }) =>
    expiresAt === null ? [] : [{ id: String(id), name, expiresAt: expiresAt.toISOString() }],
  );
}
