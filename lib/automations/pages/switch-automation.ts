import { actorLabel, actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import { conflict, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import type { Tx } from '@/lib/db';
import { documentOf, fetchAutomation, lockClaims, type StoredAutomation } from '../internal';
import type { PauseInput, ResumeInput, SwitchOnInput } from '../schemas';
import { dropWaiting } from './save-automation';

const dayMs = 86_400_000;

const by = (ctx: Context, reason: string | null) => ({
  stateAt: ctx.now(),
  stateById: actorUserId(ctx.actor),
  stateBy: actorLabel(ctx.actor),
  stateReason: reason,
  retryAt: null,
  retryReason: null,
});

/** From now on, and for the days before where that is asked. What was shown is what is switched on. */
export async function switchOnAutomation(
  ctx: Context,
  { id, version, daysBack }: SwitchOnInput,
): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await fetchAutomation(tx, BigInt(id));
    if (row.version !== version) throw stale('automation');
    if (row.integration?.active === false)
      throw conflict('The integration is deactivated, so nothing is sent. Activate it first.');
    await requireSecret(tx, row);
    const { count } = await tx.automation.updateMany({
      where: { id: row.id, state: 'off', version },
      data: { state: 'on', since: new Date(ctx.now().getTime() - daysBack * dayMs), ...by(ctx, null) },
    });
    if (count === 0) throw conflict('It was switched on already. Reload to see it.');
    await recordAudit(ctx, tx, {
      action: 'automation.switch-on',
      subjectType: 'automation',
      subjectId: row.id,
      detail: { name: row.name, daysBack },
    });
  });
  return { id };
}

async function requireSecret(tx: Tx, row: StoredAutomation): Promise<void> {
  if (documentOf(row).action.kind !== 'webhook') return;
  if ((await tx.automationSecret.count({ where: { automationId: row.id } })) === 0)
    throw conflict('Nothing signs its webhooks yet. Make its signing secret first.');
}

/** Nothing is judged or begun any more; what has left is followed to its end. */
export async function pauseAutomation(ctx: Context, { id, reason }: PauseInput): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockClaims(tx);
    const row = await fetchAutomation(tx, BigInt(id));
    const { count } = await tx.automation.updateMany({
      where: { id: row.id, state: 'on' },
      data: { state: 'paused', ...by(ctx, reason === '' ? null : reason) },
    });
    if (count === 0) throw conflict('It isn’t on any more. Reload to see it.');
    await recordAudit(ctx, tx, {
      action: 'automation.pause',
      subjectType: 'automation',
      subjectId: row.id,
      detail: { name: row.name, reason },
    });
  });
  return { id };
}

/** Goes on: with whoever waits and what happened meanwhile, or from now on alone. */
export async function resumeAutomation(ctx: Context, { id, catchUp }: ResumeInput): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockClaims(tx);
    const row = await fetchAutomation(tx, BigInt(id));
    const { count } = await tx.automation.updateMany({
      where: { id: row.id, state: 'paused' },
      data: { state: 'on', ...(catchUp ? {} : { since: ctx.now() }), ...by(ctx, null) },
    });
    if (count === 0) throw conflict('It isn’t paused any more. Reload to see it.');
    if (!catchUp) await dropWaiting(ctx, tx, row.id, 'paused');
    await recordAudit(ctx, tx, {
      action: 'automation.resume',
      subjectType: 'automation',
      subjectId: row.id,
      detail: { name: row.name, catchUp },
    });
  });
  return { id };
}
