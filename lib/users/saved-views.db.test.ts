import { expect, it } from 'vitest';

import { testContext } from '@/prisma/test-context';
import { deleteView, listViews, renameView, saveView } from './index';

it('a view is its owner’s alone, kept without the page it stood on, renamed and deleted', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const other = await testContext({ role: 'viewer' });
  const view = await saveView(ctx, { grid: 'contacts', name: ' Opted out ', query: 'f.consent=any%3Awithdrawn&sort=name.asc&page=4&cursor=abc' });
  expect(await listViews(ctx, 'contacts')).toEqual([{ id: view.id, name: 'Opted out', query: 'f.consent=any%3Awithdrawn&sort=name.asc' }]);
  expect([await listViews(ctx, 'leads'), await listViews(other, 'contacts')]).toEqual([[], []]);
  await expect(saveView(ctx, { grid: 'contacts', name: 'opted OUT', query: '' })).rejects.toMatchObject({ code: 'conflict', fieldErrors: { name: expect.any(String) } });
  await saveView(other, { grid: 'contacts', name: 'Opted out', query: '' });
  await expect(renameView(other, { id: view.id, name: 'Mine now' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteView(other, { id: view.id })).rejects.toMatchObject({ code: 'not_found' });
  await renameView(ctx, { id: view.id, name: 'Gone' });
  expect((await listViews(ctx, 'contacts')).map(({ name }) => name)).toEqual(['Gone']);
  await deleteView(ctx, { id: view.id });
  expect(await listViews(ctx, 'contacts')).toEqual([]);
});
