import { recordAudit, type FlowContext } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { resealRows } from '@/lib/reseal';
import { openSecret, sealSecret } from '@/lib/secrets';
import { webhookBinding } from './webhook-secret';

/** Encrypts what signs webhooks under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat. */
export async function rotateWebhookSecrets(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { automationSecret } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) => automationSecret.findMany({ where: { keyId }, take }),
    async ({ automationId, keyId, ciphertext }) => {
      const binding = webhookBinding(automationId);
      const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
      return automationSecret.updateMany({
        where: { automationId, ciphertext },
        data: sealSecret(keyring, binding, plain),
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-webhooks',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
