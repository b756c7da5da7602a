import { recordAudit, type Context } from '../context';
import { invalidFields } from '../errors';
import { permit } from '../permissions';
import { endAccountLinks, tellPasswordChanged } from './account-link';
import { ownId } from './own-account';
import { hashPassword, verifyPassword } from './password';
import { requireGoodPassword } from './password-rules';
import type { ChangePasswordInput } from './schemas';
import { endSessionsOf } from './session';
import { countTries, forgiveTries, type Try } from './throttle';

/** One's own, with the one of now: a browser left alone gives it to nobody. Every other session ends, and a mail tells. */
export async function changeOwnPassword(
  ctx: Context,
  { current, password }: ChangePasswordInput,
  currentSessionId: string | null,
): Promise<void> {
  permit(ctx, 'account.own');
  const id = ownId(ctx);
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id } });
  const tries: Try[] = [{ limit: 'own', of: String(id) }];
  await countTries(ctx, tries);
  if (!(await verifyPassword(user.passwordHash, current)))
    throw invalidFields({ current: 'This is not your current password.' });
  await forgiveTries(ctx, tries);
  await requireGoodPassword(password, user);
  const passwordHash = await hashPassword(password);
  await ctx.db.prisma.$transaction(async (tx) => {
    await endAccountLinks(ctx, tx, id);
    await tx.user.update({ where: { id }, data: { passwordHash } });
    await endSessionsOf(ctx, tx, id, currentSessionId);
    await tellPasswordChanged(ctx, tx, user);
    await recordAudit(ctx, tx, { action: 'account.change-password', subjectType: 'user', subjectId: id });
  });
}
