import { actorUserId } from '../actor';
import type { Context } from '../context';
import { may, permit } from '../permissions';
import type { ApiTokenState, ApiTokenView } from './schemas';

/** One's own tokens; everybody's for those who may see all. Those that still work come first, then the newest. */
export async function listApiTokens(ctx: Context): Promise<ApiTokenView[]> {
  permit(ctx, 'tokens.own');
  const userId = actorUserId(ctx.actor);
  const tokens = await ctx.db.prisma.apiToken.findMany({
    where: may(ctx.actor, 'tokens.all') || userId === null ? {} : { userId },
    include: { user: { select: { id: true, name: true, email: true, disabledAt: true } } },
    orderBy: { id: 'desc' },
    take: 1_000,
  });
  const views = tokens.map((token): ApiTokenView => ({
    id: String(token.id),
    name: token.name,
    prefix: token.prefix,
    scopes: token.scopes,
    owner: { id: String(token.user.id), name: token.user.name, email: token.user.email },
    mine: token.userId === userId,
    state: stateOf(token, token.user.disabledAt, ctx.now()),
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  }));
  return [...views.filter(({ state }) => state === 'active'), ...views.filter(({ state }) => state !== 'active')];
}

function stateOf(token: { revokedAt: Date | null; expiresAt: Date | null }, disabledAt: Date | null, now: Date): ApiTokenState {
  if (token.revokedAt) return 'revoked';
  if (token.expiresAt && token.expiresAt <= now) return 'expired';
  return disabledAt ? 'person_disabled' : 'active';
}
