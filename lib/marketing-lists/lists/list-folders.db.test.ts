import { expect, it } from 'vitest';
import { createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import {
  createListFolder,
  deleteListFolder,
  getMarketingList,
  listFolders,
  listMarketingLists,
  listGrid,
  markFavourite,
  moveToFolder,
  renameListFolder,
} from '..';
import { parseTableQuery } from '@/lib/table-query';

const namesIn = async (ctx: Awaited<ReturnType<typeof testContext>>, search: Record<string, string>) =>
  (await listMarketingLists(ctx, parseTableQuery(search, listGrid.table))).rows.map(({ name }) => name);

it('holds lists under one name for everyone, is renamed, and leaves its lists behind when it goes', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const folder = await createListFolder(ctx, { name: 'Autumn' });
  await expect(createListFolder(ctx, { name: 'AUTUMN' })).rejects.toMatchObject({
    fieldErrors: { name: 'Another folder has this name. Choose a different one.' },
  });
  const mine = await createList(ctx.db.prisma, { name: 'In autumn' });
  const other = await testContext({ role: 'marketer' });
  const theirs = await createList(ctx.db.prisma, {
    name: 'Of somebody else',
    ownerId: other.actor.kind === 'person' ? BigInt(other.actor.userId) : null,
  });
  expect(await moveToFolder(ctx, { listIds: [String(mine), String(theirs)], folderId: folder.id })).toEqual({
    moved: 1,
    kept: 1,
  });
  expect(await namesIn(ctx, { 'f.folder': `any:${folder.id}` })).toEqual(['In autumn']);

  const second = await createListFolder(ctx, { name: 'Winter' });
  await expect(renameListFolder(ctx, { id: second.id, name: 'autumn' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await renameListFolder(ctx, { id: folder.id, name: 'Autumn 2026' });
  expect((await listFolders(ctx)).map(({ name, listCount }) => [name, listCount])).toEqual([
    ['Autumn 2026', 1],
    ['Winter', 0],
  ]);

  expect(await deleteListFolder(ctx, { id: folder.id })).toEqual({ lists: 1 });
  expect((await getMarketingList(ctx, String(mine))).folder).toBeNull();
  expect((await listFolders(ctx)).map(({ name }) => name)).toEqual(['Winter']);
  for (const gone of [
    () => renameListFolder(ctx, { id: folder.id, name: 'x' }),
    () => deleteListFolder(ctx, { id: folder.id }),
    () => moveToFolder(ctx, { listIds: [String(mine)], folderId: folder.id }),
  ]) {
    await expect(gone()).rejects.toMatchObject({ code: 'not_found' });
  }
  const told = await ctx.db.prisma.auditEntry.findMany({
    where: { subjectType: 'list_folder' },
    orderBy: { id: 'asc' },
    select: { action: true },
  });
  expect(told.map(({ action }) => action)).toEqual([
    'list-folder.create',
    'list-folder.move',
    'list-folder.create',
    'list-folder.rename',
    'list-folder.delete',
  ]);
});

it('a favourite is one person’s own', async () => {
  const [ctx, other] = [await testContext({ role: 'marketer' }), await testContext({ role: 'marketer' })];
  const id = String(await createList(ctx.db.prisma, { name: 'Dear to me' }));
  await markFavourite(ctx, { listId: id, favourite: true });
  await markFavourite(ctx, { listId: id, favourite: true });
  expect(await namesIn(ctx, { 'f.show': 'any:favourite' })).toEqual(['Dear to me']);
  expect(await namesIn(other, { 'f.show': 'any:favourite' })).toEqual([]);
  expect((await getMarketingList(other, id)).favourite).toBe(false);
  await markFavourite(ctx, { listId: id, favourite: false });
  expect(await namesIn(ctx, { 'f.show': 'any:favourite' })).toEqual([]);
});
