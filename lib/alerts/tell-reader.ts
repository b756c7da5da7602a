import type { Context } from '../context';
import { findAttention } from '../dashboard';
import { Prisma, type Tx } from '../db';
import { mailSetup, queueMail, requireMail, writeMail } from '../mail';
import { may } from '../permissions';
import { findPerson } from '../users';
import { alertText } from './alert-text';
import { alertKey, planAlerts, type AlertPlan } from './plan-alerts';
import { alertKind } from './schemas';

const { sql } = Prisma;

const lookEverySeconds = 60;
/** Whoever was told hears no more for so long: what comes meanwhile is one mail then. */
const quietMinutes = 15;
/** What a mail server didn't take by then is known by other ways. */
const triedHours = 24;
const mostAtOnce = 100;

/** A moment that lies further ahead than any that is stored was written by a clock that ran ahead. */
const longAgo = (column: Prisma.Sql, now: Date, seconds: number): Prisma.Sql => sql`(${column} IS NULL
  OR ${column} <= ${now}::timestamptz - make_interval(secs => ${seconds}::int)
  OR ${column} > ${now}::timestamptz + make_interval(secs => ${seconds}::int))`;

/** Readers `r` for whom it is time to look. Of a mail that still waits for the mail server the next one is not made. */
const isDue = (now: Date): Prisma.Sql => sql`
  ${longAgo(sql`r.looked_at`, now, lookEverySeconds)} AND ${longAgo(sql`r.told_at`, now, quietMinutes * 60)}
  AND (r.muted_until IS NULL OR r.muted_until <= ${now}::timestamptz)
  AND EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND u.disabled_at IS NULL)
  AND NOT EXISTS (SELECT FROM mails m WHERE m.user_id = r.user_id AND m.kind = ${alertKind} AND m.state IN ('waiting', 'leaving'))`;

export async function findDueReaders(ctx: Context): Promise<{ userId: string }[]> {
  if (mailSetup(ctx) === null) return [];
  const rows = await ctx.db.prisma.$queryRaw<{ userId: bigint }[]>`
    SELECT r.user_id AS "userId" FROM alert_readers r WHERE ${isDue(ctx.now())}
    ORDER BY r.looked_at NULLS FIRST, r.id LIMIT ${mostAtOnce}`;
  return rows.map(({ userId }) => ({ userId: String(userId) }));
}

/**
 * Asks as one person what needs somebody, and tells them what is new and what is over, in one mail. What was told and its mail are one
 * transaction: killed anywhere, nothing is told twice or lost. Of two at once the second finds that somebody has looked.
 */
export async function tellReader(ctx: Context, { userId }: { userId: string }): Promise<void> {
  const person = await findPerson(ctx, BigInt(userId));
  if (!person) return;
  const { actor } = person;
  const items = may(actor, 'alerts.own') ? await findAttention({ ...ctx, actor }) : [];
  const now = ctx.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    const [reader] = await tx.$queryRaw<{ id: bigint }[]>`
      UPDATE alert_readers r SET looked_at = ${now}::timestamptz WHERE r.user_id = ${BigInt(userId)} AND ${isDue(now)} RETURNING r.id`;
    if (!reader) return;
    const { level, alerts } = await tx.alertReader.findUniqueOrThrow({
      where: { id: reader.id },
      include: { alerts: { orderBy: { key: 'asc' } } },
    });
    const plan = planAlerts(items, alerts, { level, now });
    await note(tx, reader.id, plan, now);
    if (plan.fresh.length + plan.over.length === 0) return;
    const { toldCount } = await tx.alertReader.update({
      where: { id: reader.id },
      data: { toldAt: now, toldCount: { increment: 1 } },
    });
    await queueMail(ctx, tx, {
      key: `${alertKind}:${reader.id}:${toldCount}`,
      kind: alertKind,
      userId: BigInt(userId),
      to: { name: actor.name, address: actor.email },
      content: { ...writeMail(alertText(plan, requireMail(ctx).applicationUrl)), stopUrl: null },
      expiresAt: new Date(now.getTime() + triedHours * 3_600_000),
    });
  });
}

async function note(
  tx: Tx,
  readerId: bigint,
  { fresh, over, goneKeys, backKeys }: AlertPlan,
  now: Date,
): Promise<void> {
  const where = (keys: string[]) => ({ readerId, key: { in: keys } });
  await tx.alert.deleteMany({ where: where(over.map(({ key }) => key)) });
  await tx.alert.updateMany({ where: where(goneKeys), data: { goneSince: now } });
  await tx.alert.updateMany({ where: where(backKeys), data: { goneSince: null } });
  await tx.alert.createMany({
    data: fresh.map((item) => ({
      readerId,
      key: alertKey(item),
      state: item.state,
      subject: item.subject,
      href: item.href,
    })),
  });
}
