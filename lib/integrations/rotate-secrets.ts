import { type FlowContext, recordAudit } from '../context';
import { permit } from '../permissions';
import { resealRows } from '../reseal';
import { openSecret, sealSecret } from '../secrets';
import { secretBinding } from './stored-secrets';

/**
 * Encrypts every secret under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat, and to run while others save: a secret
 * that changed meanwhile is left as it is.
 */
export async function rotateSecrets(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { integrationSecret } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) => integrationSecret.findMany({ where: { keyId }, take }),
    async ({ integrationId, kind, keyId, ciphertext }) => {
      const binding = secretBinding(integrationId, kind);
      const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
      return integrationSecret.updateMany({
        where: { integrationId, kind, keyId, ciphertext },
        data: sealSecret(keyring, binding, plain),
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
