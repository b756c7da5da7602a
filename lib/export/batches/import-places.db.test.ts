import { expect, test } from 'vitest';
import { createAddressBook } from '@/lib/address-books';
import { connectList, pushConnection } from '@/lib/export';
import { ConnectListInput } from '@/lib/connections/schemas';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { exportWorld } from '@/prisma/seed/export-world';
import { maxActiveImports } from '../next-step';

test('of four files at once for an account with two places left, two go, and the others when places are free', async () => {
  const world = await exportWorld({ settings: { importSeconds: 60 } });
  const { ctx, client } = world;
  await world.people(1);
  const integrationId = String(world.integrationId);
  const connections = [await world.connect()];
  for (const name of ['Second', 'Third', 'Fourth']) {
    const book = await createAddressBook(ctx, client, { integrationId, name, visibility: 'Private' });
    const listId = await createList(ctx.db.prisma, {
      filter: filterOf(condition('source', 'is', world.source)),
    });
    const { connectionId } = await connectList(
      ctx,
      ConnectListInput.parse({ listId: String(listId), integrationId, addressBookId: book.id }),
    );
    connections.push(BigInt(connectionId));
  }
  const { id: syncRunId } = await ctx.db.prisma.syncRun.create({
    data: { kind: 'export', trigger: 'schedule', integrationId: world.integrationId },
  });
  const settled = await ctx.db.prisma.wave.create({
    data: { connectionId: world.connectionId, syncRunId, kind: 'first', phase: 'settled' },
  });
  await ctx.db.prisma.exportBatch.createMany({
    data: Array.from({ length: maxActiveImports - 2 }, (_, n) => ({
      waveId: settled.id,
      n,
      kind: 'import_v2',
      state: 'submitted',
      rowCount: 1,
    })),
  });
  await Promise.all(connections.map((id) => pushConnection(ctx, id)));
  const sent = async () => (await world.writes()).filter(({ path }) => path.endsWith('/contacts/import'));
  expect(await sent()).toHaveLength(2);
  await ctx.db.prisma.exportBatch.updateMany({ where: { waveId: settled.id }, data: { state: 'finished' } });
  await world.pass(16);
  await Promise.all(connections.map((id) => pushConnection(ctx, id)));
  expect(await sent()).toHaveLength(4);
});
