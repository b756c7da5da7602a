import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { resealRows } from '../reseal';
import { openSecret, sealSecret } from '../secrets';
import { tokenBinding } from './sign-in-state';

/** Encrypts every refresh token under the first key of ENCRYPTION_KEYS. Safe to repeat; one that no key opens is counted and stays. */
export async function rotateStudioTokens(ctx: Context): Promise<{ rotated: number; unreadable: number }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const { studioAccess } = ctx.db.prisma;
  const rows = await studioAccess.findMany({
    where: { ciphertext: { not: null }, keyId: { not: keyring.primary } },
  });
  const { rotated, unreadable } = await resealRows(
    keyring,
    rows.flatMap(({ userId, integrationId, keyId, ciphertext }) => {
      if (keyId === null || ciphertext === null) return [];
      const reseal = () => {
        const binding = tokenBinding(userId, integrationId);
        const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
        return studioAccess.updateMany({
          where: { userId, integrationId, ciphertext },
          data: sealSecret(keyring, binding, plain),
        });
      };
      return [{ keyId, reseal }];
    }),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-studio',
      subjectType: 'settings',
      detail: { rotated, unreadable, key: keyring.primary },
    });
  return { rotated, unreadable };
}
