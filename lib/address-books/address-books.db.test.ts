import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { openDotdigital } from '@/lib/integrations';
import { parseTableQuery } from '@/lib/table-query';
import { createAddressBookRows, createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { startSimulator, type Simulator } from '@/simulator/start';
import {
  addressBookGrid,
  checkBookName,
  createAddressBook,
  listAddressBooks,
  listFreeAddressBooks,
} from './index';
import { BookNameQuery, CreateAddressBook, FreeAddressBooksQuery } from './schemas';

let sandbox: Simulator;
beforeAll(async () => {
  sandbox = await startSimulator();
});
beforeEach(() => control('reset', { seed: 1 }));
afterAll(() => sandbox.close());

async function control(path: string, body: unknown): Promise<void> {
  await fetch(`${sandbox.url}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function make(ctx: Context, integrationId: bigint, name: string) {
  const client = await openDotdigital(ctx, integrationId, { retry: { retries: 0 } });
  try {
    return await createAddressBook(
      ctx,
      client,
      CreateAddressBook.parse({ integrationId: String(integrationId), name }),
    );
  } finally {
    await client.close();
  }
}

const nameErrorOf = async (act: Promise<unknown>): Promise<string> => {
  const error = await act.catch((one: unknown) => one);
  return error instanceof AppError ? (error.fieldErrors?.name ?? error.code) : 'no error';
};

async function connect(
  ctx: Context,
  integrationId: bigint,
  addressBookId: bigint,
  name: string,
): Promise<void> {
  const list = await ctx.db.prisma.marketingList.create({
    data: { name, entity: 'contact', type: 'dynamic', columns: ['email'], filter: {} },
  });
  await ctx.db.prisma.connection.create({ data: { listId: list.id, integrationId, addressBookId } });
}

test('a new book is made at Dotdigital and is free here at once', async () => {
  const ctx = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  const id = await createIntegrationRow(ctx);
  const book = await make(ctx, id, ' Newsletter DE ');
  expect(book).toMatchObject({
    name: 'Newsletter DE',
    visibility: 'Private',
    contactCount: 0,
    takenIn: false,
  });
  const free = await listFreeAddressBooks(
    ctx,
    FreeAddressBooksQuery.parse({ integrationId: String(id), search: 'letter d' }),
  );
  expect(free.map((one) => one.id)).toEqual([book.id]);
  expect(await nameErrorOf(make(ctx, id, 'newsletter de'))).toMatch(/exists already/);
});

test('a book that is at Dotdigital but not seen here yet is taken in', async () => {
  const ctx = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  const id = await createIntegrationRow(ctx);
  await control('address-books', { name: 'Made over there', contacts: 4 });
  expect(await make(ctx, id, 'made over there')).toMatchObject({
    name: 'Made over there',
    takenIn: true,
    contactCount: 4,
  });
});

test('a book whose answer never came is found instead of made twice', async () => {
  const ctx = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  const id = await createIntegrationRow(ctx);
  await control('faults', { route: '/v2/address-books', method: 'POST', nth: 1, kind: 'server-error-after' });
  expect(await make(ctx, id, 'Newsletter')).toMatchObject({ name: 'Newsletter', takenIn: false });
  expect(await ctx.db.prisma.addressBook.count({ where: { integrationId: id } })).toBe(1);
});

test('Dotdigital’s own names are refused, and so is a viewer', async () => {
  const ctx = await testContext({ role: 'marketer', dotdigitalUrl: sandbox.url });
  const id = await createIntegrationRow(ctx);
  for (const name of ['Test', 'all contacts'])
    expect(await nameErrorOf(make(ctx, id, name))).toMatch(/one of Dotdigital’s own/);
  const viewer = await testContext({ role: 'viewer', dotdigitalUrl: sandbox.url });
  await expect(
    listFreeAddressBooks(viewer, FreeAddressBooksQuery.parse({ integrationId: String(id) })),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('a connected or gone book is not offered, the present one is', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createIntegrationRow(ctx);
  const [used, gone, free] = await createAddressBookRows(ctx, id, 3);
  if (!used || !gone || !free) throw new Error('three books');
  await connect(ctx, id, used, 'Repeat buyers');
  await ctx.db.prisma.addressBook.update({ where: { id: gone }, data: { goneAt: new Date() } });
  const offered = async (given: Record<string, unknown> = {}) =>
    (
      await listFreeAddressBooks(ctx, FreeAddressBooksQuery.parse({ integrationId: String(id), ...given }))
    ).map((book) => book.id);
  expect(await offered()).toEqual([String(free)]);
  expect(await offered({ includeId: String(used) })).toEqual([String(used), String(free)]);
  expect(await offered({ search: '%' })).toEqual([]);

  const query = parseTableQuery({}, addressBookGrid.table);
  const { rows, total } = await listAddressBooks(ctx, id, query);
  expect(total).toBe(3);
  expect(rows.map((row) => [row.connectedList?.name ?? null, row.goneAt !== null])).toEqual([
    ['Repeat buyers', false],
    [null, true],
    [null, false],
  ]);
  for (const sort of addressBookGrid.table.sortable) {
    expect(
      (await listAddressBooks(ctx, id, { ...query, sort: { field: sort, direction: 'desc' } })).rows,
    ).toHaveLength(3);
  }
});

test('a name is told to be taken before anything is made, and by whom only to who may see it', async () => {
  const admin = await testContext({ role: 'admin' });
  const marketer = await testContext({ role: 'marketer' });
  const id = await createIntegrationRow(admin);
  const [used, free] = await createAddressBookRows(admin, id, 2);
  if (!used || !free) throw new Error('two books');
  await admin.db.prisma.addressBook.update({ where: { id: used }, data: { name: 'Newsletter DE' } });
  await admin.db.prisma.addressBook.update({ where: { id: free }, data: { name: 'Free one' } });
  await connect(admin, id, used, 'Secret plans');
  await admin.db.prisma.marketingList.updateMany({
    where: { name: 'Secret plans' },
    data: { ownerOnly: true, ownerId: admin.actor.kind === 'person' ? BigInt(admin.actor.userId) : null },
  });
  const problemOf = async (ctx: Context, name: string) =>
    (await checkBookName(ctx, BookNameQuery.parse({ integrationId: String(id), name }))).problem;
  expect(await problemOf(marketer, ' newsletter de ')).toMatch(/connected to a list of somebody else/);
  expect(await problemOf(admin, 'Newsletter DE')).toMatch(/connected to Secret plans/);
  expect(await problemOf(marketer, 'FREE ONE')).toMatch(/Choose it from the list/);
  expect(await problemOf(marketer, 'Test')).toMatch(/one of Dotdigital’s own/);
  expect(await problemOf(marketer, 'Newsletter DE 2')).toBeNull();
  const viewer = await testContext({ role: 'viewer' });
  await expect(problemOf(viewer, 'Newsletter DE')).rejects.toMatchObject({ code: 'forbidden' });
});
