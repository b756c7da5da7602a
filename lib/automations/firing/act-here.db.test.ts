import { expect, test } from 'vitest';
import { createCustomField } from '@/lib/crm';
import { automationWorld } from '@/prisma/seed/automation-world';
import type { AutomationAction } from '../schemas';

const hour = 3_600;

test('a field is set in one step with its outcome, told in the history, and once', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const { id: fieldId } = await createCustomField(world.ctx, {
    entity: 'customer',
    label: `Tier ${world.source}`,
    type: 'number',
    choices: [],
  });
  const { key } = await prisma.customField.findUniqueOrThrow({ where: { id: BigInt(fieldId) } });
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await prisma.crmRecord.update({
    where: { id: ann.id },
    data: { country: 'DE', phone: '030 23125600', custom: { other: true } },
  });
  await prisma.crmRecord.update({ where: { id: bea.id }, data: { country: 'FR', city: 'Paris' } });
  const by = (action: AutomationAction) =>
    world.automation({ action, integrationId: null, trigger: { kind: 'cart', minutes: 60 } });
  const tier = await by({ kind: 'field', field: `custom.${key}`, value: '2.5' });
  const country = await by({ kind: 'field', field: 'country', value: 'Frankreich' });
  for (const [n, one] of [ann, bea].entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  for (const id of [tier, country, tier, country]) await world.run(id);
  expect(await world.states(tier)).toEqual(['done', 'done']);
  expect(await world.states(country)).toEqual(['done', 'done']);
  const found = await prisma.crmRecord.findUniqueOrThrow({ where: { id: ann.id } });
  expect(found).toMatchObject({ country: 'FR', phoneE164: null, custom: { other: true, [key]: 2.5 } });
  const told = await prisma.recordChange.findMany({
    where: { origin: 'automation', recordId: { in: [ann.id, bea.id] }, field: { not: 'phoneE164' } },
    orderBy: { id: 'asc' },
  });
  expect(told.map(({ recordId, field, after, causeId }) => [recordId, field, after, causeId])).toEqual([
    [ann.id, `custom.${key}`, '2.5', String(tier)],
    [bea.id, `custom.${key}`, '2.5', String(tier)],
    [ann.id, 'country', 'FR', String(country)],
  ]);
});

test('nobody is left without a name by it, and a field that is gone pauses it', async () => {
  const world = await automationWorld();
  const { prisma } = world.ctx.db;
  const [ann, bea] = [await world.customer('ann'), await world.customer('bea')];
  await prisma.crmRecord.update({
    where: { id: ann.id },
    data: { firstName: null, lastName: null, phone: null, mobile: null },
  });
  await prisma.crmRecord.update({ where: { id: bea.id }, data: { lastName: 'Bell' } });
  const { id: fieldId } = await createCustomField(world.ctx, {
    entity: 'customer',
    label: `Gone ${world.source}`,
    type: 'text',
    choices: [],
  });
  const { key } = await prisma.customField.findUniqueOrThrow({ where: { id: BigInt(fieldId) } });
  const emptied = await world.automation({
    action: { kind: 'field', field: 'email', value: null },
    integrationId: null,
  });
  const gone = await world.automation({
    action: { kind: 'field', field: `custom.${key}`, value: 'x' },
    integrationId: null,
  });
  for (const [n, one] of [ann, bea].entries()) await world.cart(one, `c${n}`);
  await world.pass(hour);
  await prisma.customField.update({ where: { id: BigInt(fieldId) }, data: { archivedAt: world.clock.now } });
  await world.run(gone);
  await world.run(emptied);
  expect((await world.states(emptied)).sort()).toEqual(['done', 'skipped nobody_left']);
  await expect(prisma.crmRecord.findUniqueOrThrow({ where: { id: bea.id } })).resolves.toMatchObject({
    email: null,
    emailKey: null,
  });
  expect(await world.states(gone)).toEqual(['waiting', 'waiting']);
  await expect(prisma.automation.findUniqueOrThrow({ where: { id: gone } })).resolves.toMatchObject({
    state: 'paused',
    stateReason: 'The field that it sets is gone. Choose another one.',
  });
});
