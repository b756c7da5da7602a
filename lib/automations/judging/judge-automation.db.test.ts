import { expect, test } from 'vitest';
import { recordEvents } from '@/lib/crm';
import { putOnList } from '@/lib/marketing-lists';
import { automationWorld } from '@/prisma/seed/automation-world';
import { condition, createList } from '@/prisma/seed/marketing-lists';
import { findDueAutomations, pauseAutomation, resumeAutomation, updateAutomation } from '../index';
import { documentOf, fetchAutomation } from '../internal';

const hour = 3_600;

test('a cart fires when it was left alone for its minutes, once, and a change begins anew', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour - 60);
  expect(await world.judge(id)).toEqual({ waiting: 0, skipped: 0, heldOut: 0 });
  await world.cart(ann, 'a', { total: 50 });
  await world.pass(hour - 60);
  expect((await world.judge(id)).waiting).toBe(0);
  await world.pass(60);
  expect((await world.judge(id)).waiting).toBe(1);
  expect((await world.judge(id)).waiting).toBe(0);
  const [firing] = await world.firings(id);
  expect(firing).toMatchObject({ recordId: ann.id, personKey: ann.email, state: 'waiting', version: 1 });
});

test('an order ends a cart, whoever of the address placed it; a converted or discarded one is none', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const [ann, bea, cy] = [
    await world.customer('ann'),
    await world.customer('bea'),
    await world.customer('cy'),
  ];
  const twin = await world.customer('bea');
  for (const [n, who] of [ann, bea, cy].entries()) await world.cart(who, `c${n}`);
  await world.pass(600);
  await world.order(ann, 'o1', { status: 'pending' });
  await world.order(twin, 'o2');
  await world.cart(cy, 'c2', { status: 'discarded' });
  await world.pass(hour);
  expect((await world.judge(id)).waiting).toBe(0);
  await world.order(ann, 'o1', { status: 'cancelled' });
  expect((await world.judge(id)).waiting).toBe(1);
});

test('what happened before it was switched on is not fired for, unless the days before are asked for', async () => {
  const world = await automationWorld();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a', {
    touchedAt: new Date(world.clock.now.getTime() - 5 * hour * 1000).toISOString(),
  });
  const fresh = await world.automation();
  const back = await world.automation({}, 1);
  expect([(await world.judge(fresh)).waiting, (await world.judge(back)).waiting]).toEqual([0, 1]);
});

test('a clock that jumps ahead and back fires nothing twice and loses nothing', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await world.cart(ann, 'a');
  const now = world.clock.now;
  world.clock.now = new Date(now.getTime() + 2 * hour * 1000);
  expect((await world.judge(id)).waiting).toBe(1);
  world.clock.now = new Date(now.getTime() + 400 * 24 * hour * 1000);
  expect((await world.judge(id)).waiting).toBe(0);
  world.clock.now = now;
  expect((await world.judge(id)).waiting).toBe(0);
  await world.cart(bea, 'b');
  world.clock.now = new Date(now.getTime() + 2 * hour * 1000);
  expect((await world.judge(id)).waiting).toBe(1);
  expect(await world.firings(id)).toHaveLength(2);
});

test('orders: the first, the n-th, over an amount, containing an item; later completed, it fires then', async () => {
  const world = await automationWorld();
  const trigger = { kind: 'order' as const, n: 1, over: null, skus: [] };
  const first = await world.automation({ trigger: { ...trigger, which: 'first' } });
  const second = await world.automation({ trigger: { ...trigger, which: 'nth', n: 2 } });
  const over = await world.automation({
    trigger: { ...trigger, which: 'any', over: { amount: '100', currency: 'EUR' } },
  });
  const boots = await world.automation({ trigger: { ...trigger, which: 'any', skus: ['B1', 'B2'] } });
  const ann = await world.customer('ann');
  const item = { name: 'Boots', quantity: 1, unitPrice: 10 };
  await world.pass(1);
  await world.order(ann, '1', { total: 100, items: [{ sku: 'A1', ...item }] });
  await world.pass(1);
  await world.order(ann, '2', { total: '100.01', items: [{ sku: 'B2', ...item }] });
  await world.pass(1);
  await world.order(ann, '3', { total: 500, currency: 'USD', status: 'pending' });
  const judged = async () =>
    Promise.all([first, second, over, boots].map(async (id) => (await world.judge(id)).waiting));
  expect(await judged()).toEqual([1, 1, 1, 1]);
  await world.order(ann, '3', { total: 500, currency: 'EUR', placedAt: world.clock.now.toISOString() });
  await world.pass(1);
  expect(await judged()).toEqual([0, 0, 1, 0]);
});

test('events: by name and payload, the oldest of the address, each its own; 1970 is answered, tomorrow waits', async () => {
  const world = await automationWorld();
  const id = await world.automation({
    entity: 'contact',
    trigger: {
      kind: 'event',
      name: 'trial',
      payload: [
        { path: 'plan.name', operator: 'is', value: 'Gold' },
        { path: 'days', operator: 'at_least', value: '7' },
      ],
    },
  });
  const [old] = await world.people(1, { email: world.mail('ann') });
  await world.people(1, { email: world.mail('ann') });
  await world.pass(1);
  const event = (given: object) =>
    recordEvents(world.ctx, [
      { name: 'trial', email: world.mail('ann'), payload: { plan: { name: 'gold' }, days: 14 }, ...given },
    ]);
  await event({});
  await event({ payload: { plan: { name: 'gold' }, days: 'many' } });
  await event({ payload: { plan: ['gold'] } });
  await event({ name: 'other' });
  await event({ email: world.mail('nobody') });
  await event({ at: '1970-01-01T00:00:00Z' });
  const tomorrow = new Date(world.clock.now.getTime() + 24 * hour * 1000);
  await event({ at: tomorrow.toISOString() });
  await event({ at: '2199-01-01T00:00:00Z' });
  await world.pass(1);
  expect(await world.judge(id)).toEqual({ waiting: 2, skipped: 2, heldOut: 0 });
  expect((await world.states(id)).sort()).toEqual([
    'skipped before_start',
    'skipped too_far_ahead',
    'waiting',
    'waiting',
  ]);
  const rows = await world.firings(id);
  expect(rows.every(({ recordId }) => recordId === old?.id)).toBe(true);
  expect(rows.some(({ dueAt }) => dueAt.getTime() === tomorrow.getTime())).toBe(true);
});

test('lists and tags: who came, who left, and only as long as it is so', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const listId = await createList(prisma, { type: 'manual', entity: 'customer' });
  const joined = await world.automation({
    trigger: { kind: 'list', listId: String(listId), move: 'joined' },
  });
  const left = await world.automation({ trigger: { kind: 'list', listId: String(listId), move: 'left' } });
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  const twin = await world.customer('ann');
  await world.pass(1);
  await putOnList(prisma, {
    listId,
    recordIds: [ann.id, bea.id, twin.id],
    at: world.clock.now,
    cause: 'test',
  });
  await prisma.listItem.update({
    where: { listId_recordId: { listId, recordId: bea.id } },
    data: { removedAt: world.clock.now },
  });
  await prisma.listEvent.create({
    data: { listId, recordId: bea.id, kind: 'removed', cause: 'test', at: world.clock.now },
  });
  await world.judge(joined);
  await world.judge(left);
  expect((await world.firings(joined)).map(({ personKey }) => personKey)).toEqual([ann.email]);
  expect((await world.firings(left)).map(({ personKey }) => personKey)).toEqual([bea.email]);

  const tagger = await world.automation(
    {
      trigger: { kind: 'list', listId: String(listId), move: 'joined' },
      integrationId: null,
      action: { kind: 'tag', change: 'give', tag: 'VIP' },
    },
    1,
  );
  const tagged = await world.automation({ trigger: { kind: 'tag', tag: 'vip' } });
  await world.pass(1);
  await world.run(tagger);
  await world.pass(1);
  await world.judge(tagged);
  expect((await world.firings(tagged)).map(({ personKey }) => personKey)).toEqual([ann.email]);
});

test('whoever gave no consent is skipped where the account’s gate asks for it', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const { prisma } = world.ctx.db;
  await prisma.integration.update({
    where: { id: world.integrationId },
    data: { consentGate: 'consented' },
  });
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await prisma.crmRecord.update({ where: { id: ann.id }, data: { consentState: 'given' } });
  await world.cart(ann, 'a');
  await world.cart(bea, 'b');
  await world.pass(hour);
  await world.judge(id);
  expect((await world.states(id)).sort()).toEqual(['skipped no_consent', 'waiting']);
});

test('conditions, standing and the draw decide when it is judged; what is skipped says why', async () => {
  const world = await automationWorld();
  const id = await world.automation({ only: [condition('city', 'is', 'Berlin')] });
  const all = await world.automation({ limits: { holdOutPercent: 50 } });
  const { prisma } = world.ctx.db;
  const people = await Promise.all(['ann', 'bea', 'cy', 'dan'].map((name) => world.customer(name)));
  const [ann, bea, cy] = people;
  await prisma.crmRecord.updateMany({
    where: { id: { in: [ann!.id, bea!.id] } },
    data: { city: 'Berlin' },
  });
  await prisma.crmRecord.update({ where: { id: bea!.id }, data: { consentState: 'withdrawn' } });
  await prisma.dotdigitalContact.create({
    data: { integrationId: world.integrationId, emailKey: cy!.email, status: 'HardBounced' },
  });
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.judge(id);
  expect((await world.states(id)).sort()).toEqual(['skipped opted_out', 'waiting']);
  const judged = await world.judge(all);
  expect(judged.skipped).toBe(2);
  expect(judged.waiting + judged.heldOut).toBe(2);
  const rows = await world.firings(all);
  expect(rows.filter(({ state }) => state === 'skipped').map(({ part }) => part)).toEqual([null, null]);
  for (const { state, part } of rows.filter((row) => row.state !== 'skipped'))
    expect(part).toBe(state === 'held_out' ? 'control' : 'treated');
});

test('paused it judges nothing; resumed it leaves the pause out, or catches up; a changed question begins anew', async () => {
  const world = await automationWorld();
  const [left, caught] = [await world.automation(), await world.automation()];
  const ann = await world.customer('ann');
  for (const id of [left, caught]) await pauseAutomation(world.ctx, { id: String(id), reason: 'Sale' });
  await world.cart(ann, 'a');
  await world.pass(2 * hour);
  expect((await world.judge(left)).waiting).toBe(0);
  await resumeAutomation(world.ctx, { id: String(left), catchUp: false });
  await resumeAutomation(world.ctx, { id: String(caught), catchUp: true });
  expect([(await world.judge(left)).waiting, (await world.judge(caught)).waiting]).toEqual([0, 1]);

  const row = await fetchAutomation(world.ctx.db.prisma, caught);
  await updateAutomation(world.ctx, {
    ...documentOf(row),
    trigger: { kind: 'cart', minutes: 90 },
    id: String(caught),
    version: row.version,
  });
  expect(await world.states(caught)).toEqual(['skipped changed']);
  expect((await world.judge(caught)).waiting).toBe(0);
});

test('where nothing is due nothing is written but when it was looked, and Dotdigital is not called', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.clearRequests();
  const { pool } = world.ctx.db;
  const tables = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'automation_looks' ORDER BY relname`,
  );
  /** Where each row stands and which transaction wrote it: what is written anew, even unchanged, stands elsewhere. */
  const places = async () => {
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await pool.query<{ all: string }>(
        `SELECT md5(coalesce(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid), '')) AS all FROM "${name}"`,
      );
      found[name] = rows[0]?.all ?? '';
    }
    return found;
  };
  const before = await places();
  for (let n = 0; n < 3; n += 1) await world.run(id);
  await world.push();
  expect(await places()).toEqual(before);
  expect(await world.control('/requests')).toEqual([]);
});

test('a look waits for twenty times what the last one took, whoever took it; what changed is looked at at once', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const { prisma } = world.ctx.db;
  const due = async () => (await findDueAutomations(world.ctx)).includes(id);
  const took = (tookMs: number) =>
    prisma.automationLook.update({ where: { automationId: id }, data: { tookMs } });
  const after = async (seconds: number) => {
    await prisma.automationLook.update({
      where: { automationId: id },
      data: { lookedAt: new Date(world.clock.now.getTime() - seconds * 1000) },
    });
    return due();
  };
  expect(await due()).toBe(true);
  await world.run(id);
  await took(10);
  expect([await after(29), await after(30)]).toEqual([false, true]);
  await took(3_000);
  expect([await after(59), await after(60)]).toEqual([false, true]);
  await took(1_000_000);
  expect([await after(599), await after(600), await after(-600)]).toEqual([false, true, true]);
  expect(await after(0)).toBe(false);
  await pauseAutomation(world.ctx, { id: String(id), reason: 'Sale' });
  expect(await after(3_600)).toBe(false);
  await world.pass(1);
  await resumeAutomation(world.ctx, { id: String(id), catchUp: false });
  expect(await after(0)).toBe(true);
});
