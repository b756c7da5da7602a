import { createAddressBook } from '@/lib/address-books';
import { ConnectListInput } from '@/lib/connections/schemas';
import { connectList } from '@/lib/export';
import type { ExportWorld } from './export-world';
import { condition, createList, filterOf } from './marketing-lists';

/** The customers of the world on a list of their own, connected to a second book of its account. */
export async function connectCustomers(
  world: ExportWorld,
): Promise<{ listId: bigint; connectionId: bigint }> {
  const integrationId = String(world.integrationId);
  const book = await createAddressBook(world.ctx, world.client, {
    integrationId,
    name: `Customers ${world.simulator.port}`,
    visibility: 'Private',
  });
  const listId = await createList(world.ctx.db.prisma, {
    entity: 'customer',
    filter: filterOf(condition('source', 'is', world.source)),
  });
  const { connectionId } = await connectList(
    world.ctx,
    ConnectListInput.parse({ listId: String(listId), integrationId, addressBookId: book.id }),
  );
  return { listId, connectionId: BigInt(connectionId) };
}
