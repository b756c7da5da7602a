import { expect, test } from 'vitest';
import { automationWorld } from '@/prisma/seed/automation-world';
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
    [{ action: { kind: 'list', listId: dynamic } }, 'action.listId'],
    [{ action: { kind: 'list', listId: contacts } }, 'action.listId'],
    [{ conditions: filterOf(condition('nothing', 'is', 'x')) }, 'conditions'],
    [{}, 'name'],
  ];
  for (const [given, field] of refused)
    await expect(createAutomation(world.ctx, { ...known, ...given })).rejects.toMatchObject({
      fieldErrors: { [field]: expect.any(String) as string },
    });
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
