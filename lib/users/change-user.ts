import { recordAudit, type Context } from '../context';
import { notFound } from '../errors';
import { withdrawMail } from '../mail';
import { permit } from '../permissions';
import { endAccountLinks } from './account-link';
import { keepAnAdmin } from './keep-an-admin';
import type { ChangeRole, UserRef } from './schemas';
import { endSessionsOf } from './session';

/** Holds from the person's next request on, and for their tokens too. Safe to repeat. */
export async function changeRole(ctx: Context, { id, role }: ChangeRole): Promise<void> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    if (role !== 'admin') await keepAnAdmin(tx, userId);
    const before = await tx.user.findUnique({ where: { id: userId }, select: { role: true } });
    if (!before) throw notFound('person');
    if (before.role === role) return;
    await tx.user.update({ where: { id: userId }, data: { role } });
    await recordAudit(ctx, tx, {
      action: 'user.change-role',
      subjectType: 'user',
      subjectId: userId,
      detail: { before: before.role, after: role },
    });
  });
}

/** Signs the person out everywhere and lets nothing of theirs in: no password, link or token. What they own and did stays. Safe to repeat. */
export async function deactivateUser(ctx: Context, { id }: UserRef): Promise<void> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await keepAnAdmin(tx, userId);
    await endAccountLinks(ctx, tx, userId);
    const { count } = await tx.user.updateMany({
      where: { id: userId, disabledAt: null },
      data: { disabledAt: ctx.now() },
    });
    if (count === 0) return;
    await endSessionsOf(ctx, tx, userId);
    await withdrawMail(ctx, tx, { userId });
    await recordAudit(ctx, tx, { action: 'user.deactivate', subjectType: 'user', subjectId: userId });
  });
}

/** The person signs in with the password they had; tokens that weren't revoked work again. Safe to repeat. */
export async function reactivateUser(ctx: Context, { id }: UserRef): Promise<void> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, disabledAt: { not: null } },
      data: { disabledAt: null },
    });
    if (count === 0) return;
    await recordAudit(ctx, tx, { action: 'user.reactivate', subjectType: 'user', subjectId: userId });
  });
}

/** Ends every session of a person. Safe to repeat. */
export async function signOutUser(ctx: Context, { id }: UserRef): Promise<{ endedCount: number }> {
  permit(ctx, 'users.write');
  const userId = BigInt(id);
  return ctx.db.prisma.$transaction(async (tx) => {
    const endedCount = await endSessionsOf(ctx, tx, userId);
    if (endedCount > 0)
      await recordAudit(ctx, tx, {
        action: 'user.sign-out',
        subjectType: 'user',
        subjectId: userId,
        detail: { endedCount },
      });
    return { endedCount };
  });
}
