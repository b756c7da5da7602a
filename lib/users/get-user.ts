import type { Context } from '../context';
import { notFound } from '../errors';
import { permit } from '../permissions';
import type { SignInView, UserDetails, UserRef } from './schemas';
import { usersSeen } from './user-grid';
import { userColumns, userViewOf, type UserRow } from './user-row';

/** One person with their last sign-in, as the audit log has it. */
export async function getUser(ctx: Context, { id }: UserRef): Promise<UserDetails> {
  permit(ctx, 'users.read');
  const [row] = await ctx.db.prisma.$queryRaw<UserRow[]>`
    SELECT ${userColumns} FROM ${usersSeen} WHERE u.id = ${BigInt(id)}::bigint`;
  if (!row) throw notFound('person');
  return { ...userViewOf(row), lastSignIn: await findLastSignIn(ctx, id) };
}

async function findLastSignIn(ctx: Context, id: string): Promise<SignInView | null> {
  const line = await ctx.db.prisma.auditEntry.findFirst({
    where: { subjectType: 'user', subjectId: id, action: 'session.open', refused: false },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { at: true, address: true, userAgent: true },
  });
  return line && { at: line.at.toISOString(), device: line.userAgent, source: line.address };
}
