import { expect, it } from 'vitest';
import { checkConnection, getIntegration } from '@/lib/integrations';
import { findDueLists, evaluateList, getMarketingList } from '@/lib/marketing-lists';
import { condition, filterOf } from '@/prisma/seed/marketing-lists';
import { importWorld } from '@/prisma/seed/import-world';

it('a time zone that changed at Dotdigital is seen by the next import and by a check, is told, and makes its lists due', async () => {
  const world = await importWorld({ people: 3 });
  const { prisma } = world.ctx.db;
  await world.connect();
  await world.run();
  await prisma.marketingList.update({
    where: { id: world.listId },
    data: { filter: filterOf(condition('createdAt', 'in_last', 5)), entity: 'contact', type: 'dynamic' },
  });
  await evaluateList(world.ctx, world.listId);
  const due = async () => (await findDueLists(world.ctx)).includes(world.listId);
  const integration = () => getIntegration(world.ctx, { id: String(world.integrationId) });
  const before = (await integration()).timeZone;
  expect([before, (await integration()).timeZoneChange, await due()]).toEqual(['Europe/London', null, false]);

  const [account] = await world.control<{ id: number }[]>('/accounts');
  await world.control(`/accounts/${account?.id}`, { timezone: 'America/Bogota' }, 'PATCH');
  await world.run();
  expect(await integration()).toMatchObject({
    timeZone: 'America/Bogota',
    timeZoneChange: { from: 'Europe/London', at: expect.any(String) },
  });
  expect(await due()).toBe(true);
  await evaluateList(world.ctx, world.listId);
  expect(await due()).toBe(false);
  expect(await getMarketingList(world.ctx, String(world.listId))).toMatchObject({
    timeZone: 'America/Bogota',
    sentence: expect.stringContaining('00:00 America/Bogota'),
    timeZoneChange: { from: 'Europe/London' },
  });

  await world.control(`/accounts/${account?.id}`, { timezone: 'America/Lima' }, 'PATCH');
  const { username } = await integration();
  await checkConnection(world.ctx, { integrationId: String(world.integrationId), username, password: '' });
  expect(await integration()).toMatchObject({
    timeZone: 'America/Lima',
    timeZoneChange: { from: 'America/Bogota' },
  });
  await world.run();
  expect(
    await prisma.auditEntry.findMany({
      where: { action: 'integration.time-zone', subjectId: String(world.integrationId) },
      orderBy: { id: 'asc' },
      select: { detail: true },
    }),
  ).toMatchObject([
    { detail: { from: 'Europe/London', to: 'America/Bogota' } },
    { detail: { from: 'America/Bogota', to: 'America/Lima' } },
  ]);
});
