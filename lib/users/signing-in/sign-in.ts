import { recordAudit, type Context } from '../../context';
import { knownDevice } from '../known-device';
import { verifyPassword } from '../password';
import type { Credentials } from '../schemas';
import { findConfirmed } from '../second-factor/take-code';
import { countTries, forgiveTries, networkOf, type Try } from '../throttle';
import { openSession, type SignedIn, type SignInPlace } from './open-session';
import { openStep } from './sign-in-step';

/** The password was right and a code is asked for: the browser keeps this until it comes. */
export type AwaitsCode = { sessionId: null; step: string };

/**
 * Checks e-mail and password, and opens a session row, or a step for whoever has a second factor. null for any mismatch, with the same
 * time and answer for unknown, wrong and disabled. Throws `too_many` for whoever guesses; a browser that the person signed in with before
 * has tries of its own, so guessers elsewhere don't shut the owner out (decision 58).
 */
export async function signIn(
  ctx: Context,
  { email, password }: Credentials,
  place: SignInPlace,
): Promise<SignedIn | AwaitsCode | null> {
  const user = await ctx.db.prisma.user.findUnique({ where: { email } });
  const device = user && knownDevice(ctx.config.keyring, place.device, user.id);
  const tries = triesOf(ctx, email, device);
  await countTries(ctx, tries);

  const matches = await verifyPassword(user?.passwordHash, password, device === null ? 'stranger' : 'known');
  if (!user || !matches || user.disabledAt || !passwordsWork(ctx, user)) {
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, ctx.db.prisma, {
      action: 'session.refuse',
      refused: true,
      subjectType: 'user',
      subjectId: user?.id ?? null,
    });
    return null;
  }
  await forgiveTries(ctx, tries);
  return ctx.db.prisma.$transaction(async (tx) => {
    if (!(await findConfirmed(tx, user.id))) return openSession(ctx, tx, user, place);
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, tx, {
      action: 'session.ask-code',
      subjectType: 'user',
      subjectId: user.id,
    });
    return { sessionId: null, step: await openStep(ctx, tx, user.id) };
  });
}

/** Where people sign in by a provider alone, for a day those whom `npm run user` let in. */
const passwordsWork = (
  { config, now }: Context,
  { passwordUntil }: { passwordUntil: Date | null },
): boolean => !config.provider?.only || (passwordUntil !== null && passwordUntil > now());

function triesOf({ whence }: Context, email: string, device: string | null): Try[] {
  const source = whence?.address ?? null;
  if (device !== null) return [{ limit: 'device', of: `${email} ${device}` }];
  return [
    ...(source === null ? [] : [{ limit: 'source' as const, of: networkOf(source) }]),
    { limit: 'pair', of: `${email} ${source === null ? '' : networkOf(source)}` },
    { limit: 'account', of: email },
  ];
}
