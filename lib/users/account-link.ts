import { createHash, randomBytes } from 'node:crypto';
import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { conflict, notFound } from '../errors';
import { mailSetup, queueMail, withdrawMail, writeMail } from '../mail';
import { linkText, passwordChangedText } from './account-mails';
import { tellPerson, type Recipient } from './tell-person';
import { hashPassword } from './password';
import { requireGoodPassword } from './password-rules';
import { endSessionsOf } from './session';
import type { AccountLinkKind, LinkDelivery, LinkOwner, SetPasswordInput } from './schemas';
import { personOf } from './person-of';

/** reliability.md check 17: as short, as random, and never kept but as its hash. */
const validMinutes = 60;
const tokenBytes = 32;
const mailKinds: AccountLinkKind[] = ['invitation', 'reset'];
export const mailKindOf = (kind: AccountLinkKind): string => `account-${kind}`;

/**
 * A link with which one person chooses their password, once; it takes the place of any earlier one. By mail where mail goes out, else told to
 * whoever asked for it, this once.
 */
export async function makeAccountLink(
  ctx: Context,
  tx: Tx,
  user: Recipient,
  kind: AccountLinkKind,
): Promise<LinkDelivery> {
  const { applicationUrl } = ctx.config.mail;
  const { provider } = ctx.config;
  if (provider?.only)
    throw conflict(
      `People sign in by ${provider.name} here, and nobody has a password to choose. They come in there without an invitation.`,
    );
  if (applicationUrl === null)
    throw conflict('A link needs an address to begin with: NEXTAUTH_URL is not set.');
  await endAccountLinks(ctx, tx, user.id);
  const token = randomBytes(tokenBytes).toString('base64url');
  const expiresAt = new Date(ctx.now().getTime() + validMinutes * 60_000);
  const { id } = await tx.accountLink.create({
    data: { userId: user.id, kind, tokenHash: hashOf(token), createdAt: ctx.now(), expiresAt },
    select: { id: true },
  });
  const url = `${applicationUrl}/set-password?${new URLSearchParams({ token })}`;
  if (mailSetup(ctx) === null) return { by: 'link', url, minutes: validMinutes };
  await queueMail(ctx, tx, {
    key: `${mailKindOf(kind)}:${id}`,
    kind: mailKindOf(kind),
    userId: user.id,
    to: { name: user.name, address: user.email },
    content: {
      ...writeMail(linkText(kind, { name: user.name, url, minutes: validMinutes })),
      stopUrl: null,
    },
    expiresAt,
  });
  return { by: 'mail', to: user.email, minutes: validMinutes };
}

/** What was sent before opens nothing any more, and doesn't leave if it hasn't yet. */
export async function endAccountLinks(ctx: Context, tx: Tx, userId: bigint): Promise<void> {
  await tx.accountLink.updateMany({ where: { userId, endedAt: null }, data: { endedAt: ctx.now() } });
  for (const kind of mailKinds) await withdrawMail(ctx, tx, { userId, kind: mailKindOf(kind) });
}

const hashOf = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest());

const findLink = (ctx: Context, token: string) =>
  ctx.db.prisma.accountLink.findFirst({
    where: {
      tokenHash: hashOf(token),
      endedAt: null,
      expiresAt: { gt: ctx.now() },
      user: { disabledAt: null },
    },
    include: { user: true },
  });

/** Whose password a link sets; null: it was used, replaced or altered, or its time is over. Reading it uses nothing up. */
export async function findAccountLink(ctx: Context, token: string): Promise<LinkOwner | null> {
  const link = await findLink(ctx, token);
  return link && { kind: link.kind, name: link.user.name, email: link.user.email };
}

/** Sets the password of whom the link was sent to, once; every session ends, and a mail tells. */
export async function setPasswordByLink(
  ctx: Context,
  { token, password }: SetPasswordInput,
): Promise<LinkOwner> {
  const link = await findLink(ctx, token);
  if (!link) throw notFound('link');
  const { user, kind } = link;
  await requireGoodPassword(password, user);
  const passwordHash = await hashPassword(password);
  await ctx.db.prisma.$transaction(async (tx) => {
    // Of two who press at once one finds it ended.
    const { count } = await tx.accountLink.updateMany({
      where: { id: link.id, endedAt: null, expiresAt: { gt: ctx.now() } },
      data: { endedAt: ctx.now() },
    });
    const { count: known } = await tx.user.updateMany({
      where: { id: user.id, disabledAt: null },
      data: { passwordHash },
    });
    if (count === 0 || known === 0) throw notFound('link');
    await endSessionsOf(ctx, tx, user.id);
    await recordAudit({ ...ctx, actor: personOf(user) }, tx, {
      action: 'user.set-password',
      subjectType: 'user',
      subjectId: user.id,
      detail: { by: kind },
    });
    if (kind === 'reset') await tellPasswordChanged(ctx, tx, user);
  });
  return { kind, name: user.name, email: user.email };
}

/** Tells whom it concerns, in case it wasn't them. */
export const tellPasswordChanged = (ctx: Context, tx: Tx, user: Recipient): Promise<void> =>
  tellPerson(ctx, tx, user, { kind: 'account-password', textOf: passwordChangedText });
