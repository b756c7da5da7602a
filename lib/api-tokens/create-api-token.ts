import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { invalidInput } from '../errors';
import { permit } from '../permissions';
import { hashToken, makeToken, shownPrefix } from './internal';
import type { CreateApiToken, CreatedApiToken } from './schemas';

const dayMs = 24 * 60 * 60_000;

/**
 * Makes a token for oneself, or for another person where `tokens.all` allows it. The answer is the only time it is
 * told; kept are its SHA-256 and its first characters.
 */
export async function createApiToken(ctx: Context, input: CreateApiToken): Promise<CreatedApiToken> {
  permit(ctx, 'tokens.own');
  const token = makeToken();
  return ctx.db.prisma.$transaction(async (tx) => {
    const owner = await findOwner(ctx, tx, input.userEmail);
    const made = await tx.apiToken.create({
      data: {
        userId: owner.id,
        name: input.name,
        prefix: shownPrefix(token),
        hash: hashToken(token),
        scopes: input.scopes,
        createdAt: ctx.now(),
        expiresAt:
          input.expiresInDays === null ? null : new Date(ctx.now().getTime() + input.expiresInDays * dayMs),
      },
      select: { id: true },
    });
    await recordAudit(ctx, tx, {
      action: 'api-token.create',
      subjectType: 'api_token',
      subjectId: made.id,
      detail: { name: input.name, scopes: input.scopes, for: owner.email },
    });
    return { id: String(made.id), token, name: input.name, ownerEmail: owner.email, scopes: input.scopes };
  });
}

/** The product itself has no token: without a name it means the first admin. */
async function findOwner(
  ctx: Context,
  tx: Tx,
  email: string | undefined,
): Promise<{ id: bigint; email: string }> {
  const { actor } = ctx;
  const own = actor.kind === 'person' && (email === undefined || email === actor.email);
  if (!own) permit(ctx, 'tokens.all');
  const owner = await tx.user.findFirst({
    where: {
      disabledAt: null,
      ...(actor.kind === 'person' && own
        ? { id: BigInt(actor.userId) }
        : email === undefined
          ? { role: 'admin' as const }
          : { email }),
    },
    orderBy: { id: 'asc' },
    select: { id: true, email: true },
  });
  if (owner) return owner;
  const message =
    email === undefined
      ? 'There is no admin yet. Make one with npm run user.'
      : `Nobody with the address ${email} can sign in here.`;
  throw invalidInput(message, { userEmail: message });
}
