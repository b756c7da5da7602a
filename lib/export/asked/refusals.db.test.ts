import { expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';
import { listRefusals, retryRefused } from '../index';

it('groups the refused by cause with a cure, says how many the next run heals, and sends those of a group once more', async () => {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  for (const name of ['first', 'second', 'good']) await world.people(1, { email: world.mail(name) });
  await world.connect();
  await world.settle();
  // As after a refusal of their values: nothing is held for them.
  await prisma.plannedChange.updateMany({
    where: { wave: { connectionId: world.connectionId }, emailKey: { not: world.mail('good') } },
    data: { outcome: 'rejected', reasonCode: 'failures', reasonText: null },
  });
  await prisma.bookMember.deleteMany({
    where: { addressBookId: world.addressBookId, emailKey: { not: world.mail('good') } },
  });
  const id = String((await world.lastRun()).id);
  const group = { code: 'failures', cure: 'check the field mappings', count: 2 };
  expect(await listRefusals(world.ctx, { id })).toMatchObject([{ ...group, healed: 0, waiting: 2 }]);
  await prisma.crmRecord.updateMany({
    where: { email: world.mail('first') },
    data: { firstName: 'Put right' },
  });
  expect(await listRefusals(world.ctx, { id })).toMatchObject([{ ...group, healed: 1, waiting: 1 }]);
  await world.clearRequests();
  const first = await retryRefused(world.ctx, { id, cause: 'failures' });
  expect(await retryRefused(world.ctx, { id, cause: null })).toEqual({ ...first, count: 0 });
  expect(first.count).toBe(2);
  await world.settle();
  expect(await world.changes({ wave: { syncRunId: BigInt(first.runId) }, action: 'add' })).toHaveLength(2);
});
