import { expect, test } from 'vitest';
import { changeSettings, getConnection } from '@/lib/connections';
import { runStatsPass } from '@/lib/crm';
import { getMapping, saveMapping } from '@/lib/data-fields';
import { plainSettings } from '@/lib/data-fields/schemas';
import type { SettingChanges } from '@/lib/settings/schemas';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { requestSync } from '.';

const set = (world: ExportWorld, changes: SettingChanges) =>
  changeSettings(world.ctx, { integrationId: String(world.integrationId), changes });

/** "HH:MM" so many minutes from now, by the clocks of the sandbox's account. */
async function timeThere(world: ExportWorld, minutes: number): Promise<string> {
  const { timeZone } = await world.ctx.db.prisma.integration.findUniqueOrThrow({
    where: { id: world.integrationId },
  });
  return new Date(world.clock.now.getTime() + minutes * 60_000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? 'UTC',
  });
}

test('the export interval is the one that holds at each run', async () => {
  const world = await exportWorld();
  await world.people(1, { email: world.mail('a') });
  await world.connect();
  await world.settle();
  await set(world, { exportMinutes: 30 });
  await world.nextCycle();
  const { nextExportAt } = await world.connection();
  expect(Math.round(((nextExportAt?.getTime() ?? 0) - world.clock.now.getTime()) / 60_000)).toBe(30);
  await set(world, { exportMinutes: 2 });
  const sooner = (await world.connection()).nextExportAt;
  expect(Math.round(((sooner?.getTime() ?? 0) - world.clock.now.getTime()) / 60_000)).toBe(2);
});

test('the removal guard of the settings holds for a connection that has none of its own', async () => {
  const world = await exportWorld();
  await world.people(3, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  const id = String(world.connectionId);
  expect((await getConnection(world.ctx, id)).options).toEqual({
    whoLeft: 'ask',
    resubscribe: 'never',
    strangers: 'leave',
    backFill: true,
    newcomers: 'in_file',
    newcomersPerHour: 100,
    guardPercent: 20,
    guardPeople: 50,
  });
  await set(world, { guardPercent: 1, guardPeople: 0 });
  expect((await getConnection(world.ctx, id)).options).toEqual({
    whoLeft: 'ask',
    resubscribe: 'never',
    strangers: 'leave',
    backFill: true,
    newcomers: 'in_file',
    newcomersPerHour: 100,
    guardPercent: 1,
    guardPeople: 0,
  });
  await world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: world.mail('p0') },
    data: { source: 'elsewhere' },
  });
  await world.pass(241);
  await world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { options: { guardPeople: 10 } },
  });
  await world.settle();
  expect((await world.connection()).state).toBe('active');
  await world.ctx.db.prisma.connection.update({ where: { id: world.connectionId }, data: { options: {} } });
  await world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: world.mail('p1') },
    data: { source: 'elsewhere' },
  });
  await world.pass(241);
  await world.settle().catch(() => undefined);
  expect(await world.connection()).toMatchObject({ state: 'held', stateCode: 'removal_guard' });
});

test('in quiet hours no wave begins, opt-outs go out, a person may synchronize, and afterwards all is sent', async () => {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  const { lastExportedAt } = await world.connection();
  await set(world, { quietHours: `${await timeThere(world, -60)}-${await timeThere(world, 60)}` });
  await world.people(1, { email: world.mail('late') });
  await prisma.crmRecord.updateMany({
    where: { email: world.mail('p0') },
    data: { consentState: 'withdrawn' },
  });
  await world.clearRequests();
  await world.nextCycle();
  expect((await world.writes()).map(({ path }) => path)).toEqual(['/v2/contacts/unsubscribe']);
  expect((await world.connection()).lastExportedAt).toEqual(lastExportedAt);
  const quiet = await getConnection(world.ctx, String(world.connectionId));
  expect(quiet).toMatchObject({
    status: 'waiting',
    message: expect.stringContaining('Quiet hours until') as string,
  });
  await world.nextCycle();
  expect(await world.emails()).not.toContain(world.mail('late'));
  await requestSync(world.ctx, { id: String(world.connectionId) });
  await world.settle();
  expect(await world.emails()).toContain(world.mail('late'));
  await world.people(1, { email: world.mail('later') });
  await world.nextCycle();
  expect(await world.emails()).not.toContain(world.mail('later'));
  await world.pass(7_300);
  await world.settle();
  expect(await world.emails()).toContain(world.mail('later'));
});

test('a forced sync counts virtual fields anew and says how many truly differ, once a day, where the mapping has one', async () => {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  await prisma.connection.update({
    where: { id: world.connectionId },
    data: { createdAt: new Date(Date.now() - 2 * 86_400_000) },
  });
  await set(world, { forcedSync: 'virtual', forcedSyncAt: await timeThere(world, -1) });
  const forced = () =>
    prisma.wave.findMany({
      where: { connectionId: world.connectionId, kind: 'forced' },
      include: { syncRun: { include: { logs: true } } },
    });
  await runStatsPass(world.ctx);
  await world.nextCycle();
  await runStatsPass(world.ctx);
  await world.nextCycle();
  expect(await forced()).toEqual([]);
  await set(world, { forcedSync: 'none' });

  const ref = { integrationId: String(world.integrationId), entity: 'contact' as const };
  const { version, rows } = await getMapping(world.ctx, ref);
  const postcode = await prisma.dataField.findFirstOrThrow({
    where: { integrationId: world.integrationId, name: 'POSTCODE' },
  });
  await saveMapping(world.ctx, {
    ...ref,
    version,
    syncPriority: 20,
    rows: [
      ...rows.map(({ dataField, sources }) => ({
        dataFieldId: dataField.id,
        sources,
        separator: ' ',
        ...plainSettings,
      })),
      { dataFieldId: String(postcode.id), sources: ['engagementScore'], separator: ' ', ...plainSettings },
    ],
  });
  await world.nextCycle();
  await set(world, { forcedSync: 'virtual' });
  await world.nextCycle();
  await runStatsPass(world.ctx);
  await world.nextCycle();
  await world.nextCycle();
  const made = await forced();
  expect(made).toHaveLength(1);
  expect(made[0]?.syncRun.logs.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^Forced sync: .*Truly different from what Dotdigital holds: 0;/),
  );
});
