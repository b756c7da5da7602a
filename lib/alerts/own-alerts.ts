import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { conflict } from '../errors';
import { findLastMail, mailServerView, withdrawMail } from '../mail';
import { permit } from '../permissions';
import {
  alertKind,
  mutedHours,
  type ChooseAlertsInput,
  type MuteAlertsInput,
  type OwnAlerts,
} from './schemas';

/** What a person hears of, and what became of the last mail to them. */
export async function getOwnAlerts(ctx: Context): Promise<OwnAlerts> {
  permit(ctx, 'alerts.own');
  const userId = ownId(ctx);
  const [reader, last] = await Promise.all([
    ctx.db.prisma.alertReader.findUnique({ where: { userId } }),
    findLastMail(ctx, { userId, kinds: [alertKind] }),
  ]);
  const mutedUntil = reader?.mutedUntil ?? null;
  return {
    level: reader?.level ?? null,
    mutedUntil: mutedUntil !== null && mutedUntil > ctx.now() ? mutedUntil.toISOString() : null,
    server: mailServerView(ctx),
    last,
  };
}

/** Begun, they hear at once of what needs somebody now. Ended, what has not left yet doesn't leave. */
export async function chooseAlerts(ctx: Context, { level }: ChooseAlertsInput): Promise<void> {
  permit(ctx, 'alerts.own');
  const userId = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    if (level === null) {
      await tx.alertReader.deleteMany({ where: { userId } });
      await withdrawMail(ctx, tx, { userId, kind: alertKind });
    } else await tx.alertReader.upsert({ where: { userId }, create: { userId, level }, update: { level } });
    await recordAudit(ctx, tx, {
      action: 'account.alerts',
      subjectType: 'user',
      subjectId: userId,
      detail: { level },
    });
  });
}

/** For a day they hear of nothing; what still needs somebody then is told then. */
export async function muteAlerts(ctx: Context, { muted }: MuteAlertsInput): Promise<void> {
  permit(ctx, 'alerts.own');
  const userId = ownId(ctx);
  const mutedUntil = muted ? new Date(ctx.now().getTime() + mutedHours * 3_600_000) : null;
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.alertReader.updateMany({ where: { userId }, data: { mutedUntil } });
    if (count === 0) throw conflict('There are no alerts to mute: choose first what you want to hear of.');
    await recordAudit(ctx, tx, {
      action: 'account.mute-alerts',
      subjectType: 'user',
      subjectId: userId,
      detail: { until: mutedUntil?.toISOString() ?? null },
    });
  });
}

function ownId({ actor }: Context): bigint {
  const id = actorUserId(actor);
  if (id === null) throw new Error('only a person has alerts');
  return id;
}
