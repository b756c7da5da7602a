import type { Context } from '../context';
import { permit } from '../permissions';
import type { UserOption, UserView } from './schemas';

/** Everyone with an account, by name. */
export async function listUsers(ctx: Context): Promise<UserView[]> {
  permit(ctx, 'users.read');
  const users = await ctx.db.prisma.user.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } } },
  });
  return users.map((user) => ({
    id: String(user.id),
    name: user.name,
    email: user.email,
    role: user.role,
    disabled: user.disabledAt !== null,
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
  }));
}

/** Who can own a record, list or integration. */
export async function listOwnerOptions(ctx: Context): Promise<UserOption[]> {
  permit(ctx, 'lists.read');
  const users = await ctx.db.prisma.user.findMany({
    where: { disabledAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, email: true },
  });
  return users.map((user) => ({ id: String(user.id), name: user.name, email: user.email }));
}
