import type { FlowContext } from '@/lib/context';
import { hasToBeLookedAt } from './looks';

/** Automations that are on and weren't looked at for as long as a look at them costs, and those with something to be done here whose time has come. */
export async function findDueAutomations(ctx: Pick<FlowContext, 'db' | 'now'>): Promise<bigint[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT a.id FROM automations a LEFT JOIN integrations i ON i.id = a.integration_id
    WHERE a.state = 'on' AND (i.id IS NULL OR (i.active AND i.deleted_at IS NULL)) AND (${hasToBeLookedAt(ctx.now())} OR
      a.action->>'kind' IN ('tag', 'list', 'field') AND EXISTS (
        SELECT FROM automation_firings f WHERE f.automation_id = a.id AND f.state = 'waiting' AND f.due_at <= ${ctx.now()}::timestamptz))
    ORDER BY a.id`;
  return rows.map(({ id }) => id);
}
