import type { Context } from '../context';
import { readGridPage } from '../db';
import { permit } from '../permissions';
import type { RoleName, UserOption, UserView } from './schemas';
import { userGrid, type UserQuery } from './user-grid';
import { userColumns, userViewOf, type UserRow } from './user-row';

/** Everyone with an account. */
export async function listUsers(
  ctx: Context,
  query: UserQuery,
): Promise<{ rows: UserView[]; total: number }> {
  permit(ctx, 'users.read');
  const { rows, total } = await readGridPage<UserRow>(ctx.db.prisma, userGrid.ask(query, {}), userColumns);
  return { total, rows: rows.map(userViewOf) };
}

/** Everyone who has or had access, by name. */
export async function listEveryone(
  ctx: Context,
): Promise<(UserOption & { role: RoleName; disabled: boolean })[]> {
  permit(ctx, 'users.read');
  const users = await ctx.db.prisma.user.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, email: true, role: true, disabledAt: true },
  });
  return users.map(({ id, disabledAt, ...user }) => ({
    ...user,
    id: String(id),
    disabled: disabledAt !== null,
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
