import { type Context, recordAudit } from '../../context';
import { permit } from '../../permissions';
import { resealRows } from '../../reseal';
import { openPerson, sealPerson } from './sealed-person';

/** Who is being erased is sealed under the first key of ENCRYPTION_KEYS. Safe to repeat; what no key opens stays. */
export async function rotateErasures(ctx: Context): Promise<{ rotated: number }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.erasure.findMany({
    where: { sealed: { not: null }, keyId: { not: keyring.primary } },
    select: { id: true, keyId: true, sealed: true },
  });
  const { rotated } = await resealRows(
    keyring,
    rows.flatMap((row) => {
      const { id, keyId } = row;
      if (keyId === null) return [];
      const reseal = async () => {
        const person = openPerson(ctx, row);
        if (person === null) return { count: 0 };
        return ctx.db.prisma.erasure.updateMany({
          where: { id, keyId },
          data: sealPerson(ctx, id, person),
        });
      };
      return [{ keyId, reseal }];
    }),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-erasures',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return { rotated };
}
