import { recordAudit, type FlowContext } from '../context';
import { permit } from '../permissions';
import { resealRows } from '../reseal';
import { openSecret, sealSecret } from '../secrets';
import { tokenBinding } from './sign-in-state';

/** Encrypts every refresh token under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat. */
export async function rotateStudioTokens(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { studioAccess } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) => studioAccess.findMany({ where: { ciphertext: { not: null }, keyId }, take }),
    async ({ userId, integrationId, keyId, ciphertext }) => {
      if (keyId === null || ciphertext === null) return { count: 0 };
      const binding = tokenBinding(userId, integrationId);
      const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
      return studioAccess.updateMany({
        where: { userId, integrationId, ciphertext },
        data: sealSecret(keyring, binding, plain),
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-studio',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
