import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';

/** People who may own a record. */
export async function listOwners(ctx: Context): Promise<{ id: string; name: string }[]> {
  permit(ctx, 'crm.read');
  const users = await ctx.db.prisma.user.findMany({
    where: { disabledAt: null, role: { not: 'viewer' } },
    orderBy: { name: 'asc' },
    take: 500,
    select: { id: true, name: true },
  });
  return users.map((user) => ({ id: String(user.id), name: user.name }));
}
