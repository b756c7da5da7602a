import type { Context } from '../context';
import { readInstallationDay } from '../crm';
import type { Tx } from '../db';
import { queueMail, requireMail, writeMail } from '../mail';
import { startOfDay } from '../start-of-day';
import { findPerson, type KnownPerson } from '../users';
import { weeklyReportKind } from '../users/schemas';
import { reportKey } from './find-due-reports';
import { readWeekReport } from './read-week-report';
import { reportText } from './report-text';
import { stopAddress, stopPage, stopToken } from './stop-link';

/** Tried again until Wednesday is over, as long as it is made up for. */
const triedDays = 3;

/** Writes the report of a week to one person and stores it; it leaves by the mail's own job. Made twice, it is stored once. */
export async function queueWeeklyReport(
  ctx: Context,
  { userId, monday }: { userId: string; monday: string },
): Promise<void> {
  const person = await findPerson(ctx, BigInt(userId));
  if (!person?.wantsReport) return;
  const zone = await zoneOf(ctx, person);
  await queueReport(ctx, person, {
    key: reportKey(userId, monday),
    kind: weeklyReportKind,
    monday,
    zone,
    expiresAt: startOfDay(monday, zone, triedDays),
  });
}

export async function zoneOf(ctx: Context, { timeZone }: KnownPerson): Promise<string> {
  return timeZone ?? (await readInstallationDay(ctx.db.prisma, ctx.now())).zone;
}

type Report = { key: string; kind: string; monday: string; zone: string; expiresAt: Date };

export async function queueReport(
  ctx: Context,
  { actor }: KnownPerson,
  { key, kind, monday, zone, expiresAt }: Report,
  also?: (tx: Tx) => Promise<void>,
): Promise<bigint | null> {
  const { applicationUrl } = requireMail(ctx);
  const report = await readWeekReport({ ...ctx, actor }, { monday, zone });
  const token = stopToken(ctx.config.keyring, actor.userId);
  const text = reportText(report, {
    applicationUrl,
    stopUrl: stopPage(applicationUrl, token),
    askedNow: kind !== weeklyReportKind,
  });
  return ctx.db.prisma.$transaction(async (tx) => {
    await also?.(tx);
    return queueMail(ctx, tx, {
      key,
      kind,
      userId: BigInt(actor.userId),
      to: { name: actor.name, address: actor.email },
      content: { ...writeMail(text), stopUrl: stopAddress(applicationUrl, token) },
      expiresAt,
    });
  });
}
