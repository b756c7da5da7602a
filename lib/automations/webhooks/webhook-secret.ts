import { actorLabel } from '@/lib/actor';
import { recordAudit, type Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { newWebhookSecret } from '@/lib/outward';
import { permit } from '@/lib/permissions';
import { openSecret, sealSecret } from '@/lib/secrets';
import { fetchAutomation } from '../internal';

export const webhookBinding = (automationId: bigint): string => `automation_secrets.${automationId}`;

/** What signs the automation's webhooks from now on, told this once. One that stood before signs nothing more. */
export async function makeWebhookSecret(
  ctx: Context,
  { id }: { id: string },
): Promise<{ id: string; secret: string }> {
  permit(ctx, 'automations.write');
  const secret = newWebhookSecret();
  await ctx.db.prisma.$transaction(async (tx) => {
    const { id: automationId, name } = await fetchAutomation(tx, BigInt(id));
    const data = {
      ...sealSecret(ctx.config.keyring, webhookBinding(automationId), secret),
      madeBy: actorLabel(ctx.actor),
      madeAt: ctx.now(),
    };
    await tx.automationSecret.upsert({
      where: { automationId },
      create: { automationId, ...data },
      update: data,
    });
    await recordAudit(ctx, tx, {
      action: 'automation.secret',
      subjectType: 'automation',
      subjectId: automationId,
      detail: { name },
    });
  });
  return { id, secret };
}

/** null: nobody has made one. */
export async function readWebhookSecret(
  ctx: Pick<Context, 'config'>,
  tx: Tx,
  automationId: bigint,
): Promise<string | null> {
  const row = await tx.automationSecret.findUnique({ where: { automationId } });
  if (!row) return null;
  const { keyId, ciphertext } = row;
  return openSecret(ctx.config.keyring, webhookBinding(automationId), {
    keyId,
    ciphertext: new Uint8Array(ciphertext),
  });
}
