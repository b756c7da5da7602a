import { describe, expect, it } from 'vitest';
import { runImportPass } from '@/lib/import';
import { getConnection } from '@/lib/connections';
import { readDashboardTotals } from '@/lib/dashboard';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { connectList, requestSync, resumeConnection } from '../index';
import { ConnectListInput } from '../../connections/schemas';

const settled = async () => {
  const world = await exportWorld();
  await world.people(5, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  return world;
};
const deleteBook = (world: ExportWorld) =>
  world.control(`/address-books/${world.dotdigitalId}`, undefined, 'DELETE');
const read = (world: ExportWorld) => runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
const view = (world: ExportWorld) => getConnection(world.ctx, String(world.connectionId));

describe('a book that was deleted at Dotdigital', () => {
  it('is noticed by the next run that someone asks for, though nothing was to be sent', async () => {
    const world = await settled();
    await deleteBook(world);
    await requestSync(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    const run = await world.lastRun();
    expect(run).toMatchObject({ state: 'failed', errorCode: 'book_gone' });
    expect(run.errorMessage).toContain('does not know the address book any more');
    expect(await view(world)).toMatchObject({ state: 'stopped', status: 'failed', inBook: 0, ours: 0 });
    expect((await view(world)).addressBook.gone).toBe(true);
    expect((await readDashboardTotals(world.ctx)).inBooksCount).toBe(0);
    await expect(requestSync(world.ctx, { id: String(world.connectionId) })).rejects.toThrow(
      /address book|conflict/,
    );
  });

  it('stops the connection at its next turn after an import noticed it', async () => {
    const world = await settled();
    await deleteBook(world);
    await read(world);
    expect((await view(world)).inBook).toBe(0);
    await world.clearRequests();
    await world.nextCycle();
    expect(await view(world)).toMatchObject({ state: 'stopped', inBook: 0 });
    expect(await world.writes()).toEqual([]);
    await world.nextCycle();
    expect(await world.ctx.db.prisma.wave.count({ where: { connectionId: world.connectionId } })).toBe(2);
  });

  it('is not believed gone by a single 404, nor while it is listed', async () => {
    const world = await settled();
    await world.control('/faults', {
      route: `/v2/address-books/${world.dotdigitalId}`,
      kind: 'not-found',
      args: { code: 'ERROR_ADDRESSBOOK_NOT_FOUND' },
      times: 3,
    });
    for (let n = 0; n < 3; n += 1) {
      await requestSync(world.ctx, { id: String(world.connectionId) });
      await world.settle();
    }
    expect(await view(world)).toMatchObject({ state: 'active', status: 'up_to_date', inBook: 5 });
  });

  it('leaves other connections alone, and its list can be connected anew', async () => {
    const world = await settled();
    await deleteBook(world);
    await world.nextCycle();
    await requestSync(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'disconnected', nextExportAt: null },
    });
    const { connectionId } = await connectList(
      world.ctx,
      ConnectListInput.parse({
        listId: String(world.listId),
        integrationId: String(world.integrationId),
        newBook: { name: 'Another', visibility: 'Private' },
      }),
    );
    world.connectionId = BigInt(connectionId);
    await world.settle();
    expect(await view(world)).toMatchObject({ state: 'active', inBook: 5, ours: 5 });
  });

  it('that went only for a while is filled again by Resume', async () => {
    const world = await settled();
    const book = { id: world.addressBookId };
    await world.ctx.db.prisma.addressBook.update({ where: book, data: { goneAt: world.clock.now } });
    await world.ctx.db.prisma.bookMember.updateMany({
      where: { addressBookId: world.addressBookId },
      data: { present: false },
    });
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'stopped', stateCode: 'book_gone' },
    });
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    expect(await view(world)).toMatchObject({ state: 'active', inBook: 5 });
    expect((await view(world)).addressBook.gone).toBe(false);
  });
});
