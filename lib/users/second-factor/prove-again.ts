import { recordAudit, type Context } from '../../context';
import type { Tx } from '../../db';
import { AppError, conflict, invalidFields } from '../../errors';
import { permit } from '../../permissions';
import { ownId } from '../own-account';
import { verifyPassword } from '../password';
import type { ProofInput, ProofKind } from '../schemas';
import { countTries, forgiveTries, type Try } from '../throttle';
import { findConfirmed, takeCode } from './take-code';

/** So long one proof is enough for everything that asks for one. */
const freshMinutes = 10;

/**
 * Before what hurts: whoever sits at this session has shown within the last minutes who they are, by signing in or since. Throws `step_up`,
 * with what is to be asked for; the page asks, and repeats the call.
 */
export async function requireFreshProof(ctx: Context, sessionId: string | null): Promise<void> {
  const { prisma } = ctx.db;
  const userId = ownId(ctx);
  const since = new Date(ctx.now().getTime() - freshMinutes * 60_000);
  const fresh =
    sessionId !== null &&
    (await prisma.session.count({ where: { id: sessionId, userId, provedAt: { gte: since } } })) > 0;
  if (fresh) return;
  throw new AppError('step_up', 'no fresh proof in this session', {
    asks: await proofOf(prisma, userId, sessionId),
    userMessage: 'It wasn’t confirmed that it is you, so nothing was done.',
  });
}

/** A code of whoever has a second factor; of whoever has none, what they came in by: the password, or the provider. */
async function proofOf(tx: Tx, userId: bigint, sessionId: string | null): Promise<ProofKind> {
  if (await findConfirmed(tx, userId)) return 'code';
  const byProvider =
    sessionId !== null &&
    (await tx.session.count({ where: { id: sessionId, userId, byProvider: true } })) > 0;
  return byProvider ? 'provider' : 'password';
}

/** The proof itself: right, it holds for a while in this session alone. Wrong ones are counted, as passwords are. */
export async function proveAgain(
  ctx: Context,
  { proof }: ProofInput,
  sessionId: string | null,
): Promise<void> {
  permit(ctx, 'factor.own');
  if (sessionId === null) throw sessionEnded();
  const userId = ownId(ctx);
  const tries: Try[] = [{ limit: 'own', of: String(userId) }];
  await countTries(ctx, tries);
  const kind = await proofOf(ctx.db.prisma, userId, sessionId);
  const isPassword = kind === 'password' && (await isPasswordOf(ctx, userId, proof));
  const isRight = await ctx.db.prisma.$transaction(async (tx) => {
    const right = isPassword || (kind === 'code' && (await takeCode(ctx, tx, userId, proof)) !== null);
    await recordAudit(ctx, tx, {
      action: 'session.prove',
      refused: !right,
      subjectType: 'user',
      subjectId: userId,
      detail: { by: kind },
    });
    if (!right) return false;
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { provedAt: ctx.now() },
    });
    if (count !== 1) throw sessionEnded();
    return true;
  });
  if (!isRight)
    throw invalidFields({
      proof:
        kind === 'code'
          ? 'Not the code of now, or taken before. Wait for the next one.'
          : 'This is not your password.',
    });
  await forgiveTries(ctx, tries);
}

const sessionEnded = (): AppError => conflict('This session has ended. Sign in again.');

async function isPasswordOf(ctx: Context, userId: bigint, password: string): Promise<boolean> {
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  return verifyPassword(user.passwordHash, password);
}
