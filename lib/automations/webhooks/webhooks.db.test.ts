import { createHmac, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { recordEvents } from '@/lib/crm';
import { atEveryPlace, cutOffDb } from '@/prisma/test-cut-off-db';
import {
  getAutomation,
  pauseAutomation,
  pushWebhooks,
  resumeAutomation,
  retryFirings,
  rotateWebhookSecrets,
  switchOnAutomation,
  tryOnPerson,
  updateAutomation,
} from '../index';
import { documentOf, fetchAutomation } from '../internal';
import { startReceiver, webhookWorld, type Heard, type Receiver } from '@/prisma/seed/webhook-world';

const minute = 60;
const hour = 60 * minute;

const idsOf = ({ heard }: Receiver) => heard.map(({ headers }) => headers['webhook-id']);

test('a webhook is told who and what, signed, and its secret is kept nowhere in the open', async () => {
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  const { ctx, clock } = world;
  const name = `signed_up_${randomUUID()}`;
  const { id, secret } = await world.webhook({ trigger: { kind: 'event', name, payload: [] } });
  const ann = await world.customer('ann');
  await world.pass(1);
  await recordEvents(ctx, [
    { name, email: ann.email, at: clock.now.toISOString(), payload: { plan: { name: 'Gold' } } },
  ]);
  await world.pass(1);
  await world.run(id);
  expect(await world.isDue(id)).toBe(true);
  await world.tell(id);
  const [firing] = await world.firings(id);
  expect(firing).toMatchObject({ state: 'done', reasonCode: null, attemptCount: 1 });
  expect(await world.isDue(id)).toBe(false);
  const [{ headers, body }] = receiver.heard as [Heard];
  expect(JSON.parse(body)).toEqual({
    firing: { id: String(firing!.id) },
    automation: { id: String(id), name: expect.any(String) as string },
    person: { recordId: String(ann.id), entity: 'customer', email: ann.email },
    event: {
      kind: 'event',
      key: firing!.eventKey,
      at: firing!.eventAt.toISOString(),
      payload: { name, payload: { plan: { name: 'Gold' } } },
    },
  });
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(clock.now.getTime() / 1000));

  const [found] = await ctx.db.prisma.$queryRaw<{ found: number }[]>`
    SELECT (SELECT count(*) FROM automations t WHERE t::text LIKE ${`%${secret}%`}) + (SELECT count(*) FROM automation_versions t WHERE t::text LIKE ${`%${secret}%`})
      + (SELECT count(*) FROM audit_entries t WHERE t::text LIKE ${`%${secret}%`}) + (SELECT count(*) FROM automation_secrets t WHERE t::text LIKE ${`%${secret}%`})
      + (SELECT count(*) FROM automation_calls t WHERE t.body IS NOT NULL AND t.automation_id = ${id}::bigint) AS found`;
  expect(Number(found?.found)).toBe(0);
  expect(JSON.stringify(await getAutomation(ctx, String(id)))).not.toContain(secret);

  ctx.config.keyring = {
    primary: 'next',
    keys: new Map([...ctx.config.keyring.keys, ['next', Buffer.alloc(32, 8)]]),
  };
  expect(await rotateWebhookSecrets(ctx)).toBeGreaterThan(0);
  expect(await rotateWebhookSecrets(ctx)).toBe(0);
  await tryOnPerson(ctx, { id: String(id), recordId: String(ann.id) });
  await world.tell(id);
  expect(receiver.heard).toHaveLength(2);
});

test('what passes by itself is tried again under the same id, for a day; what is refused failed, and can be tried again', async () => {
  const receiver = await startReceiver(
    { status: 503 },
    { status: 429, headers: { 'retry-after': '7200' } },
    { status: 200 },
    { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no <b>such</b> hook' },
  );
  const world = await webhookWorld(receiver);
  const { ctx } = world;
  const { id } = await world.webhook();
  const text = String(id);
  const ann = await world.customer('ann');
  await world.cart(ann, 'a', { url: 'https://shop.example/a' });
  await world.pass(hour);
  await world.run(id);
  await world.tell(id);
  expect(await world.states(id)).toEqual(['sending webhook_again']);
  await world.pass(30);
  expect(await world.isDue(id)).toBe(false);
  await world.tell(id);
  expect(receiver.heard).toHaveLength(1);
  await world.pass(30);
  await world.tell(id);
  expect(receiver.heard).toHaveLength(2);
  expect((await getAutomation(ctx, text)).retryAt).toBe(
    new Date(world.clock.now.getTime() + 7_200_000).toISOString(),
  );
  await world.pass(2 * hour - 1);
  await world.tell(id);
  expect(receiver.heard).toHaveLength(2);
  await world.pass(1);
  expect(await world.isDue(id)).toBe(true);
  await world.tell(id);
  expect(await world.firings(id)).toMatchObject([{ state: 'done', attemptCount: 3, reasonText: null }]);
  expect(new Set(idsOf(receiver)).size).toBe(1);
  expect(new Set(receiver.heard.map(({ body }) => body)).size).toBe(1);
  expect(JSON.parse(receiver.heard[0]!.body)).toMatchObject({
    event: { kind: 'cart', payload: { url: 'https://shop.example/a', total: 40, items: [] } },
  });

  receiver.heard.length = 0;
  await tryOnPerson(ctx, { id: text, recordId: String(ann.id) });
  await world.tell(id);
  expect((await world.firings(id))[1]).toMatchObject({
    state: 'failed',
    reasonCode: 'webhook_refused',
    reasonText: 'HTTP 404, no such hook',
  });
  await retryFirings(ctx, { id: text, firingId: null });
  receiver.answers.push({ status: 307, headers: { location: 'https://elsewhere.example/' } });
  await world.tell(id);
  expect((await world.firings(id))[1]).toMatchObject({
    reasonText: 'HTTP 307, and redirects are not followed',
  });
  await retryFirings(ctx, { id: text, firingId: null });
  await world.tell(id);
  expect((await world.firings(id))[1]).toMatchObject({ state: 'done', reasonCode: null });
  expect(receiver.heard).toHaveLength(3);
  expect(new Set(idsOf(receiver)).size).toBe(1);
});

test('paused, made anew, moved to another address, or about someone who opted out meanwhile: each call is asked before it leaves', async () => {
  const receiver = await startReceiver({ status: 500 }, { status: 500 });
  const world = await webhookWorld(receiver);
  const { ctx } = world;
  const { prisma } = ctx.db;
  const { id } = await world.webhook();
  const text = String(id);
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  for (const { id: recordId } of [ann, bea]) await tryOnPerson(ctx, { id: text, recordId: String(recordId) });
  await world.tell(id);
  await world.pass(5 * minute);
  await world.tell(id);
  expect(await world.states(id)).toEqual(['sending webhook_again', 'sending webhook_again']);
  await prisma.crmRecord.update({ where: { id: bea.id }, data: { consentState: 'withdrawn' } });
  await pauseAutomation(ctx, { id: text, reason: '' });
  await world.pass(hour);
  expect(await world.isDue(id)).toBe(false);
  await world.tell(id);
  expect(receiver.heard).toHaveLength(2);
  const other = await startReceiver();
  Object.assign(ctx.config, { outwardAllowedHosts: [receiver.host, other.host] });
  const known = documentOf(await fetchAutomation(prisma, id));
  await updateAutomation(ctx, {
    ...known,
    action: { kind: 'webhook', url: other.url },
    id: text,
    version: 1,
  });
  await resumeAutomation(ctx, { id: text, catchUp: true });
  await world.tell(id);
  expect((await world.states(id)).sort()).toEqual(['done', 'skipped opted_out']);
  expect(other.heard).toHaveLength(1);

  other.close();
  await tryOnPerson(ctx, { id: text, recordId: String(ann.id) });
  await world.tell(id);
  expect((await world.firings(id))[2]).toMatchObject({
    state: 'sending',
    reasonText: 'The address could not be reached: the host refused the connection.',
  });
  await world.pass(25 * hour);
  await world.tell(id);
  expect((await world.firings(id))[2]).toMatchObject({ state: 'failed', reasonCode: 'webhook_given_up' });

  Object.assign(ctx.config, { outwardAllowedHosts: [] });
  await retryFirings(ctx, { id: text, firingId: null });
  await world.tell(id);
  expect((await world.firings(id))[2]).toMatchObject({ state: 'failed', reasonCode: 'webhook_refused' });
  expect(await getAutomation(ctx, text)).toMatchObject({ state: 'paused' });
});

test('without a secret nothing is switched on, and an address that may not be called is refused at its field', async () => {
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  const id = await world.automation(
    { action: { kind: 'webhook', url: receiver.url }, integrationId: null },
    false,
  );
  await expect(switchOnAutomation(world.ctx, { id: String(id), version: 1, daysBack: 0 })).rejects.toThrow(
    'signing secret',
  );
  const known = documentOf(await fetchAutomation(world.ctx.db.prisma, id));
  for (const url of [
    'http://hooks.example.com/',
    'https://10.0.0.1/',
    'https://me:secret@hooks.example.com/',
    'x',
  ])
    await expect(
      updateAutomation(world.ctx, { ...known, action: { kind: 'webhook', url }, id: String(id), version: 1 }),
    ).rejects.toMatchObject({ fieldErrors: { 'action.url': expect.any(String) as string } });
});

test('killed wherever it leaves something else behind it is told, and every repeat carries its id', async () => {
  const { proxy, db } = await cutOffDb(3);
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  const { ctx } = world;
  const { id } = await world.webhook();
  const ann = await world.customer('ann');
  const kills = await atEveryPlace(proxy, async (name, killed) => {
    receiver.heard.length = 0;
    await tryOnPerson(ctx, { id: String(id), recordId: String(ann.id) });
    await killed(() => pushWebhooks({ ...ctx, db }, id).catch(() => undefined));
    await world.leasesRunOut();
    await world.tell(id);
    const states = (await world.firings(id)).map(({ state }) => state);
    expect([name, new Set(states)]).toEqual([name, new Set(['done'])]);
    expect([name, new Set(idsOf(receiver)).size]).toEqual([name, 1]);
    expect(receiver.heard.length).toBeLessThanOrEqual(2);
  });
  expect(kills).toBeGreaterThan(10);
});

test('four workers at once tell everyone once', async () => {
  const receiver = await startReceiver();
  const world = await webhookWorld(receiver);
  const { id } = await world.webhook();
  const people = await Promise.all(Array.from({ length: 24 }, (_, n) => world.customer(`p${n}`, false)));
  for (const { id: recordId } of people)
    await tryOnPerson(world.ctx, { id: String(id), recordId: String(recordId) });
  await Promise.all(Array.from({ length: 4 }, () => world.tell(id)));
  await world.tell(id);
  expect(new Set(await world.states(id))).toEqual(new Set(['done']));
  expect(receiver.heard).toHaveLength(24);
  expect(new Set(idsOf(receiver)).size).toBe(24);
});
