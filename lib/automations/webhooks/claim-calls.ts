import { randomUUID } from 'node:crypto';
import type { FlowContext } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { askAgain, skip } from '../firing/ask-again';
import { documentOf, fetchAutomation, lockClaims } from '../internal';
import { readConditions } from '../read-conditions';
import { writeBodies } from './write-bodies';

/** Few, since whoever is claimed is asked no conditions any more. */
const atOnce = 10;

/** Stores what is to be told before it leaves, asking everyone once more; false: nobody is due. */
export async function claimCalls(ctx: FlowContext, automationId: bigint): Promise<boolean> {
  const known = await fetchAutomation(ctx.db.prisma, automationId);
  const filter = await readConditions(ctx, known);
  if (filter === null) return false;
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockClaims(tx);
      const row = await fetchAutomation(tx, automationId);
      const automation = documentOf(row);
      if (row.state !== 'on' || row.version !== known.version || automation.action.kind !== 'webhook')
        return false;
      const asked = await askAgain(ctx, tx, { row, automation, filter, limit: atOnce });
      await skip(ctx, tx, asked);
      const ids = asked.flatMap(({ id, reason }) => (reason === null ? [id] : []));
      if (ids.length > 0) await storeCalls(ctx, tx, automationId, await writeBodies(tx, row, ids));
      return asked.length > 0;
    },
    { timeout: 30_000, maxWait: 20_000 },
  );
}

/** Whoever is tried again keeps the id that the receiver may know already. */
async function storeCalls(
  ctx: FlowContext,
  tx: Tx,
  automationId: bigint,
  bodies: readonly { firingId: bigint; body: string }[],
): Promise<void> {
  const now = ctx.now();
  const rows = JSON.stringify(
    bodies.map(({ firingId, body }) => ({ firing: String(firingId), message: randomUUID(), body })),
  );
  await tx.$executeRaw`
    INSERT INTO automation_calls AS c (firing_id, automation_id, message_id, body, first_at, next_step_at)
    SELECT s.firing, ${automationId}::bigint, s.message, s.body, ${now}::timestamptz, ${now}::timestamptz
    FROM json_to_recordset(${rows}::json) s(firing bigint, message text, body text)
    ON CONFLICT (firing_id) DO UPDATE SET body = EXCLUDED.body, first_at = EXCLUDED.first_at, next_step_at = EXCLUDED.next_step_at,
      attempt_count = 0, lease_owner = NULL, lease_until = NULL, fence = c.fence + 1`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'sending', fired_at = ${now}::timestamptz, reason_code = NULL, reason_text = NULL
    WHERE id = ANY(${bodies.map(({ firingId }) => firingId)}::bigint[])`;
}
