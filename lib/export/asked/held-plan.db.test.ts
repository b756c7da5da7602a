import { expect, it } from 'vitest';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { discardHeldWave, pushConnection, resumeConnection, surroundingsOfHeld } from '../index';

/** Ten people in a book whose guard lets nobody go; then those named are changed, and the plan is held. */
async function held(leave: (world: ExportWorld) => Promise<unknown>): Promise<ExportWorld> {
  const world = await exportWorld();
  await world.people(10, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.ctx.db.prisma.connection.update({
    where: { id: world.connectionId },
    data: { options: { guardPeople: 1, guardPercent: 1 } },
  });
  await world.settle();
  await world.clearRequests();
  await leave(world);
  await world.pass(241);
  await pushConnection(world.ctx, world.connectionId);
  expect((await world.connection()).state).toBe('held');
  return world;
}

const moveAway = async (world: ExportWorld, names: string[]) => {
  const { prisma } = world.ctx.db;
  const whose = { email: { in: names.map(world.mail) } };
  await prisma.crmRecord.updateMany({ where: whose, data: { source: 'elsewhere' } });
  return prisma.crmRecord.findMany({ where: whose });
};

it('tells in numbers which conditions the leavers no longer meet, and what changed before', async () => {
  const world = await held(async (one) => {
    const { prisma } = one.ctx.db;
    const moved = await moveAway(one, ['p0', 'p1', 'p2']);
    const file = await prisma.csvImport.create({
      data: {
        entity: 'contact',
        fileName: 'moved.csv',
        byteCount: 1n,
        encoding: 'utf-8',
        delimiter: ',',
        headers: [],
      },
    });
    await prisma.recordChange.createMany({
      data: moved.map(({ id }, n) => ({
        recordId: id,
        field: 'source',
        origin: n < 2 ? 'csv' : 'person',
        causeId: n < 2 ? String(file.id) : '1',
      })),
    });
    await prisma.crmRecord.updateMany({
      where: { email: one.mail('p3') },
      data: { deletedAt: one.clock.now },
    });
    const byHand = await prisma.crmRecord.findFirstOrThrow({ where: { email: one.mail('p4') } });
    await prisma.listItem.update({
      where: { listId_recordId: { listId: one.listId, recordId: byHand.id } },
      data: { removedAt: one.clock.now },
    });
  });
  const { why } = await surroundingsOfHeld(world.ctx, { id: String((await world.lastRun()).id) });
  expect(why.conditions[0]).toEqual({ count: 3, words: expect.stringContaining(world.source) });
  expect(why.conditions.slice(1)).toEqual(
    expect.arrayContaining([
      { count: 1, words: 'deleted' },
      { count: 1, words: 'removed by hand' },
    ]),
  );
  expect(why.changes).toEqual(
    expect.arrayContaining([
      { count: 2, words: 'by the import moved.csv' },
      { count: 1, words: 'people changed their data here' },
      { count: 1, words: 'the records were deleted' },
    ]),
  );
});

it('tells that the filter was changed', async () => {
  const world = await held(
    (one) =>
      one.ctx.db.prisma.$executeRaw`
      UPDATE marketing_lists SET version = version + 1,
        filter = jsonb_set(filter, '{root,rules,0,value}', '"elsewhere"') WHERE id = ${one.listId}`,
  );
  const { why } = await surroundingsOfHeld(world.ctx, { id: String((await world.lastRun()).id) });
  expect(why.changes).toEqual([{ count: 10, words: 'the list’s filter was changed' }]);
});

it('is discarded: nobody leaves, the connection is paused and says why, and a resumed one makes a new plan', async () => {
  const world = await held((one) => moveAway(one, ['p0', 'p1', 'p2']));
  const id = String(world.connectionId);
  const waveId = String((await world.openWave())?.id);
  await discardHeldWave(world.ctx, { id, waveId });
  await expect(discardHeldWave(world.ctx, { id, waveId })).rejects.toMatchObject({ code: 'conflict' });
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
  expect(await world.connection()).toMatchObject({
    state: 'paused',
    stateMessage: expect.stringContaining('would have taken 3 people out'),
  });
  expect(await world.lastRun()).toMatchObject({ state: 'cancelled', counts: { removed: 0 } });
  await resumeConnection(world.ctx, { id });
  await pushConnection(world.ctx, world.connectionId);
  expect((await world.connection()).state).toBe('held');
  expect(String((await world.openWave())?.id)).not.toBe(waveId);
});
