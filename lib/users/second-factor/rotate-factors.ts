import { recordAudit, type FlowContext } from '../../context';
import { permit } from '../../permissions';
import { resealRows } from '../../reseal';
import { openFactor, sealFactor } from './factor-secret';

/** Encrypts every second factor under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat. */
export async function rotateSecondFactors(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { secondFactor } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) => secondFactor.findMany({ where: { keyId }, take }),
    async (factor) =>
      secondFactor.updateMany({
        where: { id: factor.id, keyId: factor.keyId },
        data: sealFactor(keyring, factor.id, openFactor(keyring, factor)),
      }),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-second-factors',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
