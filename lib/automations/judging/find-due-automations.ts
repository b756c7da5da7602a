import type { FlowContext } from '@/lib/context';
import type { Db } from '@/lib/db';

const lookEveryMs = 30_000;

/** When each was looked at last, by this process. It is kept nowhere else: looking writes nothing, and looking twice does nothing. */
const looked = new WeakMap<Db, Map<string, number>>();

/** Automations that are on and weren't looked at for a while, and those with something to be done here whose time has come. */
export async function findDueAutomations(ctx: Pick<FlowContext, 'db' | 'now'>): Promise<bigint[]> {
  const times = looked.get(ctx.db) ?? new Map<string, number>();
  looked.set(ctx.db, times);
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint; isDueHere: boolean; version: string }[]>`
    SELECT a.id, a.id || '.' || a.version || '.' || coalesce(a.state_at::text, '') AS version,
      a.action->>'kind' IN ('tag', 'list', 'field') AND EXISTS (
        SELECT FROM automation_firings f WHERE f.automation_id = a.id AND f.state = 'waiting' AND f.due_at <= ${ctx.now()}::timestamptz) AS "isDueHere"
    FROM automations a LEFT JOIN integrations i ON i.id = a.integration_id
    WHERE a.state = 'on' AND (i.id IS NULL OR (i.active AND i.deleted_at IS NULL)) ORDER BY a.id`;
  const now = ctx.now().getTime();
  return rows.flatMap(({ id, isDueHere, version }) => {
    // A clock that was set back is far away too.
    const isLong = Math.abs(now - (times.get(version) ?? 0)) >= lookEveryMs;
    if (isLong) times.set(version, now);
    return isLong || isDueHere ? [id] : [];
  });
}
