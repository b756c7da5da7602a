import { describe, expect, it } from 'vitest';
import { pushConnection } from '@/lib/export';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { runImportPass } from '.';

const read = async (world: ExportWorld) => {
  await world.pass(60);
  await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
};
const api = async (world: ExportWorld, path: string, body: object) => {
  const answer = await fetch(`${world.simulator.url}/v2${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
};
const unsubscribe = (world: ExportWorld, name: string) =>
  api(world, '/contacts/unsubscribe', { email: world.mail(name) });
const comeBack = (world: ExportWorld, name: string, where = '') =>
  api(world, `${where}/contacts/resubscribe-with-no-challenge`, {
    unsubscribedContact: { email: world.mail(name) },
  });
const marks = async (world: ExportWorld) => {
  const items = await world.ctx.db.prisma.listItem.findMany({
    where: { listId: world.listId, unsubscribedAt: { not: null } },
  });
  return items.map(({ unsubscribedReason }) => unsubscribedReason);
};
const settled = async () => {
  const world = await exportWorld();
  await world.people(4, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  await read(world);
  return world;
};
const all = (world: ExportWorld) => [0, 1, 2, 3].map((n) => world.mail(`p${n}`));

describe('someone who subscribed again for the whole account', () => {
  it('loses the mark, returns to the book, and stays', async () => {
    const world = await settled();
    await unsubscribe(world, 'p1');
    await read(world);
    await world.nextCycle();
    expect(await marks(world)).toEqual(['Unsubscribed']);
    expect(await world.emails()).toHaveLength(3);
    await comeBack(world, 'p1');
    await read(world);
    expect(await marks(world)).toEqual([]);
    await world.nextCycle();
    expect(await world.emails()).toEqual(all(world));
    await world.clearRequests();
    for (let n = 0; n < 3; n += 1) {
      await read(world);
      await world.nextCycle();
    }
    expect(await world.writes()).toEqual([]);
    expect(await marks(world)).toEqual([]);
  });

  it('returns although a file’s fault had told of it before any import', async () => {
    const world = await settled();
    await unsubscribe(world, 'p2');
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: world.mail('p2') },
      data: { firstName: 'New' },
    });
    await world.nextCycle();
    await read(world);
    expect(await marks(world)).toEqual(['Unsubscribed']);
    await comeBack(world, 'p2');
    await read(world);
    await world.nextCycle();
    expect(await world.emails()).toEqual(all(world));
  });

  it('is marked again when they unsubscribe again, and so on', async () => {
    const world = await settled();
    for (let n = 0; n < 2; n += 1) {
      await unsubscribe(world, 'p0');
      await read(world);
      await world.nextCycle();
      expect(await marks(world)).toEqual(['Unsubscribed']);
      await comeBack(world, 'p0');
      await read(world);
      await world.nextCycle();
      expect(await marks(world)).toEqual([]);
      expect(await world.emails()).toEqual(all(world));
    }
  });

  it('stays out where an opt-out or a wish about this list is recorded here', async () => {
    const world = await settled();
    await unsubscribe(world, 'p0');
    await unsubscribe(world, 'p1');
    await read(world);
    const { prisma } = world.ctx.db;
    const recordOf = async (name: string) =>
      prisma.crmRecord.findFirstOrThrow({ where: { email: world.mail(name) } });
    await prisma.crmRecord.update({
      where: { id: (await recordOf('p0')).id },
      data: { consentState: 'withdrawn' },
    });
    await prisma.listItem.updateMany({
      where: { listId: world.listId, recordId: (await recordOf('p1')).id },
      data: { unsubscribedReason: 'person' },
    });
    await comeBack(world, 'p0');
    await comeBack(world, 'p1');
    await read(world);
    await world.nextCycle();
    expect(await world.emails()).toEqual([world.mail('p2'), world.mail('p3')]);
    expect(await marks(world)).toEqual(['person']);
  });

  it('does not come back into a book that they left by itself', async () => {
    const world = await settled();
    await world.control(`/address-books/${world.dotdigitalId}/unsubscribe`, { email: world.mail('p3') });
    await unsubscribe(world, 'p3');
    await read(world);
    await comeBack(world, 'p3');
    await read(world);
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(3);
    await comeBack(world, 'p3', `/address-books/${world.dotdigitalId}`);
    await read(world);
    await pushConnection(world.ctx, world.connectionId);
    expect(await marks(world)).toEqual([]);
    expect(await world.emails()).toEqual(all(world));
  });
});

it('reads the account’s changes in bites, each pass behind the last, and finds who came back behind them all', async () => {
  const world = await settled();
  const touchCrowd = () =>
    world.control('/contacts', {
      contacts: Array.from({ length: 5_400 }, (_, n) => ({ email: world.mail(`crowd${n}`) })),
    });
  const key = { integrationId: world.integrationId, connector: 'contacts', scopeId: '' };
  const where = async () =>
    (
      await world.ctx.db.prisma.importCursor.findUniqueOrThrow({
        where: { integrationId_connector_scopeId: key },
      })
    ).position;
  await touchCrowd();
  await world.people(1, { email: world.mail('late') });
  await world.nextCycle();
  await unsubscribe(world, 'late');
  do await read(world);
  while (JSON.stringify(await where()).includes('skip'));
  expect(await marks(world)).toEqual(['Unsubscribed']);
  await touchCrowd();
  await comeBack(world, 'late');
  await read(world);
  expect(await where()).toHaveProperty('skip');
  expect(await marks(world)).toEqual(['Unsubscribed']);
  await read(world);
  expect(await marks(world)).toEqual([]);
});
