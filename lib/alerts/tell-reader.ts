import { randomUUID } from 'node:crypto';
import type { Actor } from '../actor';
import { systemActor, type Context } from '../context';
import { findAttention } from '../dashboard';
import { Prisma, type Tx } from '../db';
import { mailSetup, queueMail, writeMail } from '../mail';
import { may } from '../permissions';
import { findPerson } from '../users';
import { messageBody } from './address/message-body';
import { alertText } from './alert-text';
import { alertKey, planAlerts, type AlertPlan } from './plan-alerts';
import { alertKind } from './schemas';

const { sql } = Prisma;

const lookEverySeconds = 60;
/** Whoever was told hears no more for so long: what comes meanwhile is one message then. */
const quietMinutes = 15;
/** What a mail server didn't take by then is known by other ways. */
const triedHours = 24;
const mostAtOnce = 100;

/** A moment that lies further ahead than any that is stored was written by a clock that ran ahead. */
const longAgo = (column: Prisma.Sql, now: Date, seconds: number): Prisma.Sql => sql`(${column} IS NULL
  OR ${column} <= ${now}::timestamptz - make_interval(secs => ${seconds}::int)
  OR ${column} > ${now}::timestamptz + make_interval(secs => ${seconds}::int))`;

/** Readers `r` for whom it is time to look. While a message to one still waits to be taken, the next one is not made. */
const isDue = (ctx: Context): Prisma.Sql => sql`
  ${longAgo(sql`r.looked_at`, ctx.now(), lookEverySeconds)} AND ${longAgo(sql`r.told_at`, ctx.now(), quietMinutes * 60)}
  AND (r.muted_until IS NULL OR r.muted_until <= ${ctx.now()}::timestamptz)
  AND CASE WHEN r.user_id IS NULL
    THEN NOT EXISTS (SELECT FROM alert_addresses a WHERE a.reader_id = r.id AND a.next_try_at IS NOT NULL)
    ELSE ${mailSetup(ctx) !== null}::boolean AND EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND u.disabled_at IS NULL)
      AND NOT EXISTS (SELECT FROM mails m WHERE m.user_id = r.user_id AND m.kind = ${alertKind} AND m.state IN ('waiting', 'leaving'))
  END`;

export async function findDueReaders(ctx: Context): Promise<{ readerId: string }[]> {
  if (ctx.config.mail.applicationUrl === null) return [];
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT r.id FROM alert_readers r WHERE ${isDue(ctx)} ORDER BY r.looked_at NULLS FIRST, r.id LIMIT ${mostAtOnce}`;
  return rows.map(({ id }) => ({ readerId: String(id) }));
}

/**
 * Asks as one reader what needs somebody, and tells them what is new and what is over, in one message. What was told and the message are
 * one transaction: killed anywhere, nothing is told twice or lost. Of two at once the second finds that somebody has looked.
 */
export async function tellReader(ctx: Context, { readerId }: { readerId: string }): Promise<void> {
  const id = BigInt(readerId);
  const reader = await ctx.db.prisma.alertReader.findUnique({ where: { id }, select: { userId: true } });
  const { applicationUrl } = ctx.config.mail;
  const actor = reader && (await actorOf(ctx, reader));
  if (!actor || applicationUrl === null) return;
  const mayHear = may(actor, 'alerts.own');
  const items = mayHear ? await findAttention({ ...ctx, actor }) : [];
  const now = ctx.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    const looked = await tx.$executeRaw`
      UPDATE alert_readers r SET looked_at = ${now}::timestamptz WHERE r.id = ${id} AND ${isDue(ctx)}`;
    if (looked === 0) return;
    // Whose role was taken away isn't told either that it is over: it names what they no longer see.
    if (!mayHear) return void (await tx.alert.deleteMany({ where: { readerId: id } }));
    const { level, alerts } = await tx.alertReader.findUniqueOrThrow({
      where: { id },
      include: { alerts: { orderBy: { key: 'asc' } } },
    });
    const plan = planAlerts(items, alerts, { level, now });
    await note(tx, id, plan, now);
    if (plan.fresh.length + plan.over.length === 0) return;
    const { toldCount } = await tx.alertReader.update({
      where: { id },
      data: { toldAt: now, toldCount: { increment: 1 } },
    });
    await (actor.kind === 'person'
      ? mailTo(ctx, tx, actor, { plan, applicationUrl, key: `${alertKind}:${id}:${toldCount}` })
      : callTo(ctx, tx, id, { plan, applicationUrl }));
  });
}

/** An address hears what an admin sees; null: somebody who is gone. */
async function actorOf(ctx: Context, { userId }: { userId: bigint | null }): Promise<Actor | null> {
  if (userId === null) return systemActor;
  return (await findPerson(ctx, userId))?.actor ?? null;
}

type News = { plan: AlertPlan; applicationUrl: string };
type Person = Extract<Actor, { kind: 'person' }>;

async function mailTo(
  ctx: Context,
  tx: Tx,
  { userId, name, email }: Person,
  { plan, applicationUrl, key }: News & { key: string },
): Promise<void> {
  await queueMail(ctx, tx, {
    key,
    kind: alertKind,
    userId: BigInt(userId),
    to: { name, address: email },
    content: { ...writeMail(alertText(plan, applicationUrl)), stopUrl: null },
    expiresAt: new Date(ctx.now().getTime() + triedHours * 3_600_000),
  });
}

async function callTo(ctx: Context, tx: Tx, readerId: bigint, { plan, applicationUrl }: News): Promise<void> {
  const now = ctx.now();
  const { form } = await tx.alertAddress.findUniqueOrThrow({ where: { readerId } });
  await tx.alertAddress.update({
    where: { readerId },
    data: {
      messageId: randomUUID(),
      body: messageBody(form, plan, { applicationUrl, at: now }),
      firstAt: now,
      nextTryAt: now,
      attemptCount: 0,
    },
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
