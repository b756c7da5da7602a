import { describe, expect, it } from 'vitest';
import { getConnection } from '@/lib/connections';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { endOpenWave } from '../waves/end-open-wave';
import { pushConnection } from '../index';

const month = 30 * 86_400;
const everyone = 60;

/** Sixty people; of each part of the file that Dotdigital works on, the first is not put into the book for so long. */
async function started(seconds: number, times = 1): Promise<ExportWorld> {
  const world = await exportWorld();
  await world.people(everyone, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  const partial = { kind: 'import-partial', args: { share: 0.01, seconds }, times };
  await world.control('/faults', { route: '*/contacts/import', method: 'POST', ...partial });
  return world;
}

async function outcomes(world: ExportWorld): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome, reasonCode } of await world.changes()) {
    const name = reasonCode ?? String(outcome);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
const inBook = async (world: ExportWorld) =>
  (await getConnection(world.ctx, String(world.connectionId))).inBook;

/** How many are there; neither nobody nor everyone. */
async function someAreThere(world: ExportWorld): Promise<number> {
  const { length } = await world.emails();
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(everyone);
  return length;
}

describe('an import that Dotdigital finished without everyone in the book', () => {
  it('adds whom the book lists; the others end as refused, are not counted, and are sent again', async () => {
    const world = await started(month);
    await world.settle();
    const there = await someAreThere(world);
    const missing = everyone - there;
    expect(await outcomes(world)).toEqual({ added: there, not_in_book: missing });
    expect(await world.lastRun()).toMatchObject({
      state: 'finished',
      counts: { added: there, rejected: missing, underWay: 0 },
    });
    expect(await inBook(world)).toBe(there);
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(everyone);
    expect(await outcomes(world)).toEqual({ added: everyone, not_in_book: missing });
    expect(await inBook(world)).toBe(everyone);
  });

  it('waits for those who come late before it says so, and counts nobody meanwhile', async () => {
    const world = await started(30);
    for (const seconds of [0, 2]) {
      await world.pass(seconds);
      await pushConnection(world.ctx, world.connectionId);
    }
    const there = await someAreThere(world);
    expect(await world.lastRun()).toMatchObject({
      state: 'running',
      counts: { added: there, underWay: everyone - there },
    });
    expect(await inBook(world)).toBe(there);
    await world.settle();
    expect(await outcomes(world)).toEqual({ added: everyone });
  });

  it('sets those aside who are not there three times, and names them, until a value changes', async () => {
    const world = await started(month, 3);
    await world.settle();
    for (let n = 0; n < 2; n += 1) await world.nextCycle();
    const { never_in_book: never = 0 } = await outcomes(world);
    expect(never).toBe(everyone - (await someAreThere(world)));
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { source: world.source },
      data: { firstName: 'Changed' },
    });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(everyone);
  });

  it('stays open until they have an outcome, also when someone ends the wave', async () => {
    const world = await started(month);
    for (const seconds of [0, 2]) {
      await world.pass(seconds);
      await pushConnection(world.ctx, world.connectionId);
    }
    await world.ctx.db.prisma.$transaction((tx) =>
      endOpenWave(world.ctx, tx, world.connectionId, 'Ended by a test.'),
    );
    expect(await world.openWave()).not.toBeNull();
    await world.settle();
    expect(await world.changes({ outcome: null })).toEqual([]);
  });
});
