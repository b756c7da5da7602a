import { expect, test } from 'vitest';
import { createCustomField, updateRecord } from '@/lib/crm';
import { automationWorld } from '@/prisma/seed/automation-world';
import { createCampaign } from '@/prisma/seed/campaigns';
import { dryRun } from './dry-run';

type World = Awaited<ReturnType<typeof automationWorld>>;

const day = 24 * 3_600;

const change = async (world: World, id: bigint, values: object): Promise<void> => {
  const { version } = await world.ctx.db.prisma.crmRecord.findUniqueOrThrow({ where: { id } });
  await updateRecord(world.ctx, { id: String(id), version, ...values });
};

const people = async (world: World, id: bigint): Promise<string[]> =>
  (await world.firings(id)).map(({ personKey }) => personKey).sort();

test('a field that becomes what is waited for, or anything: once per change and person, only as long as it is so', async () => {
  const world = await automationWorld();
  const { key } = await createCustomField(world.ctx, {
    entity: 'customer',
    label: `Tier ${world.source}`,
    type: 'choice',
    choices: [{ label: 'Gold' }, { label: 'Silver' }],
  });
  const gold = await world.automation({ trigger: { kind: 'field', field: `custom.${key}`, value: 'gold' } });
  const city = await world.automation({ trigger: { kind: 'field', field: 'city', value: null } });
  const [ann, bea, cy] = [
    await world.customer('ann'),
    await world.customer('bea'),
    await world.customer('cy'),
  ];
  const twin = await world.customer('ann');
  await world.pass(1);
  for (const { id } of [ann, twin, bea])
    await change(world, id, { custom: { [key]: 'Gold' }, city: 'Berlin' });
  await change(world, cy.id, { custom: { [key]: 'Silver' } });
  await change(world, bea.id, { custom: { [key]: 'Silver' } });
  await world.judge(gold);
  await world.judge(city);
  expect(await people(world, gold)).toEqual([ann.email]);
  expect(await people(world, city)).toEqual([ann.email, bea.email]);

  await world.pass(1);
  await change(world, ann.id, { custom: { [key]: '' }, city: '' });
  await world.pass(1);
  await change(world, ann.id, { custom: { [key]: 'Gold' } });
  expect((await world.judge(gold)).waiting).toBe(1);
  expect((await world.judge(city)).waiting).toBe(0);
  await change(world, ann.id, { custom: { [key]: 'Silver' } });
  await change(world, twin.id, { custom: { [key]: 'Silver' } });
  await world.settle(gold);
  expect(await world.states(gold)).toEqual(['skipped field_gone', 'skipped field_gone']);
});

test('a birthday comes once a year, by the clocks of its zone, on 28 February too; corrected it does not come again', async () => {
  const world = await automationWorld();
  world.clock.now = new Date('2027-02-27T12:00:00Z');
  const { prisma } = world.ctx.db;
  const date = { kind: 'date' as const, field: 'birthday', days: 0, time: '09:00', yearly: true };
  const berlin = await world.automation({ trigger: { ...date, zone: 'Europe/Berlin' } });
  const before = await world.automation({ trigger: { ...date, days: -3, zone: 'Europe/Berlin' } });
  const [leap, plain, noYear, later] = [
    await world.customer('leap'),
    await world.customer('plain'),
    await world.customer('no-year'),
    await world.customer('later'),
  ];
  const born = (id: bigint, data: object) =>
    prisma.crmRecord.update({ where: { id }, data: { createdAt: new Date('2027-01-01'), ...data } });
  await born(leap.id, { birthday: new Date('2000-02-29') });
  await born(plain.id, { birthday: new Date('1980-02-28') });
  await born(noYear.id, { birthdayMonthDay: '02-28' });
  await born(later.id, { birthday: new Date('1980-03-03') });
  world.clock.now = new Date('2027-02-28T07:59:00Z');
  expect((await world.judge(berlin)).waiting).toBe(0);
  world.clock.now = new Date('2027-02-28T08:00:00Z');
  expect((await world.judge(berlin)).waiting).toBe(3);
  expect((await world.judge(before)).waiting).toBe(1);
  expect(await people(world, before)).toEqual([later.email]);
  await change(world, plain.id, { birthday: '1980-03-01' });
  world.clock.now = new Date('2027-03-01T12:00:00Z');
  expect((await world.judge(berlin)).waiting).toBe(0);
  await world.settle(berlin);
  expect((await world.states(berlin)).sort()).toEqual(['done', 'done', 'skipped date_gone']);
  world.clock.now = new Date('2028-02-29T12:00:00Z');
  await world.judge(berlin);
  expect((await people(world, berlin)).filter((one) => one === leap.email)).toHaveLength(2);
});

test('a date of a custom or computed field, days after it; one that became known too late is left, whatever the clock did', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const { key } = await createCustomField(world.ctx, {
    entity: 'customer',
    label: `Renewal ${world.source}`,
    type: 'date',
    choices: [],
  });
  const date = { kind: 'date' as const, time: '09:00', zone: 'UTC', yearly: false };
  const renewal = await world.automation({
    trigger: { ...date, field: `custom.${key}`, days: 2 },
    integrationId: null,
    action: { kind: 'tag', change: 'give', tag: 'Renewed' },
  });
  const ordered = await world.automation({ trigger: { ...date, field: 'lastOrderAt', days: 30 } });
  const start = world.clock.now;
  const dayOf = (days: number) => new Date(start.getTime() + days * day * 1_000).toISOString().slice(0, 10);
  const [ann, bea, cy] = [
    await world.customer('ann'),
    await world.customer('bea'),
    await world.customer('cy'),
  ];
  await prisma.crmRecord.updateMany({
    where: { id: { in: [ann.id, bea.id, cy.id] } },
    data: { createdAt: start },
  });
  await change(world, ann.id, { custom: { [key]: dayOf(0) } });
  await change(world, bea.id, { custom: { [key]: dayOf(6) } });
  await prisma.recordStats.create({ data: { recordId: cy.id, lastOrderAt: start } });
  await world.pass(3 * day);
  await change(world, cy.id, { custom: { [key]: dayOf(0) } });
  await world.run(renewal);
  expect(await people(world, renewal)).toEqual([ann.email]);
  const now = world.clock.now;
  await world.pass(20 * day);
  await world.run(renewal);
  expect(await world.states(renewal)).toEqual(['done', 'skipped too_late']);
  world.clock.now = now;
  await world.pass(6 * day);
  await world.run(renewal);
  expect(await world.states(renewal)).toEqual(['done', 'done']);
  await world.pass(22 * day);
  expect((await world.judge(ordered)).waiting).toBe(1);
  expect(await people(world, ordered)).toEqual([cy.email]);
});

test('a campaign opened, clicked and not opened by people, not by machines; never of before, and only as far as it was read', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const start = world.clock.now;
  const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
  const [ann, bea, cy, dan] = [
    await world.customer('ann'),
    await world.customer('bea'),
    await world.customer('cy'),
    await world.customer('dan'),
  ];
  await world.customer('bea');
  const campaign = await createCampaign(prisma, {
    integrationId: world.integrationId,
    sentAt: at(-600).toISOString(),
    recipients: [
      { email: ann.email, opens: 1, clicks: 2 },
      { email: bea.email, opens: 1 },
      { email: cy.email },
      { email: dan.email, softBounced: true },
    ],
    openTimes: [at(-60).toISOString()],
    clicks: [
      { at: at(60).toISOString(), url: 'https://shop.example/a' },
      { at: at(120).toISOString(), url: 'https://shop.example/b' },
    ],
  });
  const campaignId = BigInt(campaign.id);
  const opens = (n: number, when: Date) =>
    prisma.campaignRecipient.update({
      where: { campaignId_dotdigitalContactId: { campaignId, dotdigitalContactId: n } },
      data: { firstOpenedAt: when, lastOpenedAt: when },
    });
  await opens(1, at(-60));
  await opens(2, at(60));
  const of = { kind: 'campaign' as const, link: null, days: 2 };
  const one = { ...of, campaignId: campaign.id, marketingCampaignId: null };
  const any = {
    ...of,
    campaignId: null,
    marketingCampaignId: String(campaign.marketingCampaignId),
  };
  const opened = await world.automation({ trigger: { ...any, did: 'opened' } });
  const clicked = await world.automation({ trigger: { ...one, did: 'clicked' } });
  const link = await world.automation({
    trigger: { ...one, did: 'clicked', link: 'https://shop.example/b' },
  });
  const ignored = await world.automation({ trigger: { ...one, did: 'not_opened' } });
  await world.pass(300);
  for (const id of [opened, clicked, link]) expect((await world.judge(id)).waiting).toBe(1);
  expect(await people(world, opened)).toEqual([bea.email]);
  expect((await world.firings(clicked)).map(({ eventAt }) => eventAt)).toEqual([at(60)]);
  expect((await world.firings(link)).map(({ eventAt }) => eventAt)).toEqual([at(120)]);

  await world.pass(3 * day);
  expect((await world.judge(ignored)).waiting).toBe(0);
  const { dotdigitalId } = await prisma.emailCampaign.findUniqueOrThrow({ where: { id: campaignId } });
  await prisma.importCursor.create({
    data: {
      integrationId: world.integrationId,
      connector: 'activities',
      scopeId: String(dotdigitalId),
      lastSuccessAt: world.clock.now,
    },
  });
  const dry = await dryRun(world.ctx, { id: String(ignored), days: 30 });
  expect(dry.rows.map(({ email }) => email)).toEqual([cy.email]);
  expect((await world.judge(ignored)).waiting).toBe(1);
  await prisma.campaignClick.updateMany({ where: { campaignId }, data: { machineRule: 'scanner' } });
  await world.settle(clicked);
  expect(await world.states(clicked)).toEqual(['skipped machine_did']);
});
