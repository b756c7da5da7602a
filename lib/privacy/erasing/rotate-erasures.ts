import { recordAudit, type FlowContext } from '../../context';
import { permit } from '../../permissions';
import { resealRows } from '../../reseal';
import { openPerson, sealPerson } from './sealed-person';

/** Who is being erased is sealed under the first key of ENCRYPTION_KEYS: how many that were. Safe to repeat. */
export async function rotateErasures(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { erasure } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) =>
      erasure.findMany({
        where: { sealed: { not: null }, keyId },
        select: { id: true, keyId: true, sealed: true },
        take,
      }),
    async (row) => {
      const person = openPerson(ctx, row);
      if (person === null) return { count: 0 };
      return erasure.updateMany({
        where: { id: row.id, keyId: row.keyId },
        data: sealPerson(ctx, row.id, person),
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-erasures',
      subjectType: 'settings',
      detail: { rotated, key: ctx.config.keyring.primary },
    });
  return rotated;
}
