import { recordAudit, sightColumns, type Context } from '../context';
import type { Actor } from '../actor';
import type { Tx } from '../db';
import { personOf } from './person-of';

/** A session ends after 12 hours, or after one without a click (reliability.md P10). */
const absoluteMs = 12 * 60 * 60_000;
const idleMs = 60 * 60_000;
const touchEveryMs = 60_000;

type SessionContext = Pick<Context, 'db' | 'now'>;

/** The person behind a session as the database knows them now: role, disabled, ended. null: not signed in. */
export async function findActorBySession(ctx: SessionContext, sessionId: string): Promise<Actor | null> {
  const session = await findSession(ctx, sessionId);
  if (!session) return null;
  const now = ctx.now();
  if (now.getTime() - session.lastSeenAt.getTime() > touchEveryMs) {
    await ctx.db.prisma.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } });
  }
  return personOf(session);
}

/** The same, asked by a page that nobody need be sitting at: the hour without a click goes on. */
export async function peekActorBySession(ctx: SessionContext, sessionId: string): Promise<Actor | null> {
  const session = await findSession(ctx, sessionId);
  return session && personOf(session);
}

type SessionRow = Parameters<typeof personOf>[0] & { createdAt: Date; lastSeenAt: Date };

async function findSession(ctx: SessionContext, sessionId: string) {
  const [session] = await ctx.db.prisma.$queryRaw<SessionRow[]>`
    SELECT s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", u.id, u.name, u.email, u.role::text AS role,
      EXISTS (SELECT FROM role_rules r WHERE r.role = u.role AND r.needs_second_factor)
        AND NOT s.by_provider AND NOT EXISTS (SELECT FROM second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "lacksSecondFactor",
      ${sightColumns}
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.revoked_at IS NULL AND u.disabled_at IS NULL`;
  const now = ctx.now().getTime();
  if (!session || now - session.createdAt.getTime() > absoluteMs) return null;
  return now - session.lastSeenAt.getTime() > idleMs ? null : session;
}

/** Sessions that have neither been ended nor run out, as a condition. */
export function lastingSessions(ctx: SessionContext) {
  const now = ctx.now().getTime();
  return {
    revokedAt: null,
    createdAt: { gte: new Date(now - absoluteMs) },
    lastSeenAt: { gte: new Date(now - idleMs) },
  };
}

/** All of a person's, or all but one; and what was about to become one. */
export async function endSessionsOf(
  ctx: SessionContext,
  tx: Tx,
  userId: bigint,
  butThis: string | null = null,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(butThis === null ? {} : { id: { not: butThis } }) },
    data: { revokedAt: ctx.now() },
  });
  await tx.signInStep.deleteMany({ where: { userId } });
  return count;
}

/** Signs out: the row ends the session, whoever still holds the cookie. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 0) return;
    const { user } = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { user: { select: { id: true, name: true, email: true, role: true } } },
    });
    await recordAudit({ ...ctx, actor: personOf(user) }, tx, {
      action: 'session.end',
      subjectType: 'user',
      subjectId: user.id,
    });
  });
}
