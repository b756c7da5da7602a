import { randomUUID } from 'node:crypto';
import { connectToAll, openAccount, type ManyConnections } from './many-connections';

/**
 * Neighbours that nobody should suffer from: a book whose file is worked on for six hours, an account whose password is wrong, and a first
 * sync of so many people. None of them is among the connections of the world.
 */
export async function addTrouble(
  { ctx, control, connections }: ManyConnections,
  huge: number,
): Promise<void> {
  const [account] = connections;
  if (!account) throw new Error('a world without connections');
  const there = { id: account.account, apiUser: account.apiUser, integrationId: account.integrationId };
  const [stuck] = await connectToAll(ctx, [there], `stuck-${randomUUID()}`, 1);
  await control('/faults', {
    route: `/v2/address-books/${stuck?.bookDotdigitalId}/contacts/import`,
    method: 'POST',
    kind: 'import-stuck',
    args: { seconds: 6 * 3_600 },
  });
  await connectToAll(ctx, [there], `huge-${randomUUID()}`, huge);
  const locked = await openAccount(ctx, control, 'locked');
  await connectToAll(ctx, [locked], `locked-${randomUUID()}`, 1);
  await control('/api-users', { email: locked.apiUser, password: 'changed-there' });
}
