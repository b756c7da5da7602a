import type { Actor } from '../actor';
import { sightColumns, type Context, type Sight } from '../context';
import { hashToken, isWellFormed } from './internal';
import { Scope } from './schemas';

export type TokenBearer = { tokenId: string; actor: Actor; scopes: ReadonlySet<Scope> };

const touchEveryMs = 60_000;

/**
 * Who a token speaks for, as the database knows them now: their role, whether they are disabled, whether the token was
 * revoked or has expired. null for anything that doesn't count. Notes the use and its place at most once a minute.
 */
export async function findTokenBearer(
  ctx: Pick<Context, 'db' | 'now' | 'whence'>,
  token: string,
): Promise<TokenBearer | null> {
  if (!isWellFormed(token)) return null;
  const found = await ctx.db.prisma.apiToken.findUnique({
    where: { hash: hashToken(token) },
    include: { user: true },
  });
  const now = ctx.now();
  if (!found || found.revokedAt || found.user.disabledAt) return null;
  if (found.expiresAt && found.expiresAt <= now) return null;
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > touchEveryMs) {
    await ctx.db.prisma.apiToken.updateMany({
      where: { id: found.id },
      data: {
        lastUsedAt: now,
        lastUsedSource: ctx.whence?.address ?? null,
        lastUsedProgram: ctx.whence?.userAgent ?? null,
      },
    });
  }
  const { user } = found;
  const [sight] = await ctx.db.prisma.$queryRaw<
    Sight[]
  >`SELECT ${sightColumns} FROM users u WHERE u.id = ${user.id}`;
  return {
    tokenId: String(found.id),
    actor: {
      kind: 'person',
      userId: String(user.id),
      name: user.name,
      email: user.email,
      role: user.role,
      ...(sight?.seesPeople ? { seesPeople: 'by reading' as const } : {}),
      ...(sight?.teammates.length ? { teammates: sight.teammates } : {}),
      ...(sight?.byOwner ? { byOwner: sight.byOwner } : {}),
    },
    scopes: new Set(found.scopes.flatMap((scope) => Scope.safeParse(scope).data ?? [])),
  };
}
