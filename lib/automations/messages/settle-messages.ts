import type { FlowContext } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';

const { sql } = Prisma;

type At = Pick<FlowContext, 'now'>;

/** `waiting`: nothing was done, and it is to be tried again. `unknown`: whether it was sent, nobody will know, so nobody repeats it but a person. */
export type MessageEnd =
  | { state: 'done' | 'waiting' | 'unknown' }
  | { state: 'failed'; code: string; text: string | null };

export async function settleMessage(ctx: At, tx: Tx, firingId: bigint, end: MessageEnd): Promise<void> {
  const now = ctx.now();
  const nothingDone = { leftAt: null, firedAt: null };
  await tx.automationFiring.updateMany({
    where: { id: firingId, state: 'sending' },
    data:
      end.state === 'waiting'
        ? { state: 'waiting', batchId: null, ...nothingDone }
        : end.state === 'failed'
          ? { state: 'failed', reasonCode: end.code, reasonText: end.text, settledAt: now, ...nothingDone }
          : { state: end.state, reasonCode: end.state === 'unknown' ? 'unheard' : null, settledAt: now },
  });
}

/** Whose message certainly didn't leave waits again; of the others nobody knows. Dotdigital tells nothing of a message that was sent. */
export async function endMessages(ctx: At, tx: Tx, batchId: bigint): Promise<void> {
  const now = sql`${ctx.now()}::timestamptz`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'waiting', batch_id = NULL, fired_at = NULL
    WHERE batch_id = ${batchId}::bigint AND state = 'sending' AND left_at IS NULL`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = 'unknown', reason_code = 'unheard', settled_at = ${now}
    WHERE batch_id = ${batchId}::bigint AND state = 'sending'`;
  await tx.$executeRaw`
    UPDATE automation_batches SET state = 'finished', ended_at = ${now}, next_step_at = NULL, lease_owner = NULL, lease_until = NULL
    WHERE id = ${batchId}::bigint`;
}
