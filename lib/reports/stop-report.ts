import { recordAudit, type Context } from '../context';
import { findLastMail, mailServerView } from '../mail';
import type { MailServerView, MailView } from '../mail/schemas';
import { permit } from '../permissions';
import { chooseReport, findPerson } from '../users';
import { weeklyReportKind } from '../users/schemas';
import { reportNowKind, type ReportReader } from './schemas';
import { readStopToken } from './stop-link';

/** Whose weekly report the link ends; null: it was altered, or there is nobody any more. */
export async function findReportReader(ctx: Context, token: string): Promise<ReportReader | null> {
  const id = readStopToken(ctx.config.keyring, token);
  const person = id === null ? null : await findPerson(ctx, id);
  return person && { name: person.actor.name, email: person.actor.email, wantsReport: person.wantsReport };
}

/** Ends the weekly report of whom the link was written to, without a sign-in. Once more changes nothing. */
export async function stopReport(ctx: Context, token: string): Promise<boolean> {
  const id = readStopToken(ctx.config.keyring, token);
  if (id === null) return false;
  await ctx.db.prisma.$transaction(async (tx) => {
    if (!(await chooseReport(ctx, tx, id, false))) return;
    const actor = { kind: 'system' as const, name: 'link in the weekly report' };
    await recordAudit({ ...ctx, actor }, tx, {
      action: 'account.change',
      subjectType: 'user',
      subjectId: id,
      detail: { weeklyReport: false },
    });
  });
  return true;
}

export type ReportState = { server: MailServerView; last: MailView | null };

/** Whether a report can go out, and what became of the last one to this person. */
export async function getReportState(ctx: Context): Promise<ReportState> {
  permit(ctx, 'account.own');
  const last =
    ctx.actor.kind === 'person'
      ? await findLastMail(ctx, {
          userId: BigInt(ctx.actor.userId),
          kinds: [weeklyReportKind, reportNowKind],
        })
      : null;
  return { server: mailServerView(ctx), last };
}
