import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { openSecret, sealSecret } from '../secrets';
import { tokenBinding } from './sign-in-state';

/** Encrypts every refresh token under the first key of ENCRYPTION_KEYS. Safe to repeat; one that no key opens is counted and stays. */
export async function rotateStudioTokens(ctx: Context): Promise<{ rotated: number; unreadable: number }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.studioAccess.findMany({
    where: { ciphertext: { not: null }, keyId: { not: keyring.primary } },
  });
  let [rotated, unreadable] = [0, 0];
  for (const { userId, integrationId, keyId, ciphertext } of rows) {
    if (keyId === null || ciphertext === null) continue;
    if (!keyring.keys.has(keyId)) {
      unreadable += 1;
      continue;
    }
    const binding = tokenBinding(userId, integrationId);
    const plain = openSecret(keyring, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
    const { count } = await ctx.db.prisma.studioAccess.updateMany({
      where: { userId, integrationId, ciphertext },
      data: sealSecret(keyring, binding, plain),
    });
    rotated += count;
  }
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-studio',
      subjectType: 'settings',
      detail: { rotated, unreadable, key: keyring.primary },
    });
  return { rotated, unreadable };
}
