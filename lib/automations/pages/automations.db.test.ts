import { expect, test } from 'vitest';
import { automationWorld } from '@/prisma/seed/automation-world';
import { createCampaign } from '@/prisma/seed/campaigns';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import {
  createAutomation,
  dryRun,
  getAutomation,
  listAutomationVersions,
  pauseAutomation,
  readExperiment,
  retryFirings,
  switchOnAutomation,
  tryOnPerson,
  updateAutomation,
} from '../index';
import { documentOf, fetchAutomation } from '../internal';
import type { AutomationDocument } from '../schemas';

const hour = 3_600;

const date = {
  kind: 'date' as const,
  field: 'birthday',
  days: 0,
  time: '09:00',
  zone: 'Europe/Berlin',
  yearly: true,
};
const opened = {
  kind: 'campaign' as const,
  did: 'opened' as const,
  campaignId: null,
  marketingCampaignId: null,
  link: null,
  days: 1,
};

test('a dry run names whom it would have fired for, with what stands against them, and changes nothing', async () => {
  const world = await automationWorld();
  const [ann, bea, cy] = [
    await world.customer('ann'),
    await world.customer('bea'),
    await world.customer('cy'),
  ];
  await world.ctx.db.prisma.crmRecord.update({ where: { id: bea.id }, data: { consentState: 'withdrawn' } });
  for (const [n, one] of [ann, bea, cy].entries()) await world.cart(one, `c${n}`);
  await world.pass(600);
  await world.order(cy, 'in time');
  await world.pass(3 * hour);
  await world.order(ann, 'later');
  const id = await world.automation({}, false);
  const found = await dryRun(world.ctx, { id: String(id), days: 1 });
  expect(found).toMatchObject({ count: 2, people: 2, keptBack: 1, problem: null });
  expect(found.rows.map(({ email, reason }) => [email, reason]).sort()).toEqual([
    [ann.email, null],
    [bea.email, 'Opted out of mail'],
  ]);
  expect(await world.firings(id)).toEqual([]);
});

test('both sides of a draw are compared by who ordered in the days after, whoever was stopped later', async () => {
  const world = await automationWorld();
  const id = await world.automation({ limits: { holdOutPercent: 50, orderDays: 2 } });
  const people = await Promise.all(Array.from({ length: 60 }, (_, n) => world.customer(`p${n}`)));
  for (const [n, one] of people.entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await world.judge(id);
  const rows = await world.firings(id);
  const treated = people.filter((one) =>
    rows.some(({ recordId, part }) => recordId === one.id && part === 'treated'),
  );
  await world.pass(60);
  for (const [n, one] of treated.slice(0, 10).entries()) await world.order(one, `o${n}`);
  await world.pass(3 * 24 * hour);
  for (const [n, one] of people.entries()) await world.order(one, `late ${n}`);
  expect(await readExperiment(world.ctx, String(id))).toMatchObject({
    days: 2,
    treated: { people: treated.length, ordered: 10 },
    control: { people: 60 - treated.length, ordered: 0 },
  });
});

test('what can’t work is refused at its field, and a name is taken once', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const id = await world.automation({}, false);
  const known = documentOf(await fetchAutomation(prisma, id));
  const contacts = String(await createList(prisma, { entity: 'contact', type: 'manual' }));
  const dynamic = String(await createList(prisma, { entity: 'customer' }));
  const refused: [Partial<AutomationDocument>, string][] = [
    [{ entity: 'lead' }, 'entity'],
    [{ integrationId: null }, 'integrationId'],
    [{ integrationId: '999999' }, 'integrationId'],
    [{ trigger: { kind: 'list', listId: contacts, move: 'joined' } }, 'entity'],
    [{ trigger: { kind: 'field', field: 'orderCount', value: null } }, 'trigger.field'],
    [{ trigger: { kind: 'field', field: 'custom.nothing', value: null } }, 'trigger.field'],
    [{ trigger: { kind: 'field', field: 'birthday', value: 'soon' } }, 'trigger.value'],
    [{ trigger: { ...date, field: 'city' } }, 'trigger.field'],
    [{ trigger: { ...opened, campaignId: '999999' } }, 'trigger.campaignId'],
    [{ trigger: { ...opened, marketingCampaignId: '999999' } }, 'trigger.marketingCampaignId'],
    [{ action: { kind: 'list', listId: dynamic } }, 'action.listId'],
    [{ action: { kind: 'list', listId: contacts } }, 'action.listId'],
    [{ action: { kind: 'field', field: 'orderCount', value: '1' } }, 'action.field'],
    [{ action: { kind: 'field', field: 'consentState', value: 'given' } }, 'action.field'],
    [{ action: { kind: 'field', field: 'birthday', value: 'soon' } }, 'action.value'],
    [{ conditions: filterOf(condition('nothing', 'is', 'x')) }, 'conditions'],
    [{}, 'name'],
  ];
  for (const [given, field] of refused)
    await expect(createAutomation(world.ctx, { ...known, ...given })).rejects.toMatchObject({
      fieldErrors: { [field]: expect.any(String) as string },
    });
});

test('each trigger is said in plain words, with the names and choices that people read', async () => {
  const world = await automationWorld();
  const { ctx } = world;
  const campaign = await createCampaign(ctx.db.prisma, { name: 'Spring', recipients: [] });
  const ofCampaign = { ...opened, campaignId: campaign.id };
  const ofMarketing = { ...opened, marketingCampaignId: String(campaign.marketingCampaignId) };
  const said: [AutomationDocument['trigger'], string][] = [
    [{ kind: 'field', field: 'country', value: 'Germany' }, 'gets “DE” in the field Country'],
    [{ kind: 'field', field: 'consentState', value: 'yes' }, 'gets “Given” in the field Marketing consent'],
    [{ kind: 'field', field: 'city', value: null }, 'gets another value in the field City'],
    [date, 'has their birthday (at 09:00, Europe/Berlin)'],
    [{ ...date, days: -1 }, 'is 1 day before their birthday (at 09:00, Europe/Berlin)'],
    [
      { ...date, field: 'createdAt', days: 30, yearly: false },
      'is 30 days after the day in the field Created (at 09:00, Europe/Berlin)',
    ],
    [
      { ...date, field: 'createdAt', days: 0 },
      'comes to the day in the field Created, every year (at 09:00, Europe/Berlin)',
    ],
    [
      { kind: 'order', which: 'any', n: 1, over: null, skus: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] },
      'completes an order with one of the items A, B, C, D, E and 2 more',
    ],
    [ofCampaign, 'opens the email campaign “Spring”'],
    [
      { ...ofCampaign, did: 'clicked', link: 'https://a.example/' },
      'clicks the link https://a.example/ in the email campaign “Spring”',
    ],
    [
      { ...ofMarketing, did: 'not_opened', days: 3 },
      'has not opened an email of the marketing campaign “Spring” 3 days after it was sent',
    ],
  ];
  for (const [trigger, words] of said) {
    const id = await world.automation({ trigger }, false);
    expect((await getAutomation(ctx, String(id))).sentence).toContain(`When a customer ${words}, enrol them`);
  }
  const long = `Your order\n${'waits for you '.repeat(60)}`;
  const texted = await world.automation({ action: { kind: 'sms', message: long } }, false);
  expect((await getAutomation(ctx, String(texted))).sentence).toMatch(
    /send them a text message: “Your order waits for you .{30,60} …”\./,
  );
});

test('versions say what it was; who changed meanwhile, switched on or paused already is told', async () => {
  const world = await automationWorld();
  const { ctx } = world;
  const id = await world.automation({}, false);
  const known = documentOf(await fetchAutomation(ctx.db.prisma, id));
  const text = String(id);
  await updateAutomation(ctx, { ...known, trigger: { kind: 'cart', minutes: 90 }, id: text, version: 1 });
  expect(
    (await listAutomationVersions(ctx, text)).map(({ version, sentence }) => [
      version,
      sentence.slice(0, 51),
    ]),
  ).toEqual([
    [2, 'When a customer leaves a cart alone for 90 minutes '],
    [1, 'When a customer leaves a cart alone for 1 hour and '],
  ]);
  await expect(updateAutomation(ctx, { ...known, id: text, version: 1 })).rejects.toMatchObject({
    code: 'stale',
  });
  await expect(switchOnAutomation(ctx, { id: text, version: 1, daysBack: 0 })).rejects.toMatchObject({
    code: 'stale',
  });
  await switchOnAutomation(ctx, { id: text, version: 2, daysBack: 0 });
  await expect(switchOnAutomation(ctx, { id: text, version: 2, daysBack: 0 })).rejects.toThrow('already');
  await pauseAutomation(ctx, { id: text, reason: 'Stocktaking' });
  await expect(pauseAutomation(ctx, { id: text, reason: '' })).rejects.toThrow('isn’t on');
  await expect(retryFirings(ctx, { id: text, firingId: null })).rejects.toThrow('failed');
  await expect(tryOnPerson(ctx, { id: text, recordId: '1' })).rejects.toThrow('not on');
  expect(await getAutomation(ctx, text)).toMatchObject({ state: 'paused', stateReason: 'Stocktaking' });
  expect(
    (
      await ctx.db.prisma.auditEntry.findMany({
        where: { subjectType: 'automation', subjectId: text },
        orderBy: { id: 'asc' },
      })
    ).map(({ action }) => action),
  ).toEqual(['automation.create', 'automation.change', 'automation.switch-on', 'automation.pause']);
});

test('a viewer may do none of it', async () => {
  const viewer = await testContext({ role: 'viewer' });
  for (const verb of [getAutomation, listAutomationVersions, readExperiment])
    await expect(verb(viewer, '1')).rejects.toMatchObject({ code: 'forbidden' });
});
