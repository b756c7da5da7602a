import { randomUUID } from 'node:crypto';
import { recordAudit, type Context } from '../context';
import { AppError, conflict, notFound } from '../errors';
import { requireMail, sendMail } from '../mail';
import type { MailView } from '../mail/schemas';
import { permit } from '../permissions';
import { findPerson } from '../users';
import { queueReport, zoneOf } from './queue-report';
import { reportNowKind } from './schemas';
import { mondayOf } from './report-week';

/** So many within so long: it is for trying. */
const most = { count: 5, minutes: 10 };

/** The report of the last whole week to oneself, at once, with what the mail server answered. What can't leave now is not tried again. */
export async function sendReportNow(ctx: Context): Promise<MailView> {
  permit(ctx, 'account.own');
  if (ctx.actor.kind !== 'person') throw new Error('only a person gets a report');
  requireMail(ctx);
  const person = await findPerson(ctx, BigInt(ctx.actor.userId));
  if (!person) throw notFound('person');
  await requirePatience(ctx, BigInt(ctx.actor.userId));
  const zone = await zoneOf(ctx, person);
  const mailId = await queueReport(
    ctx,
    person,
    {
      key: `${reportNowKind}:${ctx.actor.userId}:${randomUUID()}`,
      kind: reportNowKind,
      monday: mondayOf(zone, ctx.now()),
      zone,
      expiresAt: new Date(ctx.now().getTime() + 60_000),
    },
    (tx) =>
      recordAudit(ctx, tx, {
        action: 'account.report-now',
        subjectType: 'user',
        subjectId: person.actor.userId,
      }),
  );
  const sent =
    mailId === null ? null : await sendMail({ ...ctx, signal: new AbortController().signal }, mailId);
  if (!sent) throw conflict('It is being sent already. Reload to see what became of it.');
  return sent;
}

async function requirePatience(ctx: Context, userId: bigint): Promise<void> {
  const since = new Date(ctx.now().getTime() - most.minutes * 60_000);
  const count = await ctx.db.prisma.mail.count({
    where: { userId, kind: reportNowKind, createdAt: { gt: since } },
  });
  if (count < most.count) return;
  throw new AppError('too_many', 'too many reports asked for', {
    userMessage: `${most.count} reports within ${most.minutes} minutes are enough. Try again later.`,
    retryAfterSeconds: most.minutes * 60,
  });
}
