import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { notFound } from '../errors';
import { withdrawMail } from '../mail';
import { may, permit } from '../permissions';
import { expiryMailKey } from './remind-of-expiry';
import type { ApiTokenId } from './schemas';

/** Ends a token for good, from the next request on. Pressing twice is pressing once; another person's token isn't there. */
export async function revokeApiToken(ctx: Context, input: ApiTokenId): Promise<{ id: string; name: string }> {
  permit(ctx, 'tokens.own');
  return ctx.db.prisma.$transaction(async (tx) => {
    const token = await tx.apiToken.findUnique({
      where: { id: BigInt(input.id) },
      select: { id: true, name: true, userId: true },
    });
    if (!token || (token.userId !== actorUserId(ctx.actor) && !may(ctx.actor, 'tokens.all')))
      throw notFound('API token');
    const { count } = await tx.apiToken.updateMany({
      where: { id: token.id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count > 0) {
      await withdrawMail(ctx, tx, { userId: token.userId, key: expiryMailKey(String(token.id)) });
      await recordAudit(ctx, tx, {
        action: 'api-token.revoke',
        subjectType: 'api_token',
        subjectId: token.id,
        detail: { name: token.name },
      });
    }
    return { id: input.id, name: token.name };
  });
}
