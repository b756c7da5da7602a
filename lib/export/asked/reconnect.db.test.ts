import { describe, expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';
import { createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { getListConnections, pauseConnection, reconnectList } from '../../connections';
import { ConnectListInput } from '../../connections/schemas';
import { connectList, disconnectList } from '../index';

type World = Awaited<ReturnType<typeof exportWorld>>;

async function settled(): Promise<{ world: World; id: string }> {
  const world = await exportWorld();
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  return { world, id: String(world.connectionId) };
}

const statusOf = async ({ ctx, listId }: World) => (await getListConnections(ctx, String(listId)))[0]?.status;

describe('taking a disconnection back', () => {
  it('goes on with the same connection where it was: nobody is sent twice, changes of meanwhile are', async () => {
    const { world, id } = await settled();
    await disconnectList(world.ctx, { id });
    const [gone] = await world.people(1, { email: world.mail('meanwhile') });
    expect(gone).toBeDefined();
    await world.clearRequests();
    await reconnectList(world.ctx, { id });
    expect(await statusOf(world)).toBe('in_progress');
    await world.settle();
    expect(await world.emails()).toHaveLength(3);
    expect(await statusOf(world)).toBe('up_to_date');
    expect(await world.writes()).toHaveLength(1);
    expect(await world.connection()).toMatchObject({ state: 'active', disconnectedFrom: null });
  });

  it('brings nobody back who left in the meantime', async () => {
    const { world, id } = await settled();
    await disconnectList(world.ctx, { id });
    await world.ctx.db.prisma.dotdigitalContact.update({
      where: {
        integrationId_emailKey: { integrationId: world.integrationId, emailKey: world.mail('p0') },
      },
      data: { status: 'Unsubscribed', statusAt: world.ctx.now() },
    });
    await world.ctx.db.prisma.bookMember.updateMany({
      where: { addressBookId: world.addressBookId, emailKey: world.mail('p0') },
      data: { present: false, heldHash: null },
    });
    await world.clearRequests();
    await reconnectList(world.ctx, { id });
    await world.settle();
    expect(await world.writes()).toEqual([]);
  });

  it('leaves it paused, or stopped with its reason, and sends nothing', async () => {
    const { world, id } = await settled();
    await pauseConnection(world.ctx, { id, reason: 'campaign goes out' });
    await disconnectList(world.ctx, { id });
    await reconnectList(world.ctx, { id });
    const [paused] = await getListConnections(world.ctx, String(world.listId));
    expect(paused).toMatchObject({ status: 'paused' });
    expect(paused?.message).toContain('campaign goes out');
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'stopped', stateCode: 'watchdog', stateMessage: 'Refused.' },
    });
    await disconnectList(world.ctx, { id });
    await world.people(1, { email: world.mail('new') });
    await world.clearRequests();
    await reconnectList(world.ctx, { id });
    await world.settle();
    expect(await statusOf(world)).toBe('rejected');
    expect(await world.writes()).toEqual([]);
  });

  it('is refused once: twice, for a viewer, and where the book has another list by now', async () => {
    const { world, id } = await settled();
    await expect(reconnectList(world.ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
    await disconnectList(world.ctx, { id });
    await expect(reconnectList(await testContext({ role: 'viewer' }), { id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await world.ctx.db.prisma.integration.update({
      where: { id: world.integrationId },
      data: { active: false },
    });
    await expect(reconnectList(world.ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
    await world.ctx.db.prisma.integration.update({
      where: { id: world.integrationId },
      data: { active: true },
    });
    const other = await createList(world.ctx.db.prisma);
    await connectList(
      world.ctx,
      ConnectListInput.parse({
        listId: String(other),
        integrationId: String(world.integrationId),
        addressBookId: String(world.addressBookId),
      }),
    );
    await expect(reconnectList(world.ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('after another list had the book, takes nobody out whom that one put there', async () => {
    const { world, id } = await settled();
    await disconnectList(world.ctx, { id });
    const other = await createList(world.ctx.db.prisma);
    const between = await connectList(
      world.ctx,
      ConnectListInput.parse({
        listId: String(other),
        integrationId: String(world.integrationId),
        addressBookId: String(world.addressBookId),
      }),
    );
    await disconnectList(world.ctx, { id: between.connectionId });
    await world.ctx.db.prisma.bookMember.create({
      data: {
        addressBookId: world.addressBookId,
        emailKey: world.mail('theirs'),
        present: true,
        putThereByUs: true,
      },
    });
    await reconnectList(world.ctx, { id });
    await world.settle();
    expect(
      await world.ctx.db.prisma.bookMember.findFirst({ where: { emailKey: world.mail('theirs') } }),
    ).toMatchObject({ present: true, putThereByUs: false });
  });
});
