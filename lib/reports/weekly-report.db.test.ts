import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { countOf, rateOf, shownCounts } from '@/lib/campaigns/schemas';
import { readSentWithin } from '@/lib/campaigns';
import type { Role } from '@/lib/actor';
import type { FlowContext } from '@/lib/context';
import { formatPercent } from '@/lib/format';
import { findDueMail, sendMail } from '@/lib/mail';
import { changeOwnAccount, getOwnAccount } from '@/lib/users';
import { createCampaign } from '@/prisma/seed/campaigns';
import { connectList, createList, createPerson } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { startMailServer } from '@/prisma/test-mail-server';
import {
  findDueReports,
  findReportReader,
  getReportState,
  queueWeeklyReport,
  sendReportNow,
  stopReport,
} from './index';

// Each test has a year of its own, so that nobody's campaigns and reports are in another's week.
let year = 2031;

async function world() {
  year += 1;
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const base = await testContext();
  const sunday = new Date(Date.UTC(year, 5, 15));
  sunday.setUTCDate(sunday.getUTCDate() - sunday.getUTCDay());
  const monday = new Date(sunday.getTime() + 86_400_000).toISOString().slice(0, 10);
  const at = (time: string, plus = 0): Date =>
    new Date(Date.parse(`${monday}T${time}:00Z`) + plus * 86_400_000);
  const system: FlowContext = {
    ...base,
    config: { ...base.config, mail: server.mail },
    now: () => at('09:00'),
  };
  const person = async (
    role: Role,
    timeZone: string | null = null,
  ): Promise<FlowContext & { userId: string }> => {
    const name = `Mira <b>“${role}”</b>\r\nBcc: x@example.com`;
    const email = `${randomUUID()}@example.com`;
    const { id } = await base.db.prisma.user.create({
      data: { name, email, role, timeZone, weeklyReportSince: at('00:00', -30) },
    });
    onTestFinished(async () => {
      await base.db.prisma.user.update({ where: { id }, data: { weeklyReportSince: null } });
    });
    return {
      ...system,
      actor: { kind: 'person', userId: String(id), name, email, role },
      userId: String(id),
    };
  };
  return { server, system, monday, at, person, prisma: base.db.prisma };
}

const dueAt = async (ctx: FlowContext, now: Date): Promise<string[]> =>
  (await findDueReports({ ...ctx, now: () => now })).map(({ userId }) => userId);

/** As the worker does it: what is due is written, what is stored leaves. */
async function work(ctx: FlowContext): Promise<void> {
  for (const due of await findDueReports(ctx)) await queueWeeklyReport(ctx, due);
  for (const { mailId } of await findDueMail(ctx)) await sendMail(ctx, BigInt(mailId));
}

it('is due on Monday at seven by the clocks of whoever wants it, until Wednesday is over', async () => {
  const { system, at, person, prisma } = await world();
  const [utc, tokyo, york] = [
    await person('viewer', 'UTC'),
    await person('viewer', 'Asia/Tokyo'),
    await person('viewer', 'America/New_York'),
  ];
  const ids = [utc, tokyo, york].map(({ userId }) => userId);
  expect(await dueAt(system, at('21:59', -1))).toEqual([]);
  expect(await dueAt(system, at('22:00', -1))).toEqual([tokyo.userId]);
  expect(await dueAt(system, at('06:59'))).toEqual([tokyo.userId]);
  expect(await dueAt(system, at('07:00'))).toEqual([utc.userId, tokyo.userId]);
  expect(await dueAt(system, at('11:00'))).toEqual(ids);
  expect(await dueAt(system, at('23:59', 2))).toEqual([utc.userId, york.userId]);
  expect(await dueAt(system, at('04:00', 3))).toEqual([]);

  await prisma.user.update({ where: { id: BigInt(utc.userId) }, data: { disabledAt: at('00:00') } });
  await prisma.user.update({ where: { id: BigInt(tokyo.userId) }, data: { weeklyReportSince: at('08:00') } });
  expect(await dueAt(system, at('12:00'))).toEqual([york.userId]);
  expect(
    await findDueReports({
      ...system,
      config: { ...system.config, mail: { ...system.config.mail, smtpUrl: null } },
    }),
  ).toEqual([]);
});

it('arrives once, with the figures that the pages show, beside those of the week before', async () => {
  const { server, system, at, person, prisma } = await world();
  const viewer = await person('viewer', 'UTC');
  const sent = (name: string, when: Date, openers: number, others = {}) =>
    createCampaign(prisma, {
      name,
      sentAt: when.toISOString(),
      recipients: Array.from({ length: 40 }, (_, n) => ({
        email: `${n}@report.example`,
        opens: n < openers ? 2 : 0,
        clicks: n < openers / 2 ? 1 : 0,
        unsubscribed: n === 0,
        hardBounced: n >= 38,
      })),
      ...others,
    });
  const { id } = await sent('First <img src=x> of the week', at('00:00', -7), 19);
  await sent('Last of the week', at('23:59', -1), 10);
  await sent('The week before', at('12:00', -10), 9);
  await sent('This week', at('00:00'), 38);
  const listId = await createList(prisma);
  const record = await createPerson(prisma);
  await prisma.listEvent.createMany({
    data: [
      { listId, recordId: record, kind: 'joined', cause: 'filter', at: at('00:00', -7) },
      { listId, recordId: record, kind: 'left', cause: 'filter', at: at('23:00', -1) },
      { listId, recordId: record, kind: 'joined', cause: 'filter', at: at('00:00') },
      { listId, recordId: record, kind: 'joined', cause: 'filter', at: at('23:00', -8) },
      { listId, recordId: record, kind: 'joined', cause: 'filter', at: at('22:00', -8) },
    ],
  });

  await Promise.all([work(system), work(system)]);
  await work(system);
  await work({ ...system, now: () => at('12:00', 1) });
  expect(server.arrived).toHaveLength(1);
  const [mail] = server.arrived;
  expect(mail?.recipients).toEqual([viewer.actor.kind === 'person' && viewer.actor.email]);
  expect(mail?.subject).toMatch(/^Your week: \d+ Jun to \d+ Jun, 2 campaigns sent$/);

  const week = await readSentWithin(viewer, { from: at('00:00', -7), to: at('00:00') });
  const before = await readSentWithin(viewer, { from: at('00:00', -14), to: at('00:00', -7) });
  const [now, then] = [shownCounts(week.counts, 'out'), shownCounts(before.counts, 'out')];
  expect([now.recipients, now.delivered, now.openers, then.openers]).toEqual([80, 76, 29, 9]);
  const text = mail?.text ?? '';
  for (const figure of ['delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'] as const)
    expect(text).toContain(
      `People ${countOf(figure, now)}, Rate ${formatPercent(rateOf(figure, now) ?? 0, 1)}`,
    );
  expect(text).toContain(
    'Opened, of those delivered: People 29, Rate 38.2\u00a0%, Against the week before +14.5 points',
  );
  expect(text).toContain('Sent: People 80, Against the week before +100 %');
  expect(text).toMatch(/First <img src=x> of the week: Sent 40, Opened 50\.0\u00a0%/);
  expect(text).toContain(`https://dotbridge.example/email-campaigns/${id}`);
  expect(text).not.toContain('This week:');
  expect(text).toContain('* Joined: This week 1, The week before 2, Change −1');
  expect(text).toContain('* Left: This week 1, The week before 0, Change +1');
  expect(mail?.html).toContain('First &lt;img src=x&gt; of the week');
  expect(mail?.html).not.toContain('<img');
});

it('tells a marketer what needs someone, and a viewer statistics alone', async () => {
  const { server, system, person, prisma } = await world();
  const [viewer, marketer] = [await person('viewer', 'UTC'), await person('marketer', 'UTC')];
  const listId = await createList(prisma);
  await prisma.marketingList.update({ where: { id: listId }, data: { name: 'Spring & <i>Summer</i>' } });
  const { connectionId } = await connectList(prisma, listId);
  await prisma.connection.update({
    where: { id: connectionId },
    data: { state: 'stopped', stateMessage: 'Rejected by the watchdog.' },
  });
  await work(system);
  const of = ({ actor }: FlowContext) =>
    server.arrived.find(({ recipients }) => actor.kind === 'person' && recipients.includes(actor.email));
  expect(of(marketer)?.text).toContain(
    `Stopped: Spring & <i>Summer</i>: Rejected by the watchdog.\n  https://dotbridge.example/marketing-lists/${listId}`,
  );
  expect(of(marketer)?.html).toContain('Spring &amp; &lt;i&gt;Summer&lt;/i&gt;');
  expect(of(viewer)?.text).toContain('None was sent this week');
  expect(of(viewer)?.text).not.toMatch(/Spring|Needs someone/);
});

it('ends by the link in it, without a sign-in: at once, for good, and for nobody else', async () => {
  const { server, system, at, person, prisma } = await world();
  const [one, other] = [await person('viewer', 'UTC'), await person('viewer', 'UTC')];
  await work(system);
  const mail = server.arrived.find(
    ({ recipients }) => one.actor.kind === 'person' && recipients.includes(one.actor.email),
  );
  const link = /^List-Unsubscribe:\s+<(\S+)>\r?$/m.exec(mail?.raw ?? '')?.[1] ?? '';
  expect(link).toMatch(/^https:\/\/dotbridge\.example\/api\/weekly-report\/stop\?token=/);
  expect(mail?.text).toContain('https://dotbridge.example/weekly-report/stop?token=');
  const token = new URL(link).searchParams.get('token') ?? '';
  expect(await findReportReader(system, token)).toMatchObject({ wantsReport: true });

  // The next week's is stored and waits, when the person says that it is enough.
  const nextWeek = { ...system, now: () => at('09:00', 7) };
  for (const due of await findDueReports(nextWeek)) await queueWeeklyReport(nextWeek, due);
  expect(await stopReport(system, `${token}x`)).toBe(false);
  expect([await stopReport(system, token), await stopReport(system, token)]).toEqual([true, true]);
  for (const { mailId } of await findDueMail(nextWeek)) await sendMail(nextWeek, BigInt(mailId));
  expect(server.arrived).toHaveLength(3);
  expect(await dueAt(system, at('09:00', 14))).toEqual([other.userId]);
  expect(await findReportReader(system, token)).toMatchObject({ wantsReport: false });
  const lines = await prisma.auditEntry.findMany({ where: { subjectType: 'user', subjectId: one.userId } });
  expect(lines).toMatchObject([
    { actorId: null, actorLabel: 'link in the weekly report', action: 'account.change' },
  ]);
});

it('is off until a person asks for it, and their zone is one that the database knows too', async () => {
  const ctx = await testContext({ role: 'viewer' });
  expect(await getOwnAccount(ctx)).toMatchObject({ weeklyReport: false, timeZone: null });
  expect(await changeOwnAccount(ctx, { weeklyReport: true })).toMatchObject({ weeklyReport: true });
  expect(await changeOwnAccount(ctx, { timeZone: 'Asia/Kolkata' })).toMatchObject({
    weeklyReport: true,
    timeZone: 'Asia/Kolkata',
  });
  await expect(changeOwnAccount(ctx, { timeZone: 'Nowhere/Town' })).rejects.toMatchObject({
    fieldErrors: { timeZone: expect.any(String) },
  });
  expect(await changeOwnAccount(ctx, { weeklyReport: false, timeZone: null })).toMatchObject({
    weeklyReport: false,
    timeZone: null,
  });
});

it('comes at once to whoever asks, with the real answer of the server; without one it says what is missing', async () => {
  const { server, person } = await world();
  const ctx = await person('marketer', 'UTC');
  expect(await sendReportNow(ctx)).toMatchObject({
    state: 'sent',
    answer: expect.stringContaining('250 Ok: queued as 12345'),
  });
  expect(server.arrived).toHaveLength(1);
  expect(await getReportState(ctx)).toMatchObject({ server: { ready: true }, last: { state: 'sent' } });

  const nowhere = {
    ...ctx,
    config: { ...ctx.config, mail: { ...server.mail, smtpUrl: 'smtp://127.0.0.1:1' } },
  };
  expect(await sendReportNow(nowhere)).toMatchObject({
    state: 'refused',
    answer: expect.stringContaining('127.0.0.1:1 could not be reached'),
  });
  const none = { ...ctx, config: { ...ctx.config, mail: { ...server.mail, smtpUrl: null } } };
  await expect(sendReportNow(none)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('SMTP_URL is not set'),
  });
  expect((await getReportState(none)).server).toEqual({ ready: false, missing: ['SMTP_URL'] });
  const today = { ...ctx, now: () => new Date() };
  for (let n = 0; n < 3; n += 1) await sendReportNow(today);
  await expect(sendReportNow(today)).rejects.toMatchObject({ code: 'too_many' });
});
