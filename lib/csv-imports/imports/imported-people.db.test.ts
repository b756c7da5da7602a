import { expect, it } from 'vitest';

import {
  countImportedPeople,
  makeListOfImport,
  previewUndo,
  runCsvImport,
  undoCsvImport,
} from '@/lib/csv-imports';
import { updateRecord } from '@/lib/crm';
import { createIntegrationRow, createAddressBookRows } from '@/prisma/seed/integrations';
import { createQueuedImport, importedPeople, peopleFile } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';

it('becomes a list of everyone in the file, whether created, changed or as they were', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, 3, (n) => ({
    email: `mix-${n}@example.com`,
    firstName: 'Ada',
    lastName: `Nr ${n}`,
    city: n === 0 ? 'Porto' : 'Lyon',
  }));
  const id = await createQueuedImport(ctx, `${peopleFile(7, 'mix')}\nAda,Nr 7,,Lyon`);
  expect(await countImportedPeople(ctx, { id: String(id) })).toBeNull();
  await expect(makeListOfImport(ctx, { id: String(id), name: 'Too early' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await runCsvImport(ctx, id, { batchRows: 3 });
  const count = await countImportedPeople(ctx, { id: String(id) });
  const list = await makeListOfImport(ctx, { id: String(id), name: 'Trade fair' });
  expect(list.memberCount).toBe(count);
  const items = await ctx.db.prisma.listItem.findMany({
    where: { listId: BigInt(list.id) },
    select: { recordId: true },
  });
  const mixed = await importedPeople(ctx, 'mix');
  expect(mixed).toHaveLength(7);
  expect(items.map((item) => item.recordId)).toEqual(expect.arrayContaining(mixed.map((one) => one.id)));
  await expect(makeListOfImport(ctx, { id: String(id), name: 'trade FAIR' })).rejects.toMatchObject({
    code: 'conflict',
    fieldErrors: { name: expect.any(String) as string },
  });
  expect(
    await ctx.db.prisma.marketingList.count({ where: { name: { contains: 'trade', mode: 'insensitive' } } }),
  ).toBe(1);
  const viewer = await testContext({ role: 'viewer' });
  await expect(makeListOfImport(viewer, { id: String(id), name: 'Mine' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('says before it is undone how many leave which connected book, and is no list any more afterwards', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const id = await createQueuedImport(ctx, peopleFile(5, 'leave'));
  await runCsvImport(ctx, id);
  const list = await makeListOfImport(ctx, { id: String(id), name: 'Leaving' });
  expect(await previewUndo(ctx, { id: String(id) })).toEqual([]);

  const integrationId = await createIntegrationRow(ctx, { name: 'Shop account' });
  const [book] = await createAddressBookRows(ctx, integrationId, 1);
  if (book === undefined) throw new Error('one book');
  await ctx.db.prisma.addressBook.update({ where: { id: book }, data: { name: 'Newsletter' } });
  await ctx.db.prisma.connection.create({
    data: { listId: BigInt(list.id), integrationId, addressBookId: book },
  });
  const people = await importedPeople(ctx, 'leave');
  const [first, second, third, fourth, fifth] = people;
  if (!first || !second || !third || !fourth || !fifth) throw new Error('five people');
  await ctx.db.prisma.bookMember.createMany({
    data: people.map((one) => ({
      addressBookId: book,
      emailKey: one.emailKey ?? '',
      present: one.id !== fourth.id,
      putThereByUs: one.id !== fifth.id,
      recordId: one.id,
    })),
  });
  const counted = async () =>
    (await previewUndo(ctx, { id: String(id) })).map(({ book: name, count }) => [name, count]);
  expect(await counted()).toEqual([['Newsletter', 3]]);

  // Changed since: stays with its record. Another record on the list has the address: it stays in the book.
  await updateRecord(ctx, { id: String(first.id), version: first.version, city: 'Bergen' });
  expect(await counted()).toEqual([['Newsletter', 2]]);
  await createRecords(ctx.db.prisma, 1, { email: second.email ?? '' });
  const twin = await ctx.db.prisma.crmRecord.findFirstOrThrow({
    where: { emailKey: second.emailKey, id: { not: second.id } },
  });
  await ctx.db.prisma.listItem.create({
    data: { listId: BigInt(list.id), recordId: twin.id, inFilter: true, joinedAt: ctx.now() },
  });
  expect(await counted()).toEqual([['Newsletter', 1]]);
  await ctx.db.prisma.connection.updateMany({
    where: { addressBookId: book },
    data: { state: 'disconnected' },
  });
  expect(await counted()).toEqual([]);

  await undoCsvImport(ctx, { id: String(id) });
  expect(await countImportedPeople(ctx, { id: String(id) })).toBeNull();
});
