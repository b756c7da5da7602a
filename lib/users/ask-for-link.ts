import { setTimeout as after } from 'node:timers/promises';
import { recordAudit, type Context } from '../context';
import { AppError } from '../errors';
import { requireMail } from '../mail';
import { makeAccountLink } from './account-link';
import type { ForgottenPasswordInput } from './schemas';
import { countTries, networkOf } from './throttle';

/** Longer than the work takes: who is known and who isn't get their answer after the same time (check 11). */
const answerMs = 600;

/**
 * "Forgot your password?": a link to the address that was typed, if it is somebody's. Whoever asks learns nothing of that. Throws
 * `too_many` for one network address alone; for one account further links are left out in silence.
 */
export async function askForLink(ctx: Context, { email }: ForgottenPasswordInput): Promise<void> {
  requireMail(ctx);
  const source = ctx.whence?.address ?? null;
  if (source !== null) await countTries(ctx, [{ limit: 'link-source', of: networkOf(source) }]);
  await Promise.all([sendTo(ctx, email), after(answerMs)]);
}

async function sendTo(ctx: Context, email: string): Promise<void> {
  try {
    await countTries(ctx, [{ limit: 'link-account', of: email }]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many') return;
    throw error;
  }
  const user = await ctx.db.prisma.user.findUnique({ where: { email } });
  if (!user || user.disabledAt || ctx.config.provider?.only) return;
  const kind = user.passwordHash === null ? 'invitation' : 'reset';
  await ctx.db.prisma.$transaction(async (tx) => {
    await makeAccountLink(ctx, tx, user, kind);
    await recordAudit({ ...ctx, actor: { kind: 'system', name: 'sign-in' } }, tx, {
      action: 'user.ask-for-link',
      subjectType: 'user',
      subjectId: user.id,
      detail: { kind },
    });
  });
}
