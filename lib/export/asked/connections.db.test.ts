import { describe, expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import {
  cancelRun,
  connectList,
  disconnectList,
  previewConnection,
  pushConnection,
  requestSync,
  resumeConnection,
  updateConnection,
} from '../index';
import { getListConnections, pauseConnection } from '../../connections';
import { ConnectListInput, UpdateConnectionInput } from '../../connections/schemas';
import { PreviewInput } from '../schemas';
import { createList } from '@/prisma/seed/marketing-lists';

describe('connecting a list', () => {
  it('is previewed by the plan that the first sync then makes', async () => {
    const world = await exportWorld();
    await world.people(3);
    await world.people(1, { email: null });
    const input = PreviewInput.parse({
      listId: String(world.listId),
      integrationId: String(world.integrationId),
      addressBookId: String(world.addressBookId),
    });
    const preview = await previewConnection(world.ctx, input);
    expect(preview.counts).toMatchObject({ add: 3, update: 0, remove: 0, skip: 1 });
    expect(preview.reasons).toEqual([{ code: 'no_email', label: 'No e-mail address', count: 1 }]);
    expect(
      await world.ctx.db.prisma.plannedChange.count({
        where: { wave: { connection: { listId: world.listId } } },
      }),
    ).toBe(0);
    await world.connect();
    await world.settle();
    expect((await world.lastRun()).counts).toMatchObject({ added: 3, leftOut: 1 });
  });

  it('can make the book, and refuses a second list for a book, a list without an e-mail column, and a viewer', async () => {
    const world = await exportWorld();
    await world.connect();
    const other = await createList(world.ctx.db.prisma);
    const target = { listId: String(other), integrationId: String(world.integrationId) };
    const taken = ConnectListInput.parse({ ...target, addressBookId: String(world.addressBookId) });
    await expect(connectList(world.ctx, taken)).rejects.toMatchObject({ code: 'conflict' });
    const blind = await createList(world.ctx.db.prisma, { columns: ['firstName'] });
    const fresh = { newBook: { name: `New ${world.source}`, visibility: 'Public' as const } };
    await expect(
      connectList(world.ctx, ConnectListInput.parse({ ...target, listId: String(blind), ...fresh })),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      connectList(await testContext({ role: 'viewer' }), ConnectListInput.parse({ ...target, ...fresh })),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const { connectionId } = await connectList(world.ctx, ConnectListInput.parse({ ...target, ...fresh }));
    const connection = await world.ctx.db.prisma.connection.findUniqueOrThrow({
      where: { id: BigInt(connectionId) },
      include: { addressBook: true },
    });
    expect(connection.addressBook).toMatchObject({ name: `New ${world.source}`, visibility: 'Public' });
    await expect(
      connectList(
        world.ctx,
        ConnectListInput.parse({ ...target, newBook: { name: 'Another', visibility: 'Private' } }),
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('to a book that another list filled leaves that list’s people there as strangers', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    await disconnectList(world.ctx, { id: String(world.connectionId) });
    expect(await world.emails()).toHaveLength(2);
    const other = await createList(world.ctx.db.prisma, {
      filter: {
        version: 1,
        root: {
          kind: 'group',
          combinator: 'all',
          rules: [{ kind: 'condition', field: 'source', operator: 'is', value: 'nobody has it' }],
        },
      },
    });
    const target = {
      listId: String(other),
      integrationId: String(world.integrationId),
      addressBookId: String(world.addressBookId),
    };
    expect(await previewConnection(world.ctx, PreviewInput.parse(target))).toMatchObject({
      leftByOthers: 2,
      counts: { remove: 0 },
    });
    expect(
      await previewConnection(world.ctx, PreviewInput.parse({ ...target, takeOver: 'true' })),
    ).toMatchObject({ leftByOthers: 0, counts: { remove: 2 } });
    world.connectionId = BigInt((await connectList(world.ctx, ConnectListInput.parse(target))).connectionId);
    await world.settle();
    expect(await world.emails()).toHaveLength(2);
  });

  it('moves to another book: the old one is free and keeps its people', async () => {
    const world = await exportWorld();
    await world.people(2);
    await world.connect();
    await world.settle();
    const [view] = await getListConnections(world.ctx, String(world.listId));
    const move = UpdateConnectionInput.parse({
      id: view?.id,
      version: view?.version,
      newBook: { name: `Moved ${world.source}`, visibility: 'Private' },
      options: {},
    });
    await updateConnection(world.ctx, move);
    await expect(updateConnection(world.ctx, move)).rejects.toMatchObject({ code: 'stale' });
    await world.settle();
    expect(await world.emails()).toHaveLength(2);
    expect((await getListConnections(world.ctx, String(world.listId)))[0]).toMatchObject({
      status: 'up_to_date',
      inBook: 2,
      addressBook: { name: `Moved ${world.source}` },
    });
  });
});

describe('a connection', () => {
  it('says in the known words how it stands', async () => {
    const world = await exportWorld();
    await world.people(1);
    const status = async () => (await getListConnections(world.ctx, String(world.listId)))[0]?.statusLabel;
    await world.connect();
    expect(await status()).toBe('In progress');
    await world.settle();
    expect(await status()).toBe('Up to date');
    await pauseConnection(world.ctx, { id: String(world.connectionId), reason: 'campaign goes out' });
    expect(await status()).toBe('Paused');
    await expect(requestSync(world.ctx, { id: String(world.connectionId) })).rejects.toMatchObject({
      code: 'conflict',
    });
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    expect(await status()).toBe('In progress');
    await world.settle();
    expect(await status()).toBe('Up to date');
  });

  it('synchronized twice is one run, and one that finds nothing says so', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    await world.settle();
    const id = String(world.connectionId);
    const [one, two] = [await requestSync(world.ctx, { id }), await requestSync(world.ctx, { id })];
    expect(one.runId).toBe(two.runId);
    await world.clearRequests();
    await world.settle();
    expect(await world.writes()).toEqual([]);
    expect(await world.lastRun()).toMatchObject({
      state: 'finished',
      trigger: 'button',
      counts: { planned: 0, unchanged: 1 },
    });
  });

  it('whose run is cancelled sends nothing more until it is resumed', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    const run = await world.lastRun();
    await cancelRun(world.ctx, { id: String(run.id) });
    await world.nextCycle();
    expect(await world.emails()).toEqual([]);
    expect(await world.lastRun()).toMatchObject({ state: 'cancelled' });
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    await pushConnection(world.ctx, world.connectionId);
    await world.settle();
    expect(await world.emails()).toHaveLength(1);
  });
});
