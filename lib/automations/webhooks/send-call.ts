import type { FlowContext } from '@/lib/context';
import { Prisma, releaseLease, type Tx } from '@/lib/db';
import { isGivenUp, nextTryAt, tellReceiver, type WebhookOutcome } from '@/lib/outward';
import type { StoredAutomation } from '../internal';
import { pauseByProduct } from '../pause-by-product';
import type { AutomationDocument } from '../schemas';
import { factsOfPerson, standsAgainst } from '../stands-against';
import { callLease, changeCall, whileCallHeld, type HeldCall } from './call-lease';

const { sql } = Prisma;

const probeMs = 60_000;

type Asked = { row: StoredAutomation; automation: AutomationDocument; secret: string };

/** One attempt to tell a receiver. It carries the id of all attempts, since one that had no answer may have arrived. */
export async function sendCall(ctx: FlowContext, call: HeldCall, asked: Asked): Promise<void> {
  const { automation, row } = asked;
  if (automation.action.kind !== 'webhook') {
    await changeCall(ctx, call, (tx) => end(ctx, tx, call, { state: 'failed', code: 'changed', text: null }));
    return;
  }
  const reason = await reasonAgainst(ctx, automation, call.firingId);
  if (reason !== null) {
    await changeCall(ctx, call, (tx) => end(ctx, tx, call, { state: 'skipped', code: reason, text: null }));
    return;
  }
  const outcome = await attempt(ctx, call, automation.action.url, asked.secret);
  if (outcome === null) await releaseLease(ctx.db.prisma, callLease, call.lease);
  else await changeCall(ctx, call, (tx) => settle(ctx, tx, { call, outcome, automationId: row.id }));
  if (outcome?.kind === 'failed' && outcome.isForAll) await pauseByProduct(ctx, row.id, outcome.problem);
}

/** Attempts go on for a day: asked before each whether the person may still be reached. */
async function reasonAgainst(
  ctx: FlowContext,
  automation: AutomationDocument,
  firingId: bigint,
): Promise<string | null> {
  const [found] = await ctx.db.prisma.$queryRaw<{ reason: string | null }[]>`
    SELECT CASE WHEN r.deleted_at IS NOT NULL THEN 'deleted' ELSE ${standsAgainst(automation)} END AS reason
    FROM automation_firings f JOIN crm_records r ON r.id = f.record_id ${factsOfPerson(automation)} WHERE f.id = ${firingId}::bigint`;
  return found ? found.reason : 'deleted';
}

const attempt = (
  ctx: FlowContext,
  call: HeldCall,
  url: string,
  secret: string,
): Promise<WebhookOutcome | null> =>
  whileCallHeld(ctx, call, (held) =>
    tellReceiver(
      { url, body: call.body, id: call.messageId, secret },
      { at: held.now(), allowedHosts: held.config.outwardAllowedHosts ?? [], signal: held.signal },
    ),
  );

type Settled = { call: HeldCall; outcome: WebhookOutcome; automationId: bigint };

async function settle(ctx: FlowContext, tx: Tx, { call, outcome, automationId }: Settled): Promise<void> {
  if (outcome.kind === 'done') return end(ctx, tx, call, { state: 'done', code: null, text: null });
  if (outcome.kind === 'failed')
    return end(ctx, tx, call, { state: 'failed', code: 'webhook_refused', text: outcome.problem });
  if (isGivenUp(call.firstAt, ctx.now()))
    return end(ctx, tx, call, { state: 'failed', code: 'webhook_given_up', text: outcome.problem });
  await putOff(ctx, tx, { call, outcome, automationId });
}

/** Until then the receiver is told nothing of this person, and for a minute, or as long as it asked for, nothing at all. */
async function putOff(
  ctx: FlowContext,
  tx: Tx,
  { call, outcome, automationId }: Settled & { outcome: { kind: 'again' } },
): Promise<void> {
  const now = ctx.now();
  const next = nextTryAt(call.attemptCount + 1, outcome.notBefore, now);
  await tx.$executeRaw`
    UPDATE automation_calls SET next_step_at = ${next}::timestamptz, attempt_count = attempt_count + 1, lease_owner = NULL, lease_until = NULL
    WHERE firing_id = ${call.firingId}::bigint`;
  await tx.$executeRaw`
    UPDATE automation_firings SET attempt_count = attempt_count + 1, reason_code = 'webhook_again', reason_text = ${outcome.problem}
    WHERE id = ${call.firingId}::bigint AND state = 'sending'`;
  await tx.automation.update({
    where: { id: automationId },
    data: { retryAt: outcome.notBefore ?? new Date(now.getTime() + probeMs), retryReason: null },
  });
}

type End = { state: 'done' | 'failed' | 'skipped'; code: string | null; text: string | null };

async function end(ctx: FlowContext, tx: Tx, call: HeldCall, { state, code, text }: End): Promise<void> {
  const tried = sql`attempt_count + ${state === 'done' || code?.startsWith('webhook_') ? 1 : 0}::int`;
  await tx.$executeRaw`
    UPDATE automation_firings SET state = ${state}::text::firing_state, reason_code = ${code}, reason_text = ${text},
      attempt_count = ${tried}, settled_at = ${ctx.now()}::timestamptz
    WHERE id = ${call.firingId}::bigint AND state = 'sending'`;
  await tx.$executeRaw`
    UPDATE automation_calls SET body = NULL, next_step_at = NULL, attempt_count = ${tried}, lease_owner = NULL, lease_until = NULL
    WHERE firing_id = ${call.firingId}::bigint`;
}
