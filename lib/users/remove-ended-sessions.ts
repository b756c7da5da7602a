import type { Context } from '../context';

/** Drops sessions that ended a week ago or more, and throttle lines that count no more. Safe to repeat. */
export async function removeEndedSessions(ctx: Context): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    DELETE FROM sessions WHERE created_at < now() - interval '8 days'
      OR revoked_at < now() - interval '7 days'`;
  await ctx.db.prisma.$executeRaw`
    DELETE FROM rate_limits WHERE expire < extract(epoch FROM now() - interval '1 day') * 1000`;
}
