import { expect, it } from 'vitest';
import {
  areStatsDue,
  changeRecordTag,
  createCustomField,
  markEngagementDue,
  runStatsPass,
  updateCustomField,
  updateRecord,
  upsertCarts,
  upsertOrders,
} from '@/lib/crm';
import { refreshDataFields, saveMapping } from '@/lib/data-fields';
import { plainSettings, type DataFieldType, type RowSettings } from '@/lib/data-fields/schemas';
import { settingCatalogue } from '@/lib/settings/schemas';
import { createCampaign } from '@/prisma/seed/campaigns';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';

type Mapped = { source: string; type?: DataFieldType; settings?: Partial<RowSettings> };

/** Customers whose mapping has each of these data fields and nothing else, yet to be connected. */
async function customers(world: ExportWorld, names: readonly string[], mapped: Record<string, Mapped>) {
  const { prisma } = world.ctx.db;
  await prisma.marketingList.update({ where: { id: world.listId }, data: { entity: 'customer' } });
  await world.people(names.length, (n) => ({ entity: 'customer', email: world.mail(names[n] ?? '') }));
  for (const [name, { type = 'String' }] of Object.entries(mapped))
    await world.client.createDataField({ name, type, visibility: 'Private' });
  await refreshDataFields(world.ctx, world.client, world.integrationId);
  const fields = await prisma.dataField.findMany({ where: { integrationId: world.integrationId } });
  const ref = { integrationId: String(world.integrationId), entity: 'customer' as const };
  const { version } = await prisma.fieldMapping.findUniqueOrThrow({
    where: { integrationId_entity: { integrationId: world.integrationId, entity: 'customer' } },
  });
  await saveMapping(world.ctx, {
    ...ref,
    version,
    syncPriority: 0,
    rows: Object.entries(mapped).map(([name, { source, settings }]) => ({
      dataFieldId: String(fields.find((field) => field.name === name)?.id),
      sources: [source],
      separator: ' ',
      ...plainSettings,
      ...settings,
    })),
  });
  const recordOf = (name: string) =>
    prisma.crmRecord.findFirstOrThrow({
      where: { email: world.mail(name) },
      select: { id: true, version: true },
    });
  return recordOf;
}

/** The wave that is planned next: whom it sends, what those people have then, and how long all of it took by the clock. */
async function nextWave(world: ExportWorld) {
  const before = world.clock.now.getTime();
  const last = (await world.changes()).at(-1)?.waveId ?? 0n;
  await world.nextCycle();
  const planned = await world.changes({ waveId: { gt: last } });
  return {
    sent: planned.map(({ action, email }) => [action, email?.split('@')[0]]),
    minutes: (world.clock.now.getTime() - before) / 60_000,
    fields: Object.fromEntries(
      (await world.book()).map(({ email, dataFields }) => [email.split('@')[0], dataFields]),
    ),
  };
}

const day = 86_400_000;

it('sends one row, and only that one, whatever a mapped value comes from, and within five minutes', async () => {
  const world = await exportWorld();
  const { ctx } = world;
  const { prisma } = ctx.db;
  await world.untilMorning();
  const size = await createCustomField(ctx, {
    entity: 'customer',
    label: 'Size',
    type: 'choice',
    choices: [{ label: 'Small' }, { label: 'Large' }],
  });
  const recordOf = await customers(world, ['ada', 'ben', 'cleo', 'dan'], {
    CITY: { source: 'city' },
    SIZE: { source: 'custom.size' },
    OWNER: { source: 'ownerId' },
    TAGS: { source: 'tags' },
    VIP: { source: 'tags', type: 'Boolean', settings: { format: { ...plainSettings.format, tag: 'vip' } } },
    VALUE: { source: 'lifetimeValue', type: 'Numeric' },
    DAYS: { source: 'daysSinceLastOrder', type: 'Numeric' },
    CART: { source: 'abandonedCartValue', type: 'Numeric' },
    OPENED: { source: 'openedCount', type: 'Numeric' },
  });
  const owner = await prisma.user.create({
    data: { email: `${world.source}@x.example`, name: 'Olga Owner', role: 'marketer', passwordHash: 'x' },
  });
  await prisma.crmRecord.update({
    where: { id: (await recordOf('cleo')).id },
    data: { ownerId: owner.id, custom: { size: 'Small' } },
  });
  await world.connect();
  await world.settle();
  expect((await nextWave(world)).sent).toEqual([]);

  const change = async (name: string, data: object): Promise<void> => {
    const { id, version } = await recordOf(name);
    await updateRecord(ctx, { id: String(id), version, ...data });
  };
  const order = async (name: string, externalId: string, total: number): Promise<void> => {
    const told = await upsertOrders(ctx, [
      {
        externalId: `${world.source}-${externalId}`,
        customer: { id: String((await recordOf(name)).id) },
        currency: 'EUR',
        total,
        placedAt: world.clock.now.toISOString(),
      },
    ]);
    expect(told.map(({ outcome }) => outcome)).toEqual(['created']);
  };
  const pass = async (): Promise<void> => {
    expect(await areStatsDue(ctx)).toBe(true);
    await runStatsPass(ctx);
  };
  type Step = [what: string, change: () => Promise<unknown>, who: string, holds: Record<string, unknown>];
  const steps: Step[] = [
    ['an own field', () => change('ada', { city: 'Oslo' }), 'ada', { CITY: 'Oslo' }],
    ['a custom field', () => change('ben', { custom: { size: 'Large' } }), 'ben', { SIZE: 'Large' }],
    [
      'the label of a choice',
      () =>
        updateCustomField(ctx, {
          id: size.id,
          version: size.version,
          label: 'Size',
          choices: [
            { value: 'Small', label: 'Little' },
            { value: 'Large', label: 'Large' },
          ],
        }),
      'cleo',
      { SIZE: 'Little' },
    ],
    [
      'the owner’s name',
      () => prisma.user.update({ where: { id: owner.id }, data: { name: 'Olga Newname' } }),
      'cleo',
      { OWNER: 'Olga Newname' },
    ],
    [
      'a tag, joined and as one boolean',
      async () =>
        changeRecordTag(ctx, { id: String((await recordOf('dan')).id), change: 'give', tag: 'VIP' }),
      'dan',
      { TAGS: 'VIP', VIP: true },
    ],
    ['an order', () => order('ada', 'one', 25), 'ada', { VALUE: 25, DAYS: 0 }],
    [
      'a cart that time makes abandoned',
      async () => {
        await upsertCarts(ctx, [
          {
            externalId: `${world.source}-cart`,
            customer: { id: String((await recordOf('ben')).id) },
            currency: 'EUR',
            total: 12.5,
            touchedAt: world.clock.now.toISOString(),
          },
        ]);
        expect((await nextWave(world)).sent).toEqual([]);
        await world.pass(3 * 3_600);
        await pass();
      },
      'ben',
      { CART: 12.5 },
    ],
    [
      'an opened mail',
      async () => {
        await createCampaign(prisma, {
          integrationId: world.integrationId,
          addressBookId: world.addressBookId,
          recipients: [{ email: world.mail('dan'), opens: 2 }, { email: world.mail('ada') }],
        });
        await prisma.$transaction((tx) => markEngagementDue(ctx, tx, [world.mail('dan'), world.mail('ada')]));
        await pass();
      },
      'dan',
      { OPENED: 1 },
    ],
    [
      'midnight',
      async () => {
        await world.pass(day / 1000);
        await pass();
      },
      'ada',
      { DAYS: 1 },
    ],
  ];
  for (const [what, act, who, holds] of steps) {
    await act();
    const { sent, minutes, fields } = await nextWave(world);
    expect([what, sent]).toEqual([what, [['update', who]]]);
    expect(fields[who], what).toMatchObject(holds);
    expect(minutes, what).toBeLessThanOrEqual(5);
    expect([what, (await nextWave(world)).sent]).toEqual([what, []]);
  }
});

it('looks at every connection often enough for that, where nothing else was set', () => {
  expect(settingCatalogue.exportMinutes.default).toBeLessThan(5);
});
