import { recordAudit, type Context } from '../../context';
import { permit } from '../../permissions';
import { openFactor, sealFactor } from './factor-secret';

/** Encrypts every second factor under the first key of ENCRYPTION_KEYS. Safe to repeat; one that no key opens is counted and stays. */
export async function rotateSecondFactors(ctx: Context): Promise<{ rotated: number; unreadable: number }> {
  permit(ctx, 'users.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.secondFactor.findMany({ where: { keyId: { not: keyring.primary } } });
  let [rotated, unreadable] = [0, 0];
  for (const factor of rows) {
    if (!keyring.keys.has(factor.keyId)) {
      unreadable += 1;
      continue;
    }
    const { count } = await ctx.db.prisma.secondFactor.updateMany({
      where: { id: factor.id, keyId: factor.keyId },
      data: sealFactor(keyring, factor.id, openFactor(keyring, factor)),
    });
    rotated += count;
  }
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-second-factors',
      subjectType: 'settings',
      detail: { rotated, unreadable, key: keyring.primary },
    });
  return { rotated, unreadable };
}
