import { describe, expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';
import { setMappingRows } from '@/prisma/seed/mapping-rows';
import {
  callThere,
  changeHere,
  changeThere,
  expectRest,
  read,
  recordOf,
  there,
} from '@/prisma/seed/two-way-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';

type Conflict = 'crm' | 'dotdigital';

async function mapped(conflict: Conflict = 'crm') {
  const world = await exportWorld();
  await setMappingRows(world, [
    { name: 'FIRSTNAME', source: 'firstName', settings: { twoWay: true, conflict } },
    { name: 'TOWN', source: 'city' },
  ]);
  return world;
}

/** Sent and read: both sides say the same. */
async function sent(conflict: Conflict = 'crm') {
  const world = await mapped(conflict);
  await world.people(2, (n) => ({ email: world.mail(`p${n}`), firstName: `Ada${n}`, city: 'Bath' }));
  await world.connect();
  await read(world);
  await world.settle();
  await read(world);
  return world;
}

const leftOut = async (world: Awaited<ReturnType<typeof sent>>) =>
  (await world.changes({ reasonCode: 'changed_there' })).map(({ emailKey, outcome }) => [emailKey, outcome]);

describe('the first wave into a book with fields that go both ways', () => {
  it('waits until the import has read what the book holds', async () => {
    const world = await mapped('dotdigital');
    await world.people(2, (n) => ({ email: world.mail(`p${n}`), firstName: `Ada${n}`, city: 'Bath' }));
    await changeThere(world, 'p0', { FIRSTNAME: 'Eve' });
    await callThere(world, `/address-books/${world.dotdigitalId}/contacts`, { email: world.mail('p0') });
    await world.connect();
    await world.clearRequests();
    const { prisma } = world.ctx.db;
    const later = new Date(world.clock.now.getTime() + 600_000);
    await prisma.integration.update({ where: { id: world.integrationId }, data: { nextImportAt: later } });
    await expect(world.settle(world.ctx, 4)).rejects.toThrow('did not settle');
    expect(await world.writes()).toEqual([]);
    expect(await world.lastRun()).toMatchObject({ state: 'waiting', errorCode: 'awaits_import' });
    const { nextImportAt } = await prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    expect(nextImportAt?.getTime()).toBeLessThan(later.getTime());
    await read(world);
    await world.settle();
    await world.nextCycle();
    await read(world);
    expect(await recordOf(world, 'p0')).toMatchObject({ firstName: 'Eve' });
    expect(await there(world, 'p0')).toMatchObject({ FIRSTNAME: 'Eve', TOWN: 'Bath' });
    expect(await there(world, 'p1')).toMatchObject({ FIRSTNAME: 'Ada1' });
    await expectRest(world);
  });
});

describe('a change there that no import has read', () => {
  it('comes in before a file leaves, and the person goes with the next run', async () => {
    const world = await sent();
    await changeThere(world, 'p0', { FIRSTNAME: 'Eve' });
    for (const name of ['p0', 'p1']) await changeHere(world, name, { city: 'Oslo' });
    await world.nextCycle();
    expect(await recordOf(world, 'p0')).toMatchObject({ firstName: 'Eve' });
    expect(await there(world, 'p0')).toMatchObject({ FIRSTNAME: 'Eve', TOWN: 'Bath' });
    expect(await there(world, 'p1')).toMatchObject({ TOWN: 'Oslo' });
    expect(await leftOut(world)).toEqual([[world.mail('p0'), 'skipped']]);
    await world.nextCycle();
    expect(await there(world, 'p0')).toMatchObject({ FIRSTNAME: 'Eve', TOWN: 'Oslo' });
    await read(world);
    await expectRest(world);
  });

  it.each([
    ['crm', 'Ours', 0],
    ['dotdigital', 'Theirs', 1],
  ] as const)('and one here meet by the rule of the row: %s wins', async (conflict, winner, leftOutCount) => {
    const world = await sent(conflict);
    await changeThere(world, 'p0', { FIRSTNAME: 'Theirs' });
    await changeHere(world, 'p0', { firstName: 'Ours' });
    await world.nextCycle();
    expect(await leftOut(world)).toHaveLength(leftOutCount);
    expect(await recordOf(world, 'p0')).toMatchObject({ firstName: winner });
    expect(await there(world, 'p0')).toMatchObject({ FIRSTNAME: winner });
    expect(await world.ctx.db.prisma.valueConflict.count({ where: { theirs: 'Theirs' } })).toBeGreaterThan(0);
    await expectRest(world);
  });

  it('is not overwritten wherever the wave is killed', async () => {
    const world = await sent();
    for (let n = 1; n < 16; n += 1) {
      await changeThere(world, 'p0', { FIRSTNAME: `Eve ${n}` });
      await changeHere(world, 'p0', { city: `Oslo ${n}` });
      await world.pass(241);
      const killed = killedAtTransaction(world.ctx, n, n % 2 === 0 ? 'before' : 'after');
      await world.settle(killed.ctx, 1).catch(() => undefined);
      await world.leasesRunOut();
      await world.settle();
      await world.nextCycle();
      expect(await recordOf(world, 'p0')).toMatchObject({ firstName: `Eve ${n}` });
      expect(await there(world, 'p0')).toMatchObject({ FIRSTNAME: `Eve ${n}`, TOWN: `Oslo ${n}` });
    }
  });

  it('costs a wave one call, and one without such fields none', async () => {
    const world = await sent();
    const looks = async (): Promise<number> => {
      const calls = await world.control<{ path: string }[]>('/requests');
      return calls.filter(({ path }) => path.startsWith('/v2/contacts/modified-since')).length;
    };
    await world.clearRequests();
    await world.nextCycle();
    expect(await looks()).toBe(0);
    await changeHere(world, 'p0', { city: 'Oslo' });
    await world.nextCycle();
    // One page with rows, one that is empty.
    expect(await looks()).toBeLessThanOrEqual(2);
    await setMappingRows(world, [{ name: 'TOWN', source: 'city' }]);
    await changeHere(world, 'p0', { city: 'Rome' });
    await world.clearRequests();
    await world.nextCycle();
    expect(await looks()).toBe(0);
  });
});
