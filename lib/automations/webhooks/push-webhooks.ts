import type { FlowContext } from '@/lib/context';
import { awake } from '../firing/find-awake';
import { documentOf, fetchAutomation, type StoredAutomation } from '../internal';
import { pauseByProduct } from '../pause-by-product';
import { takeDueCall } from './call-lease';
import { claimCalls } from './claim-calls';
import { sendCall } from './send-call';
import { readWebhookSecret } from './webhook-secret';

/**
 * Tells the receiver of an automation whatever is due, one after the other. Each call is stored before it leaves and carries the same id
 * whenever it is repeated. Safe to repeat, to overlap, to be killed anywhere.
 */
export async function pushWebhooks(ctx: FlowContext, automationId: bigint): Promise<void> {
  while (!ctx.signal.aborted && (await pushNext(ctx, automationId)));
}

/** false: nothing is due, or nothing may leave now. */
async function pushNext(ctx: FlowContext, automationId: bigint): Promise<boolean> {
  const row = await fetchAutomation(ctx.db.prisma, automationId);
  if (!(await mayLeave(ctx, row))) return false;
  const secret = await readWebhookSecret(ctx, ctx.db.prisma, automationId);
  if (secret === null) {
    await pauseByProduct(
      ctx,
      automationId,
      'It has no signing secret, so nobody was told. Make one, then resume.',
    );
    return false;
  }
  const call = await takeDueCall(ctx, automationId);
  if (call === null) return claimCalls(ctx, automationId);
  await sendCall(ctx, call, { row, automation: documentOf(row), secret });
  return true;
}

async function mayLeave(
  ctx: FlowContext,
  { state, retryAt, limits, integration }: StoredAutomation,
): Promise<boolean> {
  if (state !== 'on' || (retryAt !== null && retryAt > ctx.now())) return false;
  return (await awake(ctx, [{ limits, timeZone: integration?.timeZone ?? null }])).length > 0;
}
