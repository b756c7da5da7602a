import type { Context } from '../context';
import { Prisma, readGridPage } from '../db';
import { permit } from '../permissions';
import type { RoleName, UserOption, UserState, UserView } from './schemas';
import { hasSecondFactor, lastSeen, userGrid, userState, type UserQuery } from './user-grid';

type Row = {
  id: bigint;
  name: string;
  email: string;
  role: RoleName;
  state: UserState;
  hasSecondFactor: boolean;
  createdAt: Date;
  lastSeenAt: Date | null;
};

/** Everyone with an account. */
export async function listUsers(
  ctx: Context,
  query: UserQuery,
): Promise<{ rows: UserView[]; total: number }> {
  permit(ctx, 'users.read');
  const { rows, total } = await readGridPage<Row>(
    ctx.db.prisma,
    userGrid.ask(query, {}),
    Prisma.sql`u.id, u.name, u.email, u.role::text AS role, ${userState} AS state, ${hasSecondFactor} AS "hasSecondFactor", u.created_at AS "createdAt", ${lastSeen} AS "lastSeenAt"`,
  );
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      id: String(row.id),
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    })),
  };
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
