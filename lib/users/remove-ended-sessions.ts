import type { Context } from '../context';

/** Drops sessions that ended a week ago or more, links that open nothing any more, and tries that count no more. Safe to repeat. */
export async function removeEndedSessions(ctx: Context): Promise<void> {
  await ctx.db.prisma.$executeRaw`
    WITH gone AS (
      DELETE FROM sessions WHERE created_at < now() - interval '8 days' OR revoked_at < now() - interval '7 days'
      RETURNING user_id, last_seen_at
    )
    UPDATE users u SET last_seen_at = greatest(u.last_seen_at, seen.at)
    FROM (SELECT user_id, max(last_seen_at) AS at FROM gone GROUP BY user_id) seen WHERE seen.user_id = u.id`;
  await ctx.db.prisma.$executeRaw`DELETE FROM sign_in_steps WHERE expires_at < now()`;
  await ctx.db.prisma.$executeRaw`DELETE FROM account_links WHERE expires_at < now() - interval '7 days'`;
  await ctx.db.prisma.$executeRaw`
    DELETE FROM rate_limits WHERE expire < extract(epoch FROM now() - interval '1 day') * 1000`;
}
