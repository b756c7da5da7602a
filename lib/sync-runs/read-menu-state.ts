import type { Context } from '../context';

/** What the menu shows: runs under way, and whether there is anything of Dotdigital to show yet. No permission: it names nothing. */
export async function readMenuState(ctx: Context): Promise<{ runningRuns: number; showDotdigital: boolean }> {
  const [row] = await ctx.db.prisma.$queryRaw<{ running: number; integrations: boolean }[]>`
    SELECT (SELECT count(*)::int FROM sync_runs WHERE state = 'running') AS running,
           EXISTS (SELECT FROM integrations WHERE deleted_at IS NULL) AS integrations`;
  return { runningRuns: row?.running ?? 0, showDotdigital: row?.integrations ?? false };
}
