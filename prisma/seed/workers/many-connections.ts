import { refreshDataFields } from '@/lib/data-fields';
import { createAddressBook } from '@/lib/address-books';
import { ConnectListInput } from '@/lib/connections/schemas';
import type { FlowContext } from '@/lib/context';
import { connectList } from '@/lib/export';
import { openDotdigital } from '@/lib/integrations';
import { createIntegrationRow } from '../integrations';
import { condition, createList, filterOf } from '../marketing-lists';
import { controlOf, type Control } from './sandbox-control';

export type Size = { accounts: number; lists: number; people: number };

export type OneConnection = {
  id: bigint;
  integrationId: bigint;
  /** At the sandbox. */
  account: number;
  apiUser: string;
  bookDotdigitalId: number;
  /** Addresses of its list. */
  emails: string[];
};

export type ManyConnections = {
  ctx: FlowContext;
  control: Control;
  connections: OneConnection[];
};

type Account = { id: number; apiUser: string; integrationId: bigint };

/** Accounts at one sandbox, and lists that each feed a book of every account: `accounts` × `lists` connections, all due at once. */
export async function makeManyConnections(
  ctx: FlowContext,
  { accounts: accountCount, lists, people }: Size,
): Promise<ManyConnections> {
  const control = controlOf(ctx.config.dotdigitalUrl);
  const accounts: Account[] = [];
  for (let n = 0; n < accountCount; n += 1) accounts.push(await openAccount(ctx, control, String(n)));
  const connections: OneConnection[] = [];
  for (let list = 0; list < lists; list += 1)
    connections.push(...(await connectToAll(ctx, accounts, `list-${list}`, people)));
  return { ctx, control, connections };
}

/** A list of so many people, connected to a book of its own in each of these accounts. */
export async function connectToAll(
  ctx: FlowContext,
  accounts: readonly Account[],
  name: string,
  people: number,
): Promise<OneConnection[]> {
  const { prisma, pool } = ctx.db;
  await pool.query(
    `INSERT INTO crm_records (entity, email, email_key, first_name, source)
     SELECT 'contact', e, e, 'Ada ' || n, $1::text FROM generate_series(1, $2::int) n, format('p%s@%s.example', n, $1::text) e`,
    [name, people],
  );
  const listId = await createList(prisma, { filter: filterOf(condition('source', 'is', name)) });
  const made: OneConnection[] = [];
  for (const { id: account, apiUser, integrationId } of accounts) {
    const client = await openDotdigital(ctx, integrationId);
    const book = await createAddressBook(ctx, client, {
      integrationId: String(integrationId),
      name,
      visibility: 'Private',
    });
    await client.close();
    const { dotdigitalId } = await prisma.addressBook.findUniqueOrThrow({ where: { id: BigInt(book.id) } });
    const { connectionId } = await connectList(
      ctx,
      ConnectListInput.parse({
        listId: String(listId),
        integrationId: String(integrationId),
        addressBookId: book.id,
      }),
    );
    made.push({
      id: BigInt(connectionId),
      integrationId,
      account,
      apiUser,
      bookDotdigitalId: dotdigitalId,
      emails: Array.from({ length: people }, (_, n) => `p${n + 1}@${name}.example`),
    });
  }
  return made;
}

export async function openAccount(ctx: FlowContext, control: Control, name: string): Promise<Account> {
  const apiUser = `apiuser-many-${name}@apiconnector.com`;
  const { id } = await control<{ id: number }>('/accounts', { name: `Account ${name}` });
  await control('/api-users', {
    account: id,
    email: apiUser,
    password: 'sandbox-password',
    scheme: 'tiered',
  });
  const integrationId = await createIntegrationRow(ctx, {
    username: apiUser,
    accountName: `Account ${name}`,
  });
  const client = await openDotdigital(ctx, integrationId);
  await refreshDataFields(ctx, client, integrationId);
  await client.close();
  return { id, apiUser, integrationId };
}
