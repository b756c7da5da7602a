import { expect, test } from 'vitest';
import { automationWorld, type AutomationWorld } from '@/prisma/seed/automation-world';
import { condition } from '@/prisma/seed/marketing-lists';
import { getAutomation, resumeAutomation, retryFirings, tryOnPerson } from '../index';
import { findDueEnrolments } from './find-enrolments';

const hour = 3_600;
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

test('a cart left alone is an enrolment at Dotdigital, once', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour);
  await world.settle(id);
  await world.settle(id);
  expect([await world.states(id), await world.enrolled()]).toEqual([['done'], [ann.email]]);
  expect(await getAutomation(world.ctx, String(id))).toMatchObject({
    counts: { done: 1 },
    wait: null,
    sentence: `When a customer leaves a cart alone for 1 hour and orders nothing meanwhile, enrol them in the Dotdigital program “Come back”. Only customers whose source is “${world.source}”.`,
  });
});

test('an order between judging and firing stops it; so do a change, an opt-out, a suppression and the conditions', async () => {
  const world = await automationWorld();
  const id = await world.automation({ only: [condition('city', 'is_not', 'Rome')] });
  const people = await Promise.all(letters.slice(0, 6).map((name) => world.customer(name)));
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.judge(id);
  const [ordered, changed, out, suppressed, moved, stays] = people;
  const { prisma } = world.ctx.db;
  await world.order(ordered!, 'o');
  await world.cart(changed!, 'c1', { total: 90 });
  await prisma.crmRecord.update({ where: { id: out!.id }, data: { consentState: 'withdrawn' } });
  await prisma.dotdigitalContact.create({
    data: { integrationId: world.integrationId, emailKey: suppressed!.email, status: 'Suppressed' },
  });
  await prisma.crmRecord.update({ where: { id: moved!.id }, data: { city: 'Rome' } });
  await world.push();
  expect(await world.enrolled()).toEqual([stays!.email]);
  expect((await world.states(id)).sort()).toEqual([
    'accepted',
    'skipped Suppressed',
    'skipped cart_gone',
    'skipped cart_gone',
    'skipped conditions',
    'skipped opted_out',
  ]);
});

test('25 a request, 20 requests an hour, automations of an account take turns, and the wait is told', async () => {
  const world = await automationWorld({ settings: { enrolmentsPerHour: 20 } });
  const { prisma } = world.ctx.db;
  const [first, second] = [
    await world.automation(),
    await world.automation({ trigger: { kind: 'cart', minutes: 59 } }),
  ];
  const people = await Promise.all(Array.from({ length: 60 }, (_, n) => world.customer(`p${n}`)));
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await prisma.automationBatch.createMany({
    data: Array.from({ length: 17 }, () => ({
      automationId: first,
      integrationId: world.integrationId,
      programId: world.program.id,
      state: 'finished' as const,
      rowCount: 1,
      sentAt: new Date(world.clock.now.getTime() - 600_000),
      theirTime: world.clock.now,
    })),
  });
  await world.judge(first);
  await world.judge(second);
  for (const one of people)
    await prisma.automationFiring.updateMany({
      where: { recordId: one.id },
      data: { contactId: await contactOf(world, one.email) },
    });
  await world.push();
  expect(await world.enrolments()).toBe(3);
  const batches = await prisma.automationBatch.findMany({
    where: { state: { not: 'finished' }, integrationId: world.integrationId },
    orderBy: { id: 'asc' },
  });
  expect(batches.map(({ automationId, rowCount }) => [automationId, rowCount])).toEqual([
    [second, 25],
    [first, 25],
    [second, 25],
  ]);
  const { wait } = await getAutomation(world.ctx, String(first));
  expect(wait).toMatchObject({ people: 45, calls: 3 });
  expect(new Date(wait?.until ?? 0).getTime()).toBe(world.clock.now.getTime() + 50 * 60_000);
  expect(await isDue(world)).toBe(false);
  await world.push();
  expect(await world.enrolments()).toBe(3);
  await world.pass(50 * 60);
  await world.push();
  expect(await world.enrolments()).toBe(6);
});

const isDue = async ({ ctx, integrationId }: AutomationWorld): Promise<boolean> =>
  (await findDueEnrolments(ctx)).some((due) => due.integrationId === integrationId);

async function contactOf(world: AutomationWorld, email: string): Promise<number> {
  return (await world.client.contactByEmail(email))?.id ?? 0;
}

test('somebody else used the allowance up: it waits five minutes and asks again', async () => {
  const world = await automationWorld({ settings: { enrolmentsPerHour: 0 } });
  const id = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour);
  await world.settle(id);
  await world.push();
  expect(await world.states(id)).toEqual(['waiting']);
  const tries = async () =>
    (await world.writes()).filter(({ path }) => path === '/v2/programs/enrolments').length;
  expect(await tries()).toBe(1);
  await world.pass(300);
  await world.push();
  expect(await tries()).toBe(2);
});

test('a program that is not active, or gone, pauses its automation with the reason; refused in mid-run its people failed and can be tried again', async () => {
  const world = await automationWorld();
  const unknown = await world.automation({
    action: { kind: 'enrol', programId: 4_711, programName: 'Gone' },
  });
  const known = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour);
  await world.control('/faults', [
    {
      route: '/v2/programs/enrolments',
      method: 'POST',
      nth: 1,
      kind: 'bad-request',
      args: { status: 422, code: 'ERROR_PROGRAM_NOT_ACTIVE', message: 'Error:' },
    },
  ]);
  for (const id of [unknown, known]) await world.judge(id);
  await world.push();
  expect([await world.states(unknown), await world.states(known)]).toEqual([['waiting'], ['failed refused']]);
  for (const [id, said] of [
    [unknown, 'does not know the program'],
    [known, 'not active at Dotdigital'],
  ] as const)
    expect(await getAutomation(world.ctx, String(id))).toMatchObject({
      state: 'paused',
      stateBy: 'dotbridge',
      stateReason: expect.stringContaining(said) as string,
    });
  await resumeAutomation(world.ctx, { id: String(known), catchUp: true });
  await retryFirings(world.ctx, { id: String(known), firingId: null });
  await world.settle(known);
  expect([await world.states(known), await world.enrolled()]).toEqual([['done'], [ann.email]]);
});

test('one contact that is gone there costs one contact', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea', false)];
  for (const [n, one] of [ann, bea].entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.judge(id);
  await world.ctx.db.prisma.automationFiring.updateMany({
    where: { automationId: id, recordId: bea.id },
    data: { contactId: 4_711 },
  });
  await world.settle(id);
  expect([(await world.states(id)).sort(), await world.enrolled()]).toEqual([
    ['done', 'failed not_at_dotdigital'],
    [ann.email],
  ]);
});

test('whom Dotdigital doesn’t know yet waits for an hour, whom it refuses failed with its reason', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const [ann, bea] = [await world.customer('ann', false), await world.customer('bea')];
  for (const [n, one] of [ann, bea].entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.control('/contacts', { contacts: [{ email: bea.email, status: 'PendingOptIn' }] });
  await world.settle(id);
  expect((await world.states(id)).sort()).toEqual(['failed PendingOptIn', 'waiting']);
  for (let n = 0; n < 14; n += 1) {
    await world.pass(301);
    await world.push();
  }
  expect((await world.states(id)).sort()).toEqual(['failed PendingOptIn', 'skipped not_at_dotdigital']);
  await world.control(`/contacts/${bea.email}/status`, { status: 'Subscribed' });
  expect((await retryFirings(world.ctx, { id: String(id), firingId: null })).count).toBe(1);
  await world.settle(id);
  expect((await world.states(id)).sort()).toEqual(['done', 'skipped not_at_dotdigital']);
});

test('quiet hours keep it waiting, the cap counts all automations, and one person can be tried out', async () => {
  const world = await automationWorld();
  world.clock.now = new Date('2026-12-01T22:30:00Z');
  await world.control('/clock', { now: world.clock.now.toISOString() });
  const quiet = await world.automation({ limits: { quietHours: '22:00-07:00', zone: 'UTC' } });
  const cap = { count: 1, days: 2 };
  const [one, two] = [
    await world.automation({ limits: { cap } }),
    await world.automation({ limits: { cap } }),
  ];
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour);
  for (const id of [quiet, one, two]) await world.judge(id);
  await world.push();
  expect([await world.states(quiet), (await world.states(one))[0], (await world.states(two))[0]]).toEqual([
    ['waiting'],
    'accepted',
    'skipped cap',
  ]);
  expect((await getAutomation(world.ctx, String(quiet))).quietUntil).toBe('07:00');
  await world.pass(8 * hour);
  await world.push();
  expect(await world.states(quiet)).toEqual(['accepted']);
  const bea = await world.customer('bea');
  await tryOnPerson(world.ctx, { id: String(one), recordId: String(bea.id) });
  await world.push();
  expect((await world.states(one)).at(-1)).toBe('accepted');
});

test('a wrong password is told of once in five minutes, and what was stored goes on with a right one', async () => {
  const world = await automationWorld();
  const id = await world.automation();
  const ann = await world.customer('ann');
  await world.cart(ann, 'a');
  await world.pass(hour);
  await world.judge(id);
  await world.control('/faults', [{ route: '/v2/*', kind: 'unauthorized', times: 1 }]);
  await world.clearRequests();
  await world.push();
  expect(await isDue(world)).toBe(false);
  expect(await world.control<object[]>('/requests')).toHaveLength(1);
  await world.pass(301);
  expect(await isDue(world)).toBe(true);
  await world.settle(id);
  expect([await world.states(id), await world.enrolled()]).toEqual([['done'], [ann.email]]);
});
