import { recordAudit, type FlowContext } from '../../context';
import { permit } from '../../permissions';
import { resealRows } from '../../reseal';
import { openAddress, sealAddress } from './sealed-address';

/** Encrypts the address under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat. */
export async function rotateAlertAddress(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { alertAddress } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) => alertAddress.findMany({ where: { keyId }, take }),
    ({ readerId, keyId, ciphertext }) =>
      alertAddress.updateMany({
        where: { readerId, ciphertext },
        data: sealAddress(ctx, readerId, openAddress(ctx, readerId, { keyId, ciphertext })),
      }),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-alert-address',
      subjectType: 'settings',
      detail: { rotated, key: ctx.config.keyring.primary },
    });
  return rotated;
}
