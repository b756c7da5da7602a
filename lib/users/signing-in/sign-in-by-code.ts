import { recordAudit, type Context } from '../../context';
import { recoveryCodeText } from '../account-mails';
import { knownDevice } from '../known-device';
import type { CodeInput } from '../schemas';
import { takeCode } from '../second-factor/take-code';
import { tellPerson } from '../tell-person';
import { countTries, forgiveTries, type Try } from '../throttle';
import { openSession, type SignedIn, type SignInPlace } from './open-session';
import { endStep, findStep, holdStep } from './sign-in-step';

/** `wrong`: the code, which may be tried again; `over`: the step, so that the password is asked for anew. */
export type CodeRefused = 'wrong' | 'over';

/**
 * The second half of a sign-in: a code of the phone, or a recovery code, each taken once. Counted like passwords: strangers have the tries
 * of the account, a browser that the person signed in with before its own. Throws `too_many`.
 */
export async function signInByCode(
  ctx: Context,
  { step: token, code }: CodeInput & { step: string },
  place: SignInPlace,
): Promise<SignedIn | CodeRefused> {
  const step = await findStep(ctx, token);
  if (!step) return 'over';
  const { user } = step;
  const device = knownDevice(ctx.config.keyring, place.device, user.id);
  const tries: Try[] =
    device === null
      ? [{ limit: 'code', of: String(user.id) }]
      : [{ limit: 'device-code', of: `${user.id} ${device}` }];
  await countTries(ctx, tries);
  const answer = await ctx.db.prisma.$transaction(async (tx) => {
    if (!(await holdStep(tx, token))) return 'over';
    const used = await takeCode(ctx, tx, user.id, code);
    if (used === null) {
      await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, tx, {
        action: 'session.refuse',
        refused: true,
        subjectType: 'user',
        subjectId: user.id,
        detail: { at: 'code' },
      });
      return 'wrong';
    }
    await endStep(tx, token);
    if (used.by === 'recovery code')
      await tellPerson(ctx, tx, user, {
        kind: 'account-recovery-code',
        textOf: recoveryCodeText(used.left),
      });
    return openSession(ctx, tx, user, place, {
      detail: { secondFactor: used.by, ...('left' in used ? { recoveryCodesLeft: used.left } : {}) },
    });
  });
  if (typeof answer !== 'string') await forgiveTries(ctx, tries);
  return answer;
}
