import { type Context, recordAudit } from '../../context';
import { permit } from '../../permissions';
import { openPerson, sealPerson } from './sealed-person';

/** Who is being erased is sealed under the first key of ENCRYPTION_KEYS. Safe to repeat; what no key opens stays. */
export async function rotateErasures(ctx: Context): Promise<{ rotated: number }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.erasure.findMany({
    where: { sealed: { not: null }, keyId: { not: keyring.primary } },
    select: { id: true, keyId: true, sealed: true },
  });
  let rotated = 0;
  for (const row of rows) {
    const person = row.keyId !== null && keyring.keys.has(row.keyId) ? openPerson(ctx, row) : null;
    if (person === null) continue;
    const { count } = await ctx.db.prisma.erasure.updateMany({
      where: { id: row.id, keyId: row.keyId },
      data: sealPerson(ctx, row.id, person),
    });
    rotated += count;
  }
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-erasures',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return { rotated };
}
