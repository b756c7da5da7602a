import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { getIntegration } from '@/lib/integrations';
import { countListable, createListOfShown, listMembers, memberGrid } from '@/lib/marketing-lists';
import { readDashboardTotals } from '@/lib/dashboard';
import { getListConnections } from '@/lib/connections';
import { parseTableQuery } from '@/lib/table-query';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { getAddressBook, knownPeopleCsv, knownPeopleGrid, listKnownPeople } from './index';
import type { KnownPeople } from './schemas';

const query = (search = '') => parseTableQuery(new URLSearchParams(search), knownPeopleGrid.table);

/** A book with two people of ours, one of them twice a record, a stranger, and one who has left; the account knows one more. */
async function world() {
  const ctx = await testContext({ role: 'admin' });
  const { prisma } = ctx.db;
  const listId = await createList(prisma);
  const { integrationId, bookId } = await connectList(prisma, listId);
  const stamp = randomUUID();
  const mail = (who: string) => `${who}.${stamp}@known.example`;
  await createRecords(prisma, 3, (n) => ({
    entity: n === 2 ? 'lead' : 'contact',
    email: mail(n === 1 ? 'bea' : 'ada'),
    firstName: n === 1 ? 'Bea' : 'Ada',
  }));
  await prisma.bookMember.createMany({
    data: ['ada', 'bea', 'stranger', 'gone'].map((who) => ({
      addressBookId: bookId,
      emailKey: mail(who),
      present: who !== 'gone',
      putThereByUs: who !== 'stranger',
    })),
  });
  await prisma.dotdigitalContact.createMany({
    data: ['ada', 'gone', 'elsewhere'].map((who) => ({
      integrationId,
      emailKey: mail(who),
      status: who === 'gone' ? 'Unsubscribed' : 'Subscribed',
    })),
  });
  const book: KnownPeople = { kind: 'book', id: String(bookId) };
  const account: KnownPeople = { kind: 'account', id: String(integrationId) };
  return { ctx, listId: String(listId), mail, book, account };
}

it('shows exactly those whom the counts of list, integration and dashboard tell', async () => {
  const { ctx, listId, mail, book, account } = await world();
  const inBook = await listKnownPeople(ctx, book, query());
  expect(inBook.rows.map(({ email, ours, status }) => [email, ours, status])).toEqual([
    [mail('ada'), true, 'Subscribed'],
    [mail('bea'), true, 'unknown'],
    [mail('stranger'), false, 'unknown'],
  ]);
  const [connection] = await getListConnections(ctx, listId);
  expect([inBook.total, connection?.inBook]).toEqual([3, 3]);
  expect(await getAddressBook(ctx, book.id)).toMatchObject({ id: book.id, integration: { id: account.id } });

  const known = await listKnownPeople(ctx, account, query());
  const { holds } = await getIntegration(ctx, { id: account.id });
  expect([known.rows.length, known.total, holds.contacts]).toEqual([3, 3, 3]);
  const everywhere = await listKnownPeople(ctx, { kind: 'connected', id: '0' }, query());
  expect(everywhere.total).toBe((await readDashboardTotals(ctx)).inBooksCount);

  await ctx.db.prisma.integration.update({
    where: { id: BigInt(account.id) },
    data: { deletedAt: ctx.now() },
  });
  const left = await listKnownPeople(ctx, { kind: 'connected', id: '0' }, query());
  expect([left.total, (await readDashboardTotals(ctx)).inBooksCount]).toEqual(
    Array(2).fill(everywhere.total - 3),
  );
});

it('filters by whose they are, by status and by having a record, and gives the same as a file', async () => {
  const { ctx, mail, book } = await world();
  const asked = async (search: string) =>
    (await listKnownPeople(ctx, book, query(search))).rows.map(({ email }) => email);
  expect(await asked('f.whose=any:strangers')).toEqual([mail('stranger')]);
  expect(await asked('f.whose=any:ours')).toEqual([mail('ada'), mail('bea')]);
  expect(await asked('f.status=any:unknown')).toEqual([mail('bea'), mail('stranger')]);
  expect(await asked('f.record=is:no')).toEqual([mail('stranger')]);
  expect(await asked('q=Bea')).toEqual([mail('bea')]);
  let file = '';
  for await (const part of await knownPeopleCsv(ctx, book, query('f.whose=any:ours'))) file += part;
  expect(file.trimEnd().split('\r\n')).toHaveLength(3);
});

it('becomes a list of one kind of record, each address once', async () => {
  const { ctx, book } = await world();
  const shown = { ...book, query: '' };
  expect(await countListable(ctx, shown)).toEqual([
    { entity: 'contact', count: 2 },
    { entity: 'lead', count: 1 },
  ]);
  const { id, memberCount } = await createListOfShown(ctx, {
    ...shown,
    name: `Of the book ${book.id}`,
    entity: 'contact',
    expected: 2,
  });
  const { total } = await listMembers(ctx, id, parseTableQuery({}, memberGrid.table));
  expect([memberCount, total]).toEqual([2, 2]);
});

it('shows nobody to a viewer, and no book that isn’t there', async () => {
  const { ctx, book } = await world();
  await expect(listKnownPeople(await testContext({ role: 'viewer' }), book, query())).rejects.toMatchObject({
    code: 'forbidden',
  });
  for (const kind of ['book', 'account'] as const)
    await expect(listKnownPeople(ctx, { kind, id: '999999' }, query())).rejects.toMatchObject({
      code: 'not_found',
    });
});
