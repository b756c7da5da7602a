import { recordAudit, type Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { resealRows } from '@/lib/reseal';
import { openSecret, sealSecret } from '@/lib/secrets';
import { webhookBinding } from './webhook-secret';

/** Encrypts what signs webhooks under the first key of ENCRYPTION_KEYS. Safe to repeat; one that no key opens is counted and stays. */
export async function rotateWebhookSecrets(ctx: Context): Promise<{ rotated: number; unreadable: number }> {
  permit(ctx, 'automations.write');
  const { keyring } = ctx.config;
  const { automationSecret } = ctx.db.prisma;
  const rows = await automationSecret.findMany({ where: { keyId: { not: keyring.primary } } });
  const { rotated, unreadable } = await resealRows(
    keyring,
    rows.map(({ automationId, keyId, ciphertext }) => ({
      keyId,
      reseal: () => {
        const binding = webhookBinding(automationId);
        const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
        return automationSecret.updateMany({
          where: { automationId, ciphertext },
          data: sealSecret(keyring, binding, plain),
        });
      },
    })),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-webhooks',
      subjectType: 'settings',
      detail: { rotated, unreadable, key: keyring.primary },
    });
  return { rotated, unreadable };
}
