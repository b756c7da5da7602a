import { actorUserId } from '../actor';
import type { Context } from '../context';
import { permit } from '../permissions';

/** How many tokens that speak for the person work now. */
export async function countOwnTokens(ctx: Context): Promise<number> {
  permit(ctx, 'tokens.own');
  return ctx.db.prisma.apiToken.count({
    where: {
      userId: actorUserId(ctx.actor) ?? 0n,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now() } }],
    },
  });
}
