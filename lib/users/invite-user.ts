import { recordAudit, type Context } from '../context';
import { conflict, notFound } from '../errors';
import { permit } from '../permissions';
import { makeAccountLink } from './account-link';
import type { InvitedUser, InviteUser, LinkDelivery, UserRef } from './schemas';

/** Makes a person who can sign in once they have chosen a password by the link that goes to them. */
export async function inviteUser(ctx: Context, { email, name, role }: InviteUser): Promise<InvitedUser> {
  permit(ctx, 'users.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const [user] = await tx.user.createManyAndReturn({
      data: [{ email, name, role }],
      skipDuplicates: true,
      select: { id: true, name: true, email: true },
    });
    if (!user)
      throw conflict('Somebody has this address already.', {
        email: 'Somebody has this address already. Look for them among the users.',
      });
    const delivery = await makeAccountLink(ctx, tx, user, 'invitation');
    await recordAudit(ctx, tx, {
      action: 'user.invite',
      subjectType: 'user',
      subjectId: user.id,
      detail: { email, role },
    });
    return { id: String(user.id), name: user.name, delivery };
  });
}

/** Another link to choose a password by; the one before opens nothing any more. The password of now works until then. */
export async function sendPasswordLink(ctx: Context, { id }: UserRef): Promise<LinkDelivery> {
  permit(ctx, 'users.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: BigInt(id) } });
    if (!user) throw notFound('person');
    if (user.disabledAt) throw conflict(`${user.name} is deactivated. Reactivate them first.`);
    const kind = user.passwordHash === null ? 'invitation' : 'reset';
    const delivery = await makeAccountLink(ctx, tx, user, kind);
    await recordAudit(ctx, tx, {
      action: 'user.send-link',
      subjectType: 'user',
      subjectId: user.id,
      detail: { kind },
    });
    return delivery;
  });
}
