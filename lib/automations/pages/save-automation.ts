import { actorLabel, actorUserId } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import type { PrismaTypes, Tx } from '@/lib/db';
import { conflict, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { documentOf, fetchAutomation, lockClaims } from '../internal';
import type { AutomationDocument, UpdateAutomationInput } from '../schemas';
import { checkDocument } from './check-document';
import { describeAutomation } from './describe-automation';

/** Made, and not switched on. */
export async function createAutomation(ctx: Context, asked: AutomationDocument): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const input = await checkDocument(ctx, tx, asked);
    await requireFreeName(tx, input.name, null);
    const { id } = await tx.automation.create({
      data: { ...columns(input), createdById: actorUserId(ctx.actor) },
      select: { id: true },
    });
    await keepVersion(ctx, tx, id, 1, input);
    await recordAudit(ctx, tx, {
      action: 'automation.create',
      subjectType: 'automation',
      subjectId: id,
      detail: { name: input.name },
    });
    return { id: String(id) };
  });
}

/**
 * Changed for whoever comes from now on. Where what it waits for or for whom has changed, it begins anew: whoever waited is skipped, and
 * what happened before isn't fired for.
 */
export async function updateAutomation(
  ctx: Context,
  { id, version, ...asked }: UpdateAutomationInput,
): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  const automationId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockClaims(tx);
    const row = await fetchAutomation(tx, automationId);
    if (row.version !== version) throw stale('automation');
    const input = await checkDocument(ctx, tx, asked);
    await requireFreeName(tx, input.name, automationId);
    const asksAnew = question(documentOf(row)) !== question(input);
    if (asksAnew) await dropWaiting(ctx, tx, automationId, 'changed');
    await tx.automation.update({
      where: { id: automationId },
      data: {
        ...columns(input),
        retryAt: null,
        retryReason: null,
        version: { increment: 1 },
        ...(asksAnew && row.state === 'on' ? { since: ctx.now() } : {}),
      },
    });
    await keepVersion(ctx, tx, automationId, version + 1, input);
    await recordAudit(ctx, tx, {
      action: 'automation.change',
      subjectType: 'automation',
      subjectId: automationId,
      detail: { name: input.name, version: version + 1 },
    });
  });
  return { id };
}

/** Whom it waits for. */
const question = ({ trigger, conditions, entity, integrationId }: AutomationDocument): string =>
  JSON.stringify([trigger, conditions, entity, integrationId]);

export const dropWaiting = (
  ctx: Context,
  tx: Tx,
  automationId: bigint,
  reasonCode: string,
): Promise<unknown> =>
  tx.automationFiring.updateMany({
    where: { automationId, state: 'waiting' },
    data: { state: 'skipped', reasonCode, reasonText: null, settledAt: ctx.now() },
  });

const json = (value: object): PrismaTypes.InputJsonObject => value as PrismaTypes.InputJsonObject;

const columns = ({
  name,
  integrationId,
  entity,
  trigger,
  conditions,
  action,
  limits,
}: AutomationDocument) => ({
  name,
  integrationId: integrationId === null ? null : BigInt(integrationId),
  entity,
  trigger: json(trigger),
  conditions: json(conditions),
  action: json(action),
  limits: json(limits),
});

async function requireFreeName(tx: Tx, name: string, own: bigint | null): Promise<void> {
  const other = await tx.automation.findUnique({ where: { name }, select: { id: true } });
  if (other && other.id !== own)
    throw conflict('An automation of this name exists already.', { name: 'Choose another name.' });
}

async function keepVersion(
  ctx: Context,
  tx: Tx,
  automationId: bigint,
  version: number,
  input: AutomationDocument,
): Promise<void> {
  const { sentence } = await describeAutomation(ctx, input);
  await tx.automationVersion.create({
    data: {
      automationId,
      version,
      document: json(input),
      sentence,
      actorLabel: actorLabel(ctx.actor),
      createdAt: ctx.now(),
    },
  });
}
