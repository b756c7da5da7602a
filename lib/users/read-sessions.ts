import type { Context } from '../context';
import { programName } from '../program-name';
import type { SessionView } from './schemas';
import { lastingSessions } from './session';

const mostShown = 100;

/** Where a person is signed in, the latest first. */
export async function readSessions(
  ctx: Context,
  userId: bigint,
  currentSessionId: string | null,
): Promise<SessionView[]> {
  const sessions = await ctx.db.prisma.session.findMany({
    where: { userId, ...lastingSessions(ctx) },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    take: mostShown,
  });
  return sessions.map(({ id, userAgent, source, createdAt, lastSeenAt }) => ({
    id,
    device: programName(userAgent) ?? 'Unknown device',
    source,
    openedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThisOne: id === currentSessionId,
  }));
}
