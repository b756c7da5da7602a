import { randomUUID } from 'node:crypto';
import { encode } from 'uqr';
import { recordAudit, type Context } from '../../context';
import { conflict, invalidFields } from '../../errors';
import { permit } from '../../permissions';
import { secondFactorText } from '../account-mails';
import { ownId } from '../own-account';
import { tellPerson } from '../tell-person';
import { countTries, forgiveTries, type Try } from '../throttle';
import type { CodeInput, FactorSetUp, NewRecoveryCodes } from '../schemas';
import { sealFactor } from './factor-secret';
import { replaceRecoveryCodes } from './recovery-codes';
import { newTotpSecret, totpAddress } from './totp';
import { takeStep } from './take-code';

const openMinutes = 30;

/** A key for the person's phone. Nothing is asked for with it until its first code was right; one in use goes on until then. */
export async function beginSecondFactor(ctx: Context): Promise<FactorSetUp> {
  permit(ctx, 'factor.own');
  const userId = ownId(ctx);
  const [id, secret] = [randomUUID(), newTotpSecret()];
  const user = await ctx.db.prisma.$transaction(async (tx) => {
    await tx.secondFactor.deleteMany({ where: { userId, confirmedAt: null } });
    await tx.secondFactor.create({
      data: { id, userId, createdAt: ctx.now(), ...sealFactor(ctx.config.keyring, id, secret) },
    });
    await recordAudit(ctx, tx, {
      action: 'account.begin-second-factor',
      subjectType: 'user',
      subjectId: userId,
    });
    return tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  });
  return { key: secret, picture: drawCode(totpAddress(secret, user.email)) };
}

/** The phone's first code: from now on it is asked for. Answers the recovery codes, which nobody can show again. */
export async function confirmSecondFactor(ctx: Context, { code }: CodeInput): Promise<NewRecoveryCodes> {
  permit(ctx, 'factor.own');
  const userId = ownId(ctx);
  const tries: Try[] = [{ limit: 'own', of: String(userId) }];
  await countTries(ctx, tries);
  const recoveryCodes = await ctx.db.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    // Of two who confirm at once the second finds nothing begun.
    await tx.$executeRaw`SELECT FROM users WHERE id = ${userId} FOR UPDATE`;
    const since = new Date(ctx.now().getTime() - openMinutes * 60_000);
    const begun = await tx.secondFactor.findFirst({
      where: { userId, confirmedAt: null, createdAt: { gte: since } },
    });
    if (!begun) throw conflict('This took too long, or was begun anew elsewhere. Begin once more.');
    if (!(await takeStep(ctx, tx, begun, code)))
      throw invalidFields({
        code: 'Not the code of now. Wait for the next one; if it doesn’t fit either, set the clock of the phone.',
      });
    const { count: replaced } = await tx.secondFactor.deleteMany({
      where: { userId, id: { not: begun.id } },
    });
    await tx.secondFactor.update({ where: { id: begun.id }, data: { confirmedAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: 'account.set-second-factor',
      subjectType: 'user',
      subjectId: userId,
      detail: { replaced: replaced > 0 },
    });
    await tellPerson(ctx, tx, user, { kind: 'account-second-factor', textOf: secondFactorText('set') });
    return replaceRecoveryCodes(tx, userId);
  });
  await forgiveTries(ctx, tries);
  return { recoveryCodes };
}

/** Drawn here: nobody outside learns the key. One path of squares, in a field as wide as `size`. */
function drawCode(address: string): FactorSetUp['picture'] {
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join('') };
}
