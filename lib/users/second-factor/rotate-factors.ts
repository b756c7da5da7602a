import { recordAudit, type Context } from '../../context';
import { permit } from '../../permissions';
import { resealRows } from '../../reseal';
import { openFactor, sealFactor } from './factor-secret';

/** Encrypts every second factor under the first key of ENCRYPTION_KEYS. Safe to repeat; one that no key opens is counted and stays. */
export async function rotateSecondFactors(ctx: Context): Promise<{ rotated: number; unreadable: number }> {
  permit(ctx, 'users.write');
  const { keyring } = ctx.config;
  const { secondFactor } = ctx.db.prisma;
  const rows = await secondFactor.findMany({ where: { keyId: { not: keyring.primary } } });
  const { rotated, unreadable } = await resealRows(
    keyring,
    rows.map((factor) => ({
      keyId: factor.keyId,
      reseal: () =>
        secondFactor.updateMany({
          where: { id: factor.id, keyId: factor.keyId },
          data: sealFactor(keyring, factor.id, openFactor(keyring, factor)),
        }),
    })),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-second-factors',
      subjectType: 'settings',
      detail: { rotated, unreadable, key: keyring.primary },
    });
  return { rotated, unreadable };
}
