import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { readSessions } from './read-sessions';
import type { SessionView, UserRef, UserSessionRef } from './schemas';

/** Where somebody is signed in, the latest first. */
export async function listUserSessions(
  ctx: Context,
  { id }: UserRef,
  currentSessionId: string | null,
): Promise<SessionView[]> {
  permit(ctx, 'users.read');
  return readSessions(ctx, BigInt(id), currentSessionId);
}

/** Signs somebody out of one browser. A session of another person isn't touched. Safe to repeat. */
export async function endUserSession(ctx: Context, { id, sessionId }: UserSessionRef): Promise<void> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count > 0)
      await recordAudit(ctx, tx, {
        action: 'user.sign-out',
        subjectType: 'user',
        subjectId: userId,
        detail: { endedCount: count },
      });
  });
}
