import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { invalidFields } from '../errors';
import { withdrawMail } from '../mail';
import { permit } from '../permissions';
import type { OwnAccount, OwnAccountChange } from './schemas';
import { weeklyReportKind } from './schemas';

/** What a person has set for themselves. */
export async function getOwnAccount(ctx: Context): Promise<OwnAccount> {
  permit(ctx, 'account.own');
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: ownId(ctx) } });
  return {
    name: user.name,
    // Theirs is not masked for themselves.
    email: ctx.actor.kind === 'person' ? ctx.actor.email : user.email,
    role: user.role,
    timeZone: user.timeZone,
    weeklyReport: user.weeklyReportSince !== null,
  };
}

/** What isn't named stays as it is. */
export async function changeOwnAccount(ctx: Context, input: OwnAccountChange): Promise<OwnAccount> {
  permit(ctx, 'account.own');
  const id = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    if (input.timeZone) await requireZone(tx, input.timeZone);
    if (input.weeklyReport !== undefined) await chooseReport(ctx, tx, id, input.weeklyReport);
    await tx.user.update({
      where: { id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }),
      },
    });
    await recordAudit(ctx, tx, {
      action: 'account.change',
      subjectType: 'user',
      subjectId: id,
      detail: { ...input },
    });
  });
  return getOwnAccount(ctx);
}

/** Ended, what has not left yet doesn't leave. false: it stood so already. */
export async function chooseReport(ctx: Context, tx: Tx, id: bigint, wanted: boolean): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id, weeklyReportSince: wanted ? null : { not: null } },
    data: { weeklyReportSince: wanted ? ctx.now() : null },
  });
  if (!wanted) await withdrawMail(ctx, tx, { userId: id, kind: weeklyReportKind });
  return count > 0;
}

export function ownId({ actor }: Context): bigint {
  if (actor.kind !== 'person') throw new Error('only a person has an account');
  return BigInt(actor.userId);
}

/** Weeks and days are reckoned by PostgreSQL, too, which doesn't know every name that Node knows. */
async function requireZone(tx: Tx, zone: string): Promise<void> {
  const [known] = await tx.$queryRaw<
    { name: string }[]
  >`SELECT name FROM pg_timezone_names WHERE name = ${zone}`;
  if (!known)
    throw invalidFields({ timeZone: 'No time zone is called so. Choose one, Europe/London for example.' });
}
