import { createHmac } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { startReceiver, type Receiver } from '@/prisma/seed/webhook-world';
import { testContext } from '@/prisma/test-context';
import {
  findDueAddresses,
  findDueReaders,
  getAlertAddress,
  pushAddress,
  removeAlertAddress,
  rotateAlertAddress,
  saveAlertAddress,
  tellReader,
} from '../index';
import type { AlertForm } from '../schemas';

const start = new Date('2031-05-05T10:00:00Z');

async function world(receiver: Receiver) {
  const base = await testContext({ role: 'admin' });
  const { prisma } = base.db;
  const ctxAt = (minutes: number): FlowContext => ({
    ...base,
    config: {
      ...base.config,
      outwardAllowedHosts: [receiver.host],
      mail: { ...base.config.mail, applicationUrl: 'https://dotbridge.example' },
    },
    now: () => new Date(start.getTime() + minutes * 60_000),
  });
  const save = (form: AlertForm) =>
    saveAlertAddress(ctxAt(0), { url: receiver.url, form, level: 'failures' });
  const fail = async (name: string): Promise<bigint> => {
    const { id } = await prisma.integration.create({
      data: { name, username: 'x', failingSince: start, healthMessage: 'The password is wrong.' },
    });
    onTestFinished(async () => {
      await prisma.integration.update({ where: { id }, data: { deletedAt: start } });
    });
    return id;
  };
  const tell = async (minutes: number): Promise<void> => {
    const ctx = ctxAt(minutes);
    for (const due of await findDueReaders(ctx)) await tellReader(ctx, due);
    for (const due of await findDueAddresses(ctx)) await pushAddress(ctx, due);
  };
  return { prisma, ctxAt, save, fail, tell };
}

it('a webhook is greeted, then told signed what begins to fail and what is over, and names are all that is shown of it', async () => {
  const receiver = await startReceiver();
  const { prisma, ctxAt, save, fail, tell } = await world(receiver);
  const { secret } = await save('webhook');
  await Promise.all([tell(0), tell(0)]);
  expect(receiver.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { at: start.toISOString(), began: [], over: [] },
  ]);
  const id = await fail('Told by call');
  await tell(2);
  await tell(3);
  expect(receiver.heard).toHaveLength(2);
  const [, { headers, body } = { headers: {}, body: '' }] = receiver.heard;
  expect(JSON.parse(body)).toMatchObject({
    began: [
      {
        level: 'failure',
        state: 'Failing',
        subject: 'Told by call',
        message: 'The password is wrong.',
        url: `https://dotbridge.example/integrations/${id}`,
      },
    ],
    over: [],
  });
  const key = Buffer.from((secret ?? '').replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  await prisma.integration.update({ where: { id }, data: { failingSince: null } });
  await tell(20);
  await tell(31);
  expect(JSON.parse(receiver.heard[2]?.body ?? '{}')).toMatchObject({
    began: [],
    over: [{ state: 'Failing', subject: 'Told by call' }],
  });
  const view = await getAlertAddress(ctxAt(32));
  expect(view).toMatchObject({ host: receiver.host, form: 'webhook', state: 'taken', problem: null });
  const stored = JSON.stringify(
    [
      view,
      await prisma.alertAddress.findMany({ select: { body: true, host: true, problem: true } }),
      await prisma.auditEntry.findMany({ where: { action: 'settings.alert-address' } }),
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
  expect(stored).not.toContain('/hook');
  expect(stored).not.toContain(secret);

  await removeAlertAddress(ctxAt(33));
  await fail('Unheard');
  await tell(60);
  expect(receiver.heard).toHaveLength(3);
  await expect(removeAlertAddress(ctxAt(61))).rejects.toMatchObject({ code: 'not_found' });
});

it('a chat that is away is tried again under one id, and hears what is then in one message', async () => {
  const receiver = await startReceiver({ status: 204 }, { status: 503 }, { status: 500 });
  const { save, fail, tell, ctxAt } = await world(receiver);
  expect(await save('chat')).toEqual({ secret: null });
  await tell(0);
  expect(receiver.heard[0]?.body).toBe('{"text":"Dotbridge tells here what needs someone."}');
  await fail('First in the chat');
  await tell(2);
  expect(await getAlertAddress(ctxAt(2))).toMatchObject({ state: 'waits', problem: 'HTTP 503' });
  await fail('Second in the chat');
  await tell(3);
  await tell(4);
  await tell(30);
  const told = receiver.heard.slice(1).map(({ body }) => body);
  expect(new Set(told.slice(0, 3)).size).toBe(1);
  expect(told[0]).toContain('Failing: First in the chat. The password is wrong. https://dotbridge.example/');
  expect(told.filter((body) => body.includes('Second in the chat'))).toHaveLength(0);
  await tell(31);
  expect(receiver.heard.at(-1)?.body).toContain('Failing: Second in the chat.');
});

it('an attempt that is stopped leaves its message to whoever comes next, at once and under its id', async () => {
  const receiver = await startReceiver();
  const { save, ctxAt } = await world(receiver);
  await save('webhook');
  const stop = new AbortController();
  receiver.listeners.push(() => stop.abort());
  const stopped = { ...ctxAt(0), signal: stop.signal };
  for (const due of await findDueAddresses(stopped)) await pushAddress(stopped, due);
  expect(await getAlertAddress(ctxAt(0))).toMatchObject({ state: 'waits', problem: null });
  for (const due of await findDueAddresses(ctxAt(0))) await pushAddress(ctxAt(0), due);
  expect(receiver.heard).toHaveLength(2);
  expect(new Set(receiver.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await getAlertAddress(ctxAt(0))).toMatchObject({ state: 'taken' });
});

it('an address that refuses is not tried again, and one inside the network is not taken', async () => {
  const receiver = await startReceiver({
    status: 404,
    body: 'no_team',
    headers: { 'content-type': 'text/plain' },
  });
  const { save, tell, ctxAt } = await world(receiver);
  await save('chat');
  await tell(0);
  await tell(5);
  expect(receiver.heard).toHaveLength(1);
  expect(await getAlertAddress(ctxAt(5))).toMatchObject({ state: 'failed', problem: 'HTTP 404, no_team' });
  for (const url of ['http://10.0.0.1/x', 'https://user:word@example.com/', 'file:///etc/passwd'])
    await expect(saveAlertAddress(ctxAt(6), { url, form: 'chat', level: 'failures' })).rejects.toMatchObject({
      fieldErrors: { url: expect.stringContaining('may not be called') },
    });
  const marketer = await testContext({ role: 'marketer' });
  await expect(
    saveAlertAddress(marketer, { url: receiver.url, form: 'chat', level: 'failures' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

it('its address goes under another key and is called as before; with its key gone it says so', async () => {
  const receiver = await startReceiver();
  const { save, tell, ctxAt } = await world(receiver);
  await save('chat');
  const ctx = ctxAt(0);
  const key = (sign: number): Buffer => Buffer.alloc(32, sign);
  const withKeys = (keys: Record<string, Buffer>): FlowContext => ({
    ...ctx,
    config: {
      ...ctx.config,
      keyring: { primary: Object.keys(keys)[0] ?? '', keys: new Map(Object.entries(keys)) },
    },
  });
  const both = withKeys({ new: key(9), test: key(7) });
  expect([await rotateAlertAddress(both), await rotateAlertAddress(both)]).toEqual([1, 0]);
  await tell(0);
  expect(await getAlertAddress(ctx)).toMatchObject({
    state: 'waits',
    problem: expect.stringContaining('key'),
  });
  const later = { ...withKeys({ new: key(9) }), now: ctxAt(5).now };
  for (const due of await findDueAddresses(later)) await pushAddress(later, due);
  expect(receiver.heard).toHaveLength(1);
});
