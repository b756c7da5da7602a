import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { FlowContext, MailConfig } from '@/lib/context';
import { testContext } from '@/prisma/test-context';
import { startMailServer } from '@/prisma/test-mail-server';
import {
  checkMailServer,
  findDueMail,
  findLastMail,
  queueMail,
  removeOldMail,
  rotateMail,
  sendMail,
  withdrawMail,
  writeMail,
} from './index';
import { talkToServer } from './talk-to-server';

const written = writeMail({
  subject: 'Hello',
  blocks: [{ kind: 'text', text: 'Good morning.' }],
  foot: { text: 'From a test.' },
});

async function world(options: Parameters<typeof startMailServer>[0] = {}) {
  const server = await startMailServer(options);
  onTestFinished(() => server.stop());
  return { server, ctx: await withMail(server.mail) };
}

async function withMail(mail: MailConfig, now?: () => Date): Promise<FlowContext> {
  const ctx = await testContext(now ? { now } : {});
  return { ...ctx, config: { ...ctx.config, mail } };
}

const minutesLater = (ctx: FlowContext, minutes: number): FlowContext => ({
  ...ctx,
  now: () => new Date(Date.now() + minutes * 60_000),
});

type Given = { key?: string; name?: string; userId?: bigint; stopUrl?: string; minutes?: number };

async function store(ctx: FlowContext, given: Given = {}): Promise<bigint> {
  const id = await queueMail(ctx, ctx.db.prisma, {
    key: given.key ?? `test:${randomUUID()}`,
    kind: 'test',
    userId: given.userId ?? null,
    to: { name: given.name ?? 'Mira Kessler', address: 'mira@example.com' },
    content: { ...written, stopUrl: given.stopUrl ?? null },
    expiresAt: new Date(ctx.now().getTime() + (given.minutes ?? 600) * 60_000),
  });
  if (id === null) throw new Error('there is one already');
  return id;
}

const rowOf = ({ db }: FlowContext, id: bigint) => db.prisma.mail.findUniqueOrThrow({ where: { id } });
const isDue = async (ctx: FlowContext, id: bigint): Promise<boolean> =>
  (await findDueMail(ctx)).some(({ mailId }) => mailId === String(id));

it('a mail arrives with both parts and a way out; what is stored of it can be read by nobody, and goes when it has left', async () => {
  const { server, ctx } = await world();
  const id = await store(ctx, { stopUrl: 'https://dotbridge.example/stop?token=x' });
  expect(Buffer.from((await rowOf(ctx, id)).content ?? []).toString()).not.toContain('Good morning');
  expect(await isDue(ctx, id)).toBe(true);
  expect(await sendMail(ctx, id)).toMatchObject({
    state: 'sent',
    answer: expect.stringContaining('Ok: queued as 12345'),
  });
  expect(server.arrived).toHaveLength(1);
  const [mail] = server.arrived;
  expect(mail?.text).toContain('Good morning.');
  expect(mail?.html).toContain('<p>Good morning.</p>');
  expect(mail?.from?.text).toBe('"Dotbridge" <dotbridge@northwind.example>');
  expect(mail?.raw).toMatch(/^List-Unsubscribe: <https:\/\/dotbridge\.example\/stop\?token=x>\r?$/m);
  expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  expect(await rowOf(ctx, id)).toMatchObject({ state: 'sent', content: null });
  expect(await isDue(ctx, id)).toBe(false);
});

it('a name may hold anything: there is one recipient and no header of somebody else’s', async () => {
  const { server, ctx } = await world();
  const name = 'Mira"\r\nBcc: all@example.com\r\n\r\n<b>, other@example.com> \u2028\u001b[31m ☕ ';
  await sendMail(ctx, await store(ctx, { name }));
  const [mail] = server.arrived;
  expect(mail?.recipients).toEqual(['mira@example.com']);
  expect([mail?.bcc, mail?.cc]).toEqual([undefined, undefined]);
  expect(mail?.raw.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc/im);
  expect(mail?.to).toMatchObject({
    value: [{ address: 'mira@example.com', name: expect.not.stringMatching(/[\r\n\u2028\u001b]/) }],
  });
});

it('leaves once, however often and by however many it is asked for', async () => {
  const { server, ctx } = await world();
  const id = await store(ctx, { key: 'once' });
  await Promise.all(Array.from({ length: 6 }, () => sendMail(ctx, id)));
  await sendMail(ctx, id);
  expect(server.arrived).toHaveLength(1);
  expect(await queueMail(ctx, ctx.db.prisma, { ...other(ctx), key: 'once' })).toBeNull();
});

const other = (ctx: FlowContext) => ({
  kind: 'test',
  userId: null,
  to: { name: '', address: 'mira@example.com' },
  content: { ...written, stopUrl: null },
  expiresAt: new Date(ctx.now().getTime() + 60_000),
});

it('killed between the server’s answer and our mark it is not sent again, and says that it may have arrived', async () => {
  const { server, ctx } = await world();
  const id = await store(ctx);
  await expect(sendMail(killedBeforeMark(ctx), id)).rejects.toThrow('killed');
  expect([server.arrived.length, (await rowOf(ctx, id)).state, await isDue(ctx, id)]).toEqual([
    1,
    'leaving',
    false,
  ]);
  expect(await sendMail(ctx, id)).toBeNull();
  await ctx.db.prisma
    .$executeRaw`UPDATE mails SET leaving_until = now() - interval '1 second' WHERE id = ${id}`;
  expect(await isDue(ctx, id)).toBe(true);
  await sendMail(ctx, id);
  expect(server.arrived).toHaveLength(1);
  expect(await rowOf(ctx, id)).toMatchObject({
    state: 'unknown',
    content: null,
    answer: expect.stringContaining('may have arrived'),
  });
});

function killedBeforeMark(ctx: FlowContext): FlowContext {
  const mail = new Proxy(ctx.db.prisma.mail, {
    get: (target, name) =>
      name === 'updateMany'
        ? () => Promise.reject(new Error('killed'))
        : (Reflect.get(target, name) as unknown),
  });
  const prisma = new Proxy(ctx.db.prisma, {
    get: (target, name) => (name === 'mail' ? mail : (Reflect.get(target, name) as unknown)),
  });
  return { ...ctx, db: { ...ctx.db, prisma } };
}

it('where the server hangs up before it says that it has taken the mail, it is not sent again', async () => {
  const { server, ctx } = await world({ hangsUp: true });
  const id = await store(ctx);
  expect(await sendMail(ctx, id)).toMatchObject({ state: 'unknown' });
  expect(server.arrived).toHaveLength(1);
  expect(await isDue(minutesLater(ctx, 120), id)).toBe(false);
});

it('what the server doesn’t take for now is tried again after a while, after longer each time', async () => {
  const busy = { code: 451, text: '4.3.0 Try later' };
  const { server, ctx } = await world({ recipients: [busy, busy] });
  const id = await store(ctx);
  expect(await sendMail(ctx, id)).toMatchObject({
    state: 'waiting',
    answer: expect.stringContaining('451 4.3.0 Try later'),
  });
  expect([await isDue(ctx, id), await isDue(minutesLater(ctx, 1.1), id)]).toEqual([false, true]);
  expect(await sendMail(ctx, id)).toBeNull();
  await sendMail(minutesLater(ctx, 1.1), id);
  expect([await isDue(minutesLater(ctx, 2.5), id), await isDue(minutesLater(ctx, 3.5), id)]).toEqual([
    false,
    true,
  ]);
  expect(await sendMail(minutesLater(ctx, 3.5), id)).toMatchObject({ state: 'sent' });
  expect(server.arrived).toHaveLength(1);
});

it('an address that is refused for good is not tried again, and nothing is once its time is over', async () => {
  const { server, ctx } = await world({ recipients: [{ code: 550, text: '5.1.1 No such mailbox' }] });
  const id = await store(ctx);
  expect(await sendMail(ctx, id)).toMatchObject({
    state: 'refused',
    answer: expect.stringContaining('550 5.1.1 No such mailbox'),
  });
  expect(await rowOf(ctx, id)).toMatchObject({ content: null });
  const late = await store(ctx, { minutes: 5 });
  expect(await sendMail(minutesLater(ctx, 6), late)).toMatchObject({ state: 'refused' });
  expect(server.arrived).toHaveLength(0);
});

it('a wrong password and a server that isn’t there are told in the server’s words, without the password', async () => {
  const { server, ctx } = await world({ auth: { user: 'dotbridge', pass: 'right' } });
  const smtpUrl = server.mail.smtpUrl?.replace('right', 'hunter-two-and-a-half') ?? null;
  const wrong = { ...ctx, config: { ...ctx.config, mail: { ...server.mail, smtpUrl } } };
  expect(await checkMailServer(ctx)).toMatchObject({ ok: true });
  const answer = await checkMailServer(wrong);
  expect(answer).toMatchObject({
    ok: false,
    answer: expect.stringContaining('535 5.7.8 No dotbridge with [password] here'),
  });
  const id = await store(wrong);
  expect(await sendMail(wrong, id)).toMatchObject({ state: 'waiting', answer: answer.answer });
  await server.stop();
  expect(await checkMailServer(ctx)).toMatchObject({
    ok: false,
    answer: expect.stringContaining(`127.0.0.1:${server.port} could not be reached`),
  });
  expect(await checkMailServer(await withMail({ ...server.mail, smtpUrl: null }))).toEqual({
    ok: false,
    answer: 'SMTP_URL is not set.',
  });
});

it('a server that takes every connection and says nothing is not waited for', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const silent = {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    secure: false,
    requireTLS: false,
    auth: null,
  };
  const go = new AbortController().signal;
  for (const limits of [
    { quietMs: 30, wholeMs: 5_000 },
    { quietMs: 5_000, wholeMs: 30 },
  ])
    expect(await talkToServer(silent, null, go, limits)).toMatchObject({ left: 'no', forGood: false });
  expect(await talkToServer(silent, null, AbortSignal.abort())).toMatchObject({ left: 'no', forGood: false });
});

it('what was taken back does not leave; old lines go; a rotated key opens what still waits', async () => {
  const { server, ctx } = await world();
  const user = await ctx.db.prisma.user.create({
    data: { email: `${randomUUID()}@example.com`, name: 'M', role: 'viewer' },
  });
  const taken = await store(ctx, { userId: user.id });
  await withdrawMail(ctx, ctx.db.prisma, { userId: user.id });
  expect(await sendMail(ctx, taken)).toBeNull();
  expect(await findLastMail(ctx, { userId: user.id, kinds: ['test'] })).toMatchObject({ state: 'withdrawn' });

  const waiting = await store(ctx, { userId: user.id });
  const keys = new Map([...ctx.config.keyring.keys, ['newer', Buffer.alloc(32, 9)]]);
  const rotated = { ...ctx, config: { ...ctx.config, keyring: { primary: 'newer', keys } } };
  await rotateMail(rotated);
  keys.delete('test');
  expect(await sendMail(rotated, waiting)).toMatchObject({ state: 'sent' });
  expect(server.arrived).toHaveLength(1);

  await removeOldMail(ctx);
  expect(await rowOf(ctx, waiting)).toMatchObject({ state: 'sent' });
  await removeOldMail(minutesLater(ctx, 401 * 1_440));
  expect(await ctx.db.prisma.mail.count({ where: { id: { in: [taken, waiting] } } })).toBe(0);
});

it('without its key a mail waits for it', async () => {
  const { server, ctx } = await world();
  const id = await store(ctx);
  const lost = {
    ...ctx,
    config: { ...ctx.config, keyring: { primary: 'other', keys: new Map([['other', Buffer.alloc(32)]]) } },
  };
  expect(await sendMail(lost, id)).toMatchObject({
    state: 'waiting',
    answer: expect.stringContaining('missing'),
  });
  expect(await sendMail(minutesLater(ctx, 2), id)).toMatchObject({ state: 'sent' });
  expect(server.arrived).toHaveLength(1);
});
