import { describe, expect, it } from 'vitest';
import { getListConnections } from '@/lib/connections';
import { recordTimeline } from '@/lib/crm';
import { getSyncRun, listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { parseTableQuery } from '@/lib/table-query';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import { pushConnection, surroundingsOfHeld } from '../index';

const query = { ...parseTableQuery({ size: '100' }, outcomeGrid.table), q: '' };

async function lastOutcomes(world: ExportWorld) {
  const run = await world.lastRun();
  const { rows } = await listRunOutcomes(world.ctx, String(run.id), query);
  return { run: await getSyncRun(world.ctx, { id: String(run.id) }), rows };
}

describe('a run tells what it did then', () => {
  it('with the addresses, names and values that it had, whatever the records say now', async () => {
    const world = await exportWorld();
    const { prisma } = world.ctx.db;
    const [one] = await world.people(1, () => ({
      email: world.mail('Ada'),
      firstName: 'Ada',
      lastName: 'Before',
    }));
    await world.connect();
    await world.settle();
    const of = { id: one?.id ?? 0n };
    await prisma.crmRecord.update({ where: of, data: { lastName: 'Between' } });
    await world.nextCycle();
    await prisma.crmRecord.update({
      where: of,
      data: { email: 'moved@elsewhere.example', firstName: 'Moved', lastName: 'Since' },
    });
    const { rows } = await lastOutcomes(world);
    expect(rows).toMatchObject([
      {
        email: world.mail('Ada'),
        name: 'Ada Between',
        outcome: 'updated',
        changes: expect.arrayContaining([
          { field: 'LASTNAME', before: 'Before', after: 'Between' },
        ]) as unknown,
      },
    ]);
    const { items } = await recordTimeline(world.ctx, { id: String(one?.id) });
    const titles = items.map(({ title }) => title);
    expect(titles.some((title) => title.startsWith('Put into '))).toBe(true);
  });

  it('settles no row before the file that was meant to carry it has left', async () => {
    const world = await exportWorld();
    const { prisma } = world.ctx.db;
    await world.people(4, (n) => ({ email: n === 0 ? 'no address' : world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    const rows = await prisma.plannedChange.findMany({
      where: { wave: { connectionId: world.connectionId } },
    });
    const batches = new Map((await prisma.exportBatch.findMany()).map((batch) => [batch.id, batch]));
    expect(rows).toHaveLength(4);
    for (const { batchId, outcome, settledAt } of rows) {
      const batch = batchId === null ? undefined : batches.get(batchId);
      if (!batch) expect([outcome, settledAt]).toEqual(['skipped', null]);
      else expect(settledAt?.getTime()).toBeGreaterThanOrEqual(batch.submittedAt?.getTime() ?? Infinity);
    }
  });

  it('says of a held plan that it waits for approval, with one number on the run, its rows and the connection', async () => {
    const world = await exportWorld();
    await world.people(80, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { source: world.source, email: { not: world.mail('p0') } },
      data: { source: 'elsewhere' },
    });
    await world.people(2, (n) => ({ email: world.mail(`new${n}`) }));
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    const { run, rows } = await lastOutcomes(world);
    expect(run).toMatchObject({ state: 'waiting', awaitingApproval: 81, counts: { underWay: 81 } });
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(81).fill('awaiting_approval'));
    const [connection] = await getListConnections(world.ctx, String(world.listId));
    expect(connection).toMatchObject({ status: 'held', underWay: 81, awaitingApproval: 81, inBook: 80 });
  });

  it('of a held plan also what it stands among: strangers who stay, newcomers to the account, minutes', async () => {
    const world = await exportWorld();
    const { prisma } = world.ctx.db;
    await world.people(80, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    await prisma.bookMember.create({
      data: { addressBookId: world.addressBookId, emailKey: world.mail('stranger'), present: true },
    });
    await prisma.crmRecord.updateMany({
      where: { source: world.source, email: { not: world.mail('p0') } },
      data: { source: 'elsewhere' },
    });
    await world.people(2, (n) => ({ email: world.mail(`new${n}`) }));
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    const { id } = await world.lastRun();
    const known = await prisma.dotdigitalContact.count({ where: { integrationId: world.integrationId } });
    expect(await surroundingsOfHeld(world.ctx, { id: String(id) })).toEqual({
      integrationId: String(world.integrationId),
      addressBookId: String(world.addressBookId),
      strangers: 1,
      account: { known, newcomers: 2, isFull: false },
      minutes: 1,
      why: {
        conditions: [{ words: `no longer whose source is “${world.source}”`, count: 79 }],
        changes: [{ words: 'their data changed', count: 79 }],
      },
    });
    const viewer = { ...(await testContext({ role: 'viewer' })), db: world.ctx.db };
    await expect(surroundingsOfHeld(viewer, { id: String(id) })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(surroundingsOfHeld(world.ctx, { id: '999999' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
