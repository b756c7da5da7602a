import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { endAccountLinks } from './account-link';
import { nameFrom } from './name-from';
import { keepAnAdmin } from './keep-an-admin';
import { hashPassword } from './password';
import { requireGoodPassword } from './password-rules';
import { endSessionsOf } from './session';
import type { CreateOrResetUser } from './schemas';

/**
 * Creates a person, or gives an existing one this role and password and ends their sessions. `asConfigured`: the password stands in the
 * environment, and is whoever's who runs Dotbridge to choose. `letInUntil`: the password works until then where people sign in by a
 * provider alone.
 */
export async function createOrResetUser(
  ctx: Context,
  input: CreateOrResetUser,
  { asConfigured = false, letInUntil }: { asConfigured?: boolean; letInUntil?: Date } = {},
): Promise<{ id: string; created: boolean }> {
  permit(ctx, 'users.write');
  if (!asConfigured)
    await requireGoodPassword(input.password, { email: input.email, name: input.name ?? '' });
  const passwordHash = await hashPassword(input.password);
  return ctx.db.prisma.$transaction(async (tx) => {
    const existing = await tx.user.findUnique({ where: { email: input.email }, select: { id: true } });
    if (existing && input.role !== 'admin') await keepAnAdmin(tx, existing.id);
    const user = await tx.user.upsert({
      where: { email: input.email },
      create: {
        email: input.email,
        name: input.name ?? nameFrom(input.email),
        role: input.role,
        passwordHash,
        passwordUntil: letInUntil ?? null,
      },
      update: {
        role: input.role,
        passwordHash,
        disabledAt: null,
        passwordUntil: letInUntil ?? null,
        ...(input.name ? { name: input.name } : {}),
      },
      select: { id: true },
    });
    await endAccountLinks(ctx, tx, user.id);
    await endSessionsOf(ctx, tx, user.id);
    await recordAudit(ctx, tx, {
      action: existing ? 'user.reset' : 'user.create',
      subjectType: 'user',
      subjectId: user.id,
      detail: { role: input.role },
    });
    return { id: String(user.id), created: !existing };
  });
}
