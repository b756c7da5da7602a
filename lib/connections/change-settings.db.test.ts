import { expect, test } from 'vitest';
import { deleteIntegration } from '@/lib/integrations';
import { getSettings, listSettingChanges, readSettings } from '@/lib/settings';
import type { SettingChanges, SettingName } from '@/lib/settings/schemas';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { changeSettings } from '.';

async function settingsWorld() {
  const ctx = await testContext({ role: 'admin' });
  const integrationId = await createIntegrationRow(ctx);
  const level = String(integrationId);
  return {
    ctx,
    integrationId,
    level,
    values: (config = ctx.config) => readSettings({ config }, ctx.db.prisma, integrationId),
    change: (changes: SettingChanges, integration: string | null = level) =>
      changeSettings(ctx, { integrationId: integration, changes }),
    one: async (name: SettingName, integration: string | null = level) =>
      (await getSettings(ctx, { integrationId: integration })).settings.find(
        (setting) => setting.name === name,
      ),
  };
}

test('the environment comes first, then the integration, then all integrations, then the default', async () => {
  const world = await settingsWorld();
  expect(await world.one('unconnectedMinutes')).toMatchObject({ value: 60, from: 'default', own: null });
  await world.change({ unconnectedMinutes: 90, importMinutes: 9 }, null);
  expect(await world.one('unconnectedMinutes')).toMatchObject({ value: 90, from: 'general', own: null });
  await world.change({ unconnectedMinutes: 120 });
  expect(await world.one('unconnectedMinutes')).toMatchObject({
    value: 120,
    from: 'integration',
    behind: 90,
  });
  expect((await world.values()).unconnectedMinutes).toBe(120);
  expect((await world.values({ ...world.ctx.config, importMinutes: 7 })).importMinutes).toBe(7);
  await world.change({ unconnectedMinutes: null });
  expect((await world.values()).unconnectedMinutes).toBe(90);
  await world.change({ unconnectedMinutes: null, importMinutes: null }, null);
  expect(await world.values()).toMatchObject({ unconnectedMinutes: 60, importMinutes: 4 });
});

test('what the environment decides is shown as such and can’t be changed', async () => {
  const { ctx, level } = await settingsWorld();
  const fixed = { ...ctx, config: { ...ctx.config, exportMinutes: 11 } };
  const { settings } = await getSettings(fixed, { integrationId: level });
  expect(settings.find(({ name }) => name === 'exportMinutes')).toMatchObject({
    value: 11,
    from: 'environment',
  });
  await expect(
    changeSettings(fixed, { integrationId: level, changes: { exportMinutes: 5 } }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    fieldErrors: { exportMinutes: expect.stringContaining('SYNC_EXPORT_MINUTES') as string },
  });
});

test('who changed what when is told, once per saving, and nothing where nothing changed', async () => {
  const world = await settingsWorld();
  await world.change({ overlapMinutes: 60, allowancePercent: 50 });
  await world.change({ overlapMinutes: 60 });
  await world.change({ overlapMinutes: null });
  const { data } = await listSettingChanges(world.ctx, {
    integrationId: world.level,
    after: null,
    limit: 10,
  });
  expect(
    data.map(({ by, changes }) => [by, changes.toSorted((a, b) => a.name.localeCompare(b.name))]),
  ).toEqual([
    [expect.stringMatching(/^admin-/), [{ name: 'overlapMinutes', from: 60, to: null }]],
    [
      expect.stringMatching(/^admin-/),
      [
        { name: 'allowancePercent', from: null, to: 50 },
        { name: 'overlapMinutes', from: null, to: 60 },
      ],
    ],
  ]);
  expect(await world.one('overlapMinutes')).toMatchObject({
    changedBy: expect.stringMatching(/^admin-/) as unknown,
    own: null,
  });
  expect(await world.one('guardPeople')).toMatchObject({ changedBy: null, changedAt: null });
  const first = await listSettingChanges(world.ctx, { integrationId: world.level, after: null, limit: 1 });
  expect(first.nextCursor).toBe(data[0]?.id);
  const rest = await listSettingChanges(world.ctx, {
    integrationId: world.level,
    after: first.nextCursor,
    limit: 1,
  });
  expect(rest).toEqual({ data: [data[1]], nextCursor: null });
});

test('a shorter interval holds at once, a longer one from the next turn on', async () => {
  const world = await settingsWorld();
  const { prisma } = world.ctx.db;
  const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
  await prisma.integration.update({
    where: { id: world.integrationId },
    data: { nextImportAt: inMinutes(30) },
  });
  const next = async (): Promise<number> => {
    const { nextImportAt } = await prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    return Math.round(((nextImportAt?.getTime() ?? 0) - Date.now()) / 60_000);
  };
  await world.change({ importMinutes: 60 });
  expect(await next()).toBe(30);
  await world.change({ importMinutes: 5 });
  expect(await next()).toBe(5);
});

test('only admins change them, marketers see them, viewers neither; an integration that is gone has none', async () => {
  const { ctx, level, change } = await settingsWorld();
  const [marketer, viewer] = [await testContext({ role: 'marketer' }), await testContext({ role: 'viewer' })];
  await expect(
    changeSettings(marketer, { integrationId: level, changes: { importMinutes: 5 } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  expect((await getSettings(marketer, { integrationId: level })).integration?.id).toBe(level);
  await expect(getSettings(viewer, { integrationId: level })).rejects.toMatchObject({ code: 'forbidden' });
  await change({ importMinutes: 5 });
  const { name } = await ctx.db.prisma.integration.findUniqueOrThrow({ where: { id: BigInt(level) } });
  await deleteIntegration(ctx, { id: level, name });
  expect(await ctx.db.prisma.setting.count({ where: { key: `dotdigital:${level}` } })).toBe(0);
  await expect(getSettings(ctx, { integrationId: level })).rejects.toMatchObject({ code: 'not_found' });
  await expect(change({ importMinutes: 6 })).rejects.toMatchObject({ code: 'not_found' });
});
