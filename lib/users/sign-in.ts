import { randomUUID } from 'node:crypto';
import type { Role } from '../actor';
import { recordAudit, type Context } from '../context';
import { knownDevice, rememberDevice } from './known-device';
import { verifyPassword } from './password';
import type { Credentials } from './schemas';
import { countTries, forgiveTries, networkOf, type Try } from './throttle';

/** What the browser says of itself; the network address is the context's. */
export type SignInPlace = {
  userAgent: string | null;
  /** What the browser kept of earlier sign-ins. */
  device: string | null;
  /** The session that it has now, which the new one ends (check 15). */
  sessionId: string | null;
};

export const unknownPlace: SignInPlace = { userAgent: null, device: null, sessionId: null };

export type SignedIn = {
  sessionId: string;
  userId: string;
  /** For the browser to keep. */
  device: string;
};

type User = Parameters<typeof personOf>[0];

/**
 * Checks e-mail and password and opens a session row. null for any mismatch, with the same time and answer
 * for unknown, wrong and disabled. Throws `too_many` for whoever guesses; a browser that the person signed in with before has tries of
 * its own, so guessers elsewhere don't shut the owner out (decision 58).
 */
export async function signIn(
  ctx: Context,
  { email, password }: Credentials,
  place: SignInPlace,
): Promise<SignedIn | null> {
  const user = await ctx.db.prisma.user.findUnique({ where: { email } });
  const device = user && knownDevice(ctx.config.keyring, place.device, user.id);
  const tries = triesOf(ctx, email, device);
  await countTries(ctx, tries);

  const matches = await verifyPassword(user?.passwordHash, password, device === null ? 'stranger' : 'known');
  if (!user || !matches || user.disabledAt) {
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, ctx.db.prisma, {
      action: 'session.refuse',
      refused: true,
      subjectType: 'user',
      subjectId: user?.id ?? null,
    });
    return null;
  }
  await forgiveTries(ctx, tries);
  return openSession(ctx, user, place);
}

function triesOf({ whence }: Context, email: string, device: string | null): Try[] {
  const source = whence?.address ?? null;
  if (device !== null) return [{ limit: 'device', of: `${email} ${device}` }];
  return [
    ...(source === null ? [] : [{ limit: 'source' as const, of: networkOf(source) }]),
    { limit: 'pair', of: `${email} ${source === null ? '' : networkOf(source)}` },
    { limit: 'account', of: email },
  ];
}

async function openSession(ctx: Context, user: User, place: SignInPlace): Promise<SignedIn> {
  const sessionId = randomUUID();
  const actor = personOf(user);
  await ctx.db.prisma.$transaction(async (tx) => {
    if (place.sessionId !== null) {
      const [ended] = await tx.session.updateManyAndReturn({
        where: { id: place.sessionId, revokedAt: null },
        data: { revokedAt: ctx.now() },
        select: { userId: true },
      });
      if (ended)
        await recordAudit({ ...ctx, actor }, tx, {
          action: 'session.end',
          subjectType: 'user',
          subjectId: ended.userId,
        });
    }
    await tx.session.create({
      data: {
        id: sessionId,
        userId: user.id,
        userAgent: place.userAgent?.slice(0, 255) ?? null,
        source: ctx.whence?.address ?? null,
      },
    });
    await recordAudit({ ...ctx, actor }, tx, {
      action: 'session.open',
      subjectType: 'user',
      subjectId: user.id,
    });
  });
  const device = rememberDevice(ctx.config.keyring, place.device, user.id);
  return { sessionId, userId: String(user.id), device };
}

export const personOf = (user: { id: bigint; name: string; email: string; role: Role }) => ({
  kind: 'person' as const,
  userId: String(user.id),
  name: user.name,
  email: user.email,
  role: user.role,
});
