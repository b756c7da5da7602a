import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import type { Role } from '@/lib/actor';
import type { FlowContext } from '@/lib/context';
import { findDueMail, sendMail } from '@/lib/mail';
import { createList, connectList } from '@/prisma/seed/marketing-lists';
import { atEveryPlace, cutOffDb } from '@/prisma/test-cut-off-db';
import { testContext } from '@/prisma/test-context';
import { startMailServer } from '@/prisma/test-mail-server';
import { chooseAlerts, findDueReaders, getOwnAlerts, muteAlerts, tellReader } from './index';
import type { AlertLevel } from './schemas';

const start = new Date('2031-05-05T10:00:00Z');

async function world() {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const base = await testContext();
  const ctxAt = (minutes: number): FlowContext => ({
    ...base,
    config: { ...base.config, mail: server.mail },
    now: () => new Date(start.getTime() + minutes * 60_000),
  });
  const { prisma } = base.db;
  const reader = async (role: Role, level: AlertLevel | null, minutes = 0): Promise<FlowContext> => {
    const email = `${randomUUID()}@example.com`;
    const { id } = await prisma.user.create({ data: { name: 'Mira', email, role } });
    onTestFinished(async () => {
      await prisma.user.update({ where: { id }, data: { disabledAt: start } });
    });
    const ctx: FlowContext = {
      ...ctxAt(minutes),
      actor: { kind: 'person', userId: String(id), name: 'Mira', email, role },
    };
    if (level !== null) await chooseAlerts(ctx, { level });
    return ctx;
  };
  /** An account that nothing else is told of. */
  const account = async (name: string): Promise<bigint> => {
    const { id } = await prisma.integration.create({
      data: { name, username: 'x', createdAt: start, nextImportAt: new Date('2040-01-01') },
    });
    onTestFinished(async () => {
      await prisma.integration.update({ where: { id }, data: { deletedAt: start } });
    });
    return id;
  };
  const fail = async (id: bigint, failing: boolean): Promise<void> => {
    await prisma.integration.update({
      where: { id },
      data: {
        failingSince: failing ? start : null,
        healthMessage: failing ? 'The password is wrong.' : null,
      },
    });
  };
  return { server, prisma, ctxAt, reader, account, fail };
}

/** As the worker does it: who is due is told, what is stored leaves. */
async function work(ctx: FlowContext): Promise<void> {
  for (const due of await findDueReaders(ctx)) await tellReader(ctx, due);
  for (const { mailId } of await findDueMail(ctx)) await sendMail(ctx, BigInt(mailId));
}

it('what begins to fail is told within a minute, once, and that it is over too', async () => {
  const { server, ctxAt, reader, account, fail } = await world();
  const ctx = await reader('admin', 'failures');
  const shop = await account('Fails & heals');
  await work(ctxAt(0));
  expect(server.arrived).toEqual([]);
  await fail(shop, true);
  await work(ctxAt(0));
  expect(server.arrived).toEqual([]);
  await Promise.all([work(ctxAt(1)), work(ctxAt(1))]);
  for (const minute of [2, 17, 60]) await work(ctxAt(minute));
  expect(server.arrived).toHaveLength(1);
  const [mail] = server.arrived;
  expect(mail?.recipients).toEqual([ctx.actor.kind === 'person' && ctx.actor.email]);
  expect(mail?.subject).toBe('Failing: Fails & heals');
  expect(mail?.text).toContain(
    `* Failing: Fails & heals: The password is wrong.\n  https://dotbridge.example/integrations/${shop}`,
  );
  expect(mail?.html).toContain('Fails &amp; heals');
  expect(await getOwnAlerts(ctx)).toMatchObject({ level: 'failures', last: { state: 'sent' } });

  await fail(shop, false);
  for (const minute of [61, 65]) await work(ctxAt(minute));
  await fail(shop, true);
  await work(ctxAt(66));
  await fail(shop, false);
  for (const minute of [67, 76]) await work(ctxAt(minute));
  expect(server.arrived).toHaveLength(1);
  await work(ctxAt(77));
  expect(server.arrived.at(-1)?.subject).toBe('No longer: Failing: Fails & heals');
  await fail(shop, true);
  await work(ctxAt(91));
  expect(server.arrived).toHaveLength(2);
  await work(ctxAt(92));
  expect(server.arrived.map(({ subject }) => subject)).toEqual([
    'Failing: Fails & heals',
    'No longer: Failing: Fails & heals',
    'Failing: Fails & heals',
  ]);
});

it('many at once are one mail, and what comes within a quarter of an hour is the next', async () => {
  const { server, ctxAt, reader, account, fail } = await world();
  await reader('admin', 'failures');
  const accounts = await Promise.all(['One', 'Two', 'Three', 'Four', 'Five'].map(account));
  for (const id of accounts.slice(0, 4)) await fail(id, true);
  await work(ctxAt(0));
  expect(server.arrived.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^4 things need someone: .* and 1 more$/),
  ]);
  for (const id of accounts.slice(4)) await fail(id, true);
  for (const minute of [1, 5, 14]) await work(ctxAt(minute));
  expect(server.arrived).toHaveLength(1);
  await work(ctxAt(15));
  expect(server.arrived.at(-1)?.subject).toBe('Failing: Five');
});

it('a mail server that is away costs nobody a heap of mails when it is back', async () => {
  const { server, ctxAt, reader, account, fail } = await world();
  await reader('admin', 'failures');
  const [one, other] = [await account('First'), await account('Second')];
  await fail(one, true);
  const away = (minute: number): FlowContext => {
    const ctx = ctxAt(minute);
    return {
      ...ctx,
      config: { ...ctx.config, mail: { ...server.mail, smtpUrl: 'smtp://127.0.0.1:1' } },
    };
  };
  await work(away(0));
  await fail(other, true);
  for (const minute of [20, 40, 60]) await work(away(minute));
  await work(ctxAt(180));
  await work(ctxAt(181));
  expect(server.arrived.map(({ subject }) => subject)).toEqual(['Failing: First', 'Failing: Second']);
});

it('each hears what they may see, and a viewer nothing', async () => {
  const { server, prisma, ctxAt, reader } = await world();
  const [owner, other, viewer] = [
    await reader('marketer', 'everything'),
    await reader('marketer', 'everything'),
    await reader('marketer', 'everything'),
  ];
  const idOf = ({ actor }: FlowContext): bigint => BigInt(actor.kind === 'person' ? actor.userId : 0);
  await prisma.user.update({ where: { id: idOf(viewer) }, data: { role: 'viewer' } });
  const listId = await createList(prisma, { name: 'Kept to oneself', ownerOnly: true, ownerId: idOf(owner) });
  const { connectionId } = await connectList(prisma, listId);
  await prisma.connection.update({ where: { id: connectionId }, data: { state: 'stopped' } });
  onTestFinished(async () => {
    await prisma.connection.update({ where: { id: connectionId }, data: { state: 'disconnected' } });
  });
  await work(ctxAt(0));
  const to = ({ actor }: FlowContext) =>
    server.arrived.filter(({ recipients }) => actor.kind === 'person' && recipients.includes(actor.email));
  expect(to(owner).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('Stopped: Kept to oneself'),
  ]);
  expect(to(other).every(({ raw }) => !raw.includes('Kept to oneself'))).toBe(true);
  expect(to(viewer)).toEqual([]);
  const { id: readerId } = await prisma.alertReader.findUniqueOrThrow({ where: { userId: idOf(owner) } });
  await prisma.user.update({ where: { id: idOf(owner) }, data: { role: 'viewer' } });
  for (const minute of [20, 40]) await work(ctxAt(minute));
  expect(to(owner)).toHaveLength(1);
  expect(await prisma.alert.count({ where: { readerId } })).toBe(0);
  const asViewer = { ...viewer, actor: { ...viewer.actor, role: 'viewer' as const } };
  await expect(chooseAlerts(asViewer, { level: 'failures' })).rejects.toMatchObject({ code: 'forbidden' });
});

it('muted, nothing is told for a day, and then what still needs someone; ended, nothing leaves any more', async () => {
  const { server, prisma, ctxAt, reader, account, fail } = await world();
  const ctx = await reader('admin', 'failures');
  const shop = await account('Quiet');
  await muteAlerts(ctx, { muted: true });
  expect((await getOwnAlerts(ctx)).mutedUntil).toBe('2031-05-06T10:00:00.000Z');
  await fail(shop, true);
  for (const minute of [1, 600, 1439]) await work(ctxAt(minute));
  expect(server.arrived).toEqual([]);
  await work(ctxAt(1440));
  expect(server.arrived.map(({ subject }) => subject)).toEqual(['Failing: Quiet']);

  await fail(await account('Too late'), true);
  const later = ctxAt(1460);
  for (const due of await findDueReaders(later)) await tellReader(later, due);
  await chooseAlerts({ ...ctx, now: later.now }, { level: null });
  await work(ctxAt(1480));
  expect(server.arrived).toHaveLength(1);
  expect(await getOwnAlerts(ctx)).toMatchObject({ level: null, last: { state: 'withdrawn' } });
  await expect(muteAlerts(ctx, { muted: true })).rejects.toMatchObject({ code: 'conflict' });
  const lines = await prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: ctx.actor.kind === 'person' ? ctx.actor.userId : '' },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action }) => action)).toEqual([
    'account.alerts',
    'account.mute-alerts',
    'account.alerts',
  ]);
});

it('who wants nothing costs nothing, and without a mail server nobody is looked for', async () => {
  const { prisma, ctxAt, reader, account, fail } = await world();
  await reader('admin', null);
  await fail(await account('Unheard'), true);
  expect(await findDueReaders(ctxAt(0))).toEqual([]);
  const ctx = await reader('admin', 'failures');
  const none = { ...ctx, config: { ...ctx.config, mail: { ...ctx.config.mail, smtpUrl: null } } };
  expect(await findDueReaders(none)).toEqual([]);
  expect(await prisma.alert.count({ where: { subject: 'Unheard' } })).toBe(0);
});

it('killed at every place, what is told is told once', async () => {
  const { server, prisma, ctxAt, reader, account, fail } = await world();
  const { proxy, db } = await cutOffDb();
  await fail(await account('Killed'), true);
  const play = async (name: string, killed: (work: () => Promise<unknown>) => Promise<void>) => {
    const { actor } = await reader('admin', 'failures');
    const userId = BigInt(actor.kind === 'person' ? actor.userId : 0);
    const { id } = await prisma.alertReader.findUniqueOrThrow({ where: { userId } });
    const told = { readerId: String(id) };
    await killed(() => tellReader({ ...ctxAt(0), db }, told).catch(() => undefined));
    await tellReader(ctxAt(1), told);
    await tellReader(ctxAt(30), told);
    const mails = await prisma.mail.count({ where: { userId } });
    expect([name, mails]).toEqual([name, 1]);
  };
  const kills = await atEveryPlace(proxy, play, { every: 2 });
  expect(kills).toBeGreaterThan(3);
  expect(server.arrived).toEqual([]);
});
