import { expect, test } from 'vitest';
import { recordConsent, upsertCarts } from '@/lib/crm';
import { condition } from '@/prisma/seed/marketing-lists';
import { automationWorld, type AutomationWorld } from '@/prisma/seed/automation-world';
import { changeBatch } from '../firing/batch-lease';
import { createAutomation, findDueMessages, pauseAutomation, resumeAutomation, retryFirings } from '../index';
import { AutomationDocument } from '../schemas';
import { claimMessages } from './claim-messages';
import { markLeft } from './mark-left';
import { endMessages } from './settle-messages';

const hour = 3_600;
const from = 'newsletter@northwind.example';
const mail = { kind: 'mail' as const, from, subject: 'Still {{firstName}}’s', html: '', text: 'Come back' };
const sms = {
  kind: 'sms' as const,
  message: '{{firstName}}, your cart of {{event.total}} {{event.currency}} waits',
};

let numbers = 0;
const newNumber = (): string => `+4479113${String((numbers += 1)).padStart(5, '0')}`;

/** A customer with a number, and no address unless one is given. */
async function texted(world: AutomationWorld, given: object = {}) {
  const mobile = newNumber();
  const person = await world.customer(`texted${mobile.slice(1)}`, false, {
    email: null,
    firstName: 'Tess',
    mobile,
    mobileE164: mobile,
    ...given,
  });
  return { ...person, mobile };
}

async function leaveCarts(world: AutomationWorld, people: { id: bigint }[]): Promise<void> {
  for (const [n, one] of people.entries()) await world.cart(one, `cart ${one.id} ${n}`);
  await world.pass(hour);
}

const recipients = async (world: AutomationWorld): Promise<string[]> =>
  (await world.mailbox()).map(({ recipient }) => recipient).sort();

test('a transactional mail holds the person’s values and the cart’s, and a value is never HTML', async () => {
  const world = await automationWorld();
  const id = await world.automation({
    action: {
      ...mail,
      subject: 'Still yours,\n{{firstName}}?',
      html: '<p>{{firstName}}: <a href="{{event.url}}">{{event.total}} {{event.currency}}</a></p>',
      text: '{{firstName}} {{company}}{{event.gone}}',
    },
  });
  const ann = await world.customer('ann', true, { firstName: 'Ann <b>' });
  await world.cart(ann, 'a', { url: 'https://shop.example/?a=1&b="2"' });
  await world.pass(hour);
  await world.run(id);
  await expect(findDueMessages(world.ctx)).resolves.toContainEqual({
    integrationId: world.integrationId,
    wasCutOff: false,
  });
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['done']);
  await expect(world.mailbox()).resolves.toMatchObject([
    {
      recipient: ann.email,
      sender: from,
      subject: 'Still yours, Ann <b>?',
      html: '<p>Ann &lt;b&gt;: <a href="https://shop.example/?a=1&amp;b=&quot;2&quot;">40.00 EUR</a></p>',
      plain: 'Ann <b> ',
    },
  ]);
  await world.run(id);
  await world.send();
  await expect(world.mailbox()).resolves.toHaveLength(1);
});

test('a triggered campaign is filled from an event’s payload; a refused value fails for that person alone and can be tried again', async () => {
  const world = await automationWorld();
  const campaign = await world.control<{ id: number }>('/campaigns', {
    name: 'Plan',
    kind: 'Triggered',
    subject: 'Your plan @PLAN@',
  });
  const id = await world.automation({
    trigger: { kind: 'event', name: 'plan', payload: [] },
    action: {
      kind: 'triggered_campaign',
      campaignId: campaign.id,
      campaignName: 'Plan',
      values: [{ name: 'PLAN', value: '{{event.plan.name}} for {{firstName}}' }],
    },
  });
  const people = [];
  for (const name of ['ann', 'bea']) {
    await world.pass(1);
    const one = await world.customer(name, true, { firstName: name });
    people.push(one);
    await world.ctx.db.prisma.recordEvent.create({
      data: {
        name: 'plan',
        emailKey: one.email,
        recordId: one.id,
        payload: { plan: { name: 'Gold' } },
        at: world.clock.now,
        createdAt: world.clock.now,
      },
    });
  }
  await world.pass(1);
  await world.run(id);
  await world.control('/faults', [
    {
      route: '/v2/email/triggered-campaign',
      nth: 1,
      kind: 'bad-request',
      args: { code: 'ERROR_INVALID_PERSONALISATION_VALUES', message: 'PLAN is not valid.' },
    },
  ]);
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['failed refused_values', 'done']);
  expect((await world.firings(id))[0]).toMatchObject({ reasonText: 'PLAN is not valid.', leftAt: null });
  expect((await world.mailbox()).map(({ subject }) => subject)).toEqual(['Your plan Gold for bea']);
  await retryFirings(world.ctx, { id: String(id), firingId: null });
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['done', 'done']);
  await expect(recipients(world)).resolves.toEqual(people.map(({ email }) => email));
});

test('a campaign that is gone pauses its automation with the reason; one person failed, the others wait', async () => {
  const world = await automationWorld();
  const id = await world.automation({
    action: { kind: 'triggered_campaign', campaignId: 1, campaignName: 'Gone', values: [] },
  });
  await leaveCarts(world, [await world.customer('ann'), await world.customer('bea')]);
  await world.run(id);
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['failed refused', 'waiting']);
  const paused = await world.ctx.db.prisma.automation.findUniqueOrThrow({ where: { id } });
  expect(paused).toMatchObject({ state: 'paused' });
  expect(paused.stateReason).toContain('does not know this campaign any more');
  await expect(world.mailbox()).resolves.toEqual([]);
});

test('a text message goes to the number, of somebody without an address too, by the consent of SMS', async () => {
  const world = await automationWorld();
  const id = await world.automation({ action: sms });
  const people = [
    await texted(world),
    await texted(world, { email: world.mail('mail-optout'), emailKey: undefined, consentState: 'withdrawn' }),
    await texted(world, { smsConsentState: 'withdrawn' }),
    await texted(world, { mobile: 'ask her', mobileE164: null }),
    await world.customer('no-number'),
  ];
  await leaveCarts(world, people);
  await world.run(id);
  await world.send();
  await expect(world.states(id)).resolves.toEqual([
    'done',
    'done',
    'skipped opted_out_sms',
    'skipped invalid_mobile',
    'skipped no_mobile',
  ]);
  const sent = await world.mailbox();
  expect(sent.map(({ recipient }) => recipient)).toEqual(
    people.slice(0, 2).map((one) => ('mobile' in one ? one.mobile : '')),
  );
  expect(sent[0]?.plain).toBe('Tess, your cart of 40.00 EUR waits');
});

test('a number that Dotdigital calls none fails with its words; without credits everyone waits', async () => {
  const world = await automationWorld();
  const id = await world.automation({ action: sms });
  await leaveCarts(world, [await texted(world), await texted(world), await texted(world)]);
  await world.run(id);
  const route = '/v2/sms-messages/send-to/{telephoneNumber}';
  await world.control('/faults', [
    {
      route,
      nth: 1,
      kind: 'bad-request',
      args: { code: 'ERROR_SMS_INVALIDPHONENUMBER', message: 'Not a mobile.' },
    },
    {
      route,
      nth: 2,
      kind: 'bad-request',
      args: { code: 'ERROR_SMS_SENDNOTPERMITTED', message: 'No credits.' },
    },
  ]);
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['failed refused_number', 'failed refused', 'waiting']);
  await expect(world.ctx.db.prisma.automation.findUniqueOrThrow({ where: { id } })).resolves.toMatchObject({
    state: 'paused',
  });
});

test('of two records without an address and with one number, one gets the message; who gets an address later is told nothing twice', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  await prisma.marketingList.update({ where: { id: world.listId }, data: { entity: 'customer' } });
  const id = await world.automation({
    trigger: { kind: 'list', listId: String(world.listId), move: 'joined' },
    entity: 'customer',
    action: { kind: 'sms', message: 'Hello' },
  });
  const one = await texted(world);
  const two = await texted(world, { mobile: one.mobile, mobileE164: one.mobile });
  await world.pass(1);
  const at = world.clock.now;
  for (const { id: recordId } of [one, two]) {
    await prisma.listItem.create({ data: { listId: world.listId, recordId, inFilter: true } });
    await prisma.listEvent.create({
      data: { listId: world.listId, recordId, kind: 'joined', cause: 'filter', at },
    });
  }
  await world.pass(60);
  await world.run(id);
  await world.send();
  await expect(recipients(world)).resolves.toEqual([one.mobile]);
  const email = world.mail('later');
  await prisma.crmRecord.update({ where: { id: one.id }, data: { email, emailKey: email } });
  await prisma.crmRecord.update({ where: { id: two.id }, data: { deletedAt: world.clock.now } });
  await world.run(id);
  await world.send();
  await expect(recipients(world)).resolves.toEqual([one.mobile]);
});

test('whoever opts out, or is paused for, at the last moment gets nothing', async () => {
  const world = await automationWorld();
  const id = await world.automation({ action: mail });
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await leaveCarts(world, [ann, bea]);
  await world.run(id);
  const claimed = await claimMessages(world.ctx, id);
  if (typeof claimed === 'string') throw new Error('nobody was due');
  const { batch, automation, firingIds } = claimed;
  await recordConsent(world.ctx, { recordId: String(ann.id), state: 'withdrawn' });
  const mark = (firingId: bigint | undefined) =>
    changeBatch(world.ctx, batch, (tx) =>
      markLeft(world.ctx, tx, { firingId: firingId ?? 0n, batchId: batch.id, automation, fields: [] }),
    );
  await expect(mark(firingIds[0])).resolves.toBeNull();
  await pauseAutomation(world.ctx, { id: String(id), reason: '' });
  await expect(mark(firingIds[1])).resolves.toBeNull();
  await resumeAutomation(world.ctx, { id: String(id), catchUp: true });
  await expect(mark(firingIds[1])).resolves.toMatchObject({ email: bea.email });
  await expect(mark(firingIds[1])).resolves.toBeNull();
  await changeBatch(world.ctx, batch, (tx) => endMessages(world.ctx, tx, batch.id));
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['skipped opted_out', 'unknown unheard']);
  await expect(world.mailbox()).resolves.toEqual([]);
});

test('an order in time stops it, quiet hours and the cap hold it back', async () => {
  const world = await automationWorld();
  const id = await world.automation({
    action: mail,
    only: [condition('lastName', 'is', 'Mails')],
    limits: { cap: { count: 1, days: 7 } },
  });
  const named = { lastName: 'Mails' };
  const [ann, bea] = [await world.customer('ann', true, named), await world.customer('bea', true, named)];
  await leaveCarts(world, [ann, bea]);
  await world.run(id);
  await world.order(bea, 'o');
  const quiet = { quietHours: '00:00-23:59', zone: 'UTC' };
  const { limits } = await world.ctx.db.prisma.automation.findUniqueOrThrow({ where: { id } });
  const set = (given: object) =>
    world.ctx.db.prisma.automation.update({
      where: { id },
      data: { limits: { ...Object(limits), ...given } },
    });
  await set(quiet);
  await world.send();
  await expect(world.mailbox()).resolves.toEqual([]);
  await set({});
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['done', 'skipped cart_gone']);
  await upsertCarts(world.ctx, [
    {
      externalId: `${world.source} again`,
      customer: { id: String(ann.id) },
      currency: 'EUR',
      total: 1,
      touchedAt: world.clock.now.toISOString(),
    },
  ]);
  await world.pass(hour);
  await world.run(id);
  await world.send();
  await expect(world.states(id)).resolves.toEqual(['done', 'skipped cart_gone', 'skipped cap']);
});

test('a text that names a field nobody has is refused at that text', async () => {
  const world = await automationWorld();
  const document = AutomationDocument.parse({
    name: `Wrong ${world.source}`,
    integrationId: String(world.integrationId),
    entity: 'customer',
    trigger: { kind: 'cart', minutes: 60 },
    conditions: { version: 1, root: { kind: 'group', combinator: 'all', rules: [] } },
    action: { kind: 'sms', message: 'Hello {{frstName}}' },
    limits: {},
  });
  await expect(createAutomation(world.ctx, document)).rejects.toMatchObject({
    fieldErrors: { 'action.message': expect.stringContaining('frstName') as string },
  });
  await expect(
    createAutomation(world.ctx, { ...document, integrationId: null, action: sms }),
  ).rejects.toMatchObject({ fieldErrors: { integrationId: expect.any(String) as string } });
});
