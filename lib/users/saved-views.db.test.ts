import { expect, it } from 'vitest';

import { testContext } from '@/prisma/test-context';
import { deleteView, listViews, renameView, replaceView, saveView, setDefaultView } from './index';

it('a view is its owner’s alone, kept without the page it stood on, renamed and deleted', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const other = await testContext({ role: 'viewer' });
  const view = await saveView(ctx, {
    grid: 'contacts',
    name: ' Opted out ',
    query: 'f.consent=any%3Awithdrawn&sort=name.asc&page=4&cursor=abc&view=9',
  });
  expect(await listViews(ctx, 'contacts')).toEqual([
    { id: view.id, name: 'Opted out', query: 'f.consent=any%3Awithdrawn&sort=name.asc', isDefault: false },
  ]);
  expect([await listViews(ctx, 'leads'), await listViews(other, 'contacts')]).toEqual([[], []]);
  await expect(saveView(ctx, { grid: 'contacts', name: 'opted OUT', query: '' })).rejects.toMatchObject({
    code: 'conflict',
    fieldErrors: { name: expect.any(String) },
  });
  await saveView(other, { grid: 'contacts', name: 'Opted out', query: '' });
  await expect(renameView(other, { id: view.id, name: 'Mine now' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(deleteView(other, { id: view.id })).rejects.toMatchObject({ code: 'not_found' });
  await renameView(ctx, { id: view.id, name: 'Gone' });
  expect((await listViews(ctx, 'contacts')).map(({ name }) => name)).toEqual(['Gone']);
  await deleteView(ctx, { id: view.id });
  expect(await listViews(ctx, 'contacts')).toEqual([]);
});

it('a grid opens with at most one view, and a view can be made to ask for something else, by its owner alone', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const other = await testContext({ role: 'viewer' });
  const [first, second] = [
    await saveView(ctx, { grid: 'leads', name: 'First', query: 'q=a' }),
    await saveView(ctx, { grid: 'leads', name: 'Second', query: 'q=b' }),
  ];
  const elsewhere = await saveView(ctx, { grid: 'contacts', name: 'Elsewhere', query: '' });
  const defaults = async (): Promise<string[]> =>
    (await listViews(ctx, 'leads')).filter(({ isDefault }) => isDefault).map(({ name }) => name);
  await setDefaultView(ctx, { grid: 'leads', id: first.id });
  await setDefaultView(ctx, { grid: 'contacts', id: elsewhere.id });
  expect(await defaults()).toEqual(['First']);
  await setDefaultView(ctx, { grid: 'leads', id: second.id });
  expect(await defaults()).toEqual(['Second']);
  await expect(setDefaultView(other, { grid: 'leads', id: first.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(setDefaultView(ctx, { grid: 'leads', id: elsewhere.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await setDefaultView(ctx, { grid: 'leads', id: null });
  expect([await defaults(), (await listViews(ctx, 'contacts')).map(({ isDefault }) => isDefault)]).toEqual([
    [],
    [true],
  ]);
  expect(await replaceView(ctx, { id: first.id, query: 'q=c&cursor=x' })).toMatchObject({
    name: 'First',
    query: 'q=c',
  });
  await expect(replaceView(other, { id: first.id, query: 'q=mine' })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await listViews(ctx, 'leads')).map(({ query }) => query)).toEqual(['q=c', 'q=b']);
});
