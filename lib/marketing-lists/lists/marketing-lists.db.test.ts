import { expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { condition, connectList, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { archiveMarketingList } from './archive-marketing-list';
import { cloneMarketingList } from './clone-marketing-list';
import { countFilter } from '../evaluation/count-filter';
import { createMarketingList } from './create-marketing-list';
import { evaluateList } from '../evaluation/evaluate-list';
import { getMarketingList } from './get-marketing-list';
import { listGrid } from './list-grid';
import { listMarketingLists } from './list-marketing-lists';
import { applyUpdate, previewUpdate } from '../evaluation/preview-update';
import { CreateMarketingList, noEmailColumnMessage } from '../schemas';
import { updateMarketingList } from './update-marketing-list';
import { parseTableQuery } from '@/lib/table-query';

const input = (more: Partial<CreateMarketingList> = {}): CreateMarketingList =>
  CreateMarketingList.parse({
    name: `List ${randomUUID()}`,
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email', 'city'],
    filter: filterOf(condition('city', 'is', 'Kyiv')),
    ...more,
  });

it('creates a list with its first members and leaves one audit line', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createPerson(ctx.db.prisma, { city: 'Kyiv' });
  const { id, evaluation } = await createMarketingList(ctx, input({ name: ' Kyiv people ' }));
  expect(evaluation).toMatchObject({ state: 'fresh', memberCount: 1 });
  expect(await getMarketingList(ctx, id)).toMatchObject({
    name: 'Kyiv people',
    sentence: 'contacts whose city is “Kyiv”',
    memberCount: 1,
    evaluation: { state: 'fresh', outdated: false },
    columns: [{ label: 'First name' }, { label: 'E-mail' }, { label: 'City' }],
  });
  expect(
    await ctx.db.prisma.auditEntry.count({
      where: { subjectType: 'marketing_list', subjectId: id, action: 'marketing-list.create' },
    }),
  ).toBe(1);
});

it('refuses a viewer', async () => {
  const ctx = await testContext({ role: 'viewer' });
  await expect(createMarketingList(ctx, input())).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getMarketingList(ctx, '1')).rejects.toMatchObject({ code: 'forbidden' });
});

it('refuses a list without an e-mail column at the field', async () => {
  const ctx = await testContext();
  await expect(createMarketingList(ctx, input({ columns: ['firstName', 'city'] }))).rejects.toMatchObject({
    code: 'invalid_input',
    userMessage: noEmailColumnMessage,
    fieldErrors: { columns: noEmailColumnMessage },
  });
  await expect(createMarketingList(ctx, input({ columns: ['email', 'nosuch'] }))).rejects.toMatchObject({
    fieldErrors: { columns: expect.stringContaining('nosuch') },
  });
});

it('refuses a name that is taken, whatever its case, and frees it with the archive', async () => {
  const ctx = await testContext();
  const { id } = await createMarketingList(ctx, input({ name: 'Autumn' }));
  await expect(createMarketingList(ctx, input({ name: 'AUTUMN' }))).rejects.toMatchObject({
    code: 'conflict',
    fieldErrors: { name: expect.any(String) },
  });
  const racing = await Promise.allSettled(
    [1, 2, 3].map(() => createMarketingList(ctx, input({ name: 'Race' }))),
  );
  expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of racing)
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({ code: 'conflict', fieldErrors: { name: expect.any(String) } });
  await archiveMarketingList(ctx, { id, version: 1 });
  await expect(createMarketingList(ctx, input({ name: 'autumn' }))).resolves.toMatchObject({ version: 1 });
});

it('refuses a filter whose campaign is gone, and says so at the filter', async () => {
  const ctx = await testContext();
  const filter = filterOf(
    condition('city', 'is', 'x'),
    condition('campaign.clicks', 'gte', 1, { campaignId: '77777777' }),
  );
  await expect(createMarketingList(ctx, input({ filter }))).rejects.toMatchObject({
    fieldErrors: { filter: expect.stringContaining('deleted') },
  });
});

it('tells the second of two people who change a list at once', async () => {
  const ctx = await testContext();
  const { id } = await createMarketingList(ctx, input());
  const change = { ...input(), id, version: 1 };
  expect(await updateMarketingList(ctx, change)).toMatchObject({
    version: 2,
    evaluation: { state: 'fresh' },
  });
  await expect(updateMarketingList(ctx, { ...change, name: 'Other' })).rejects.toMatchObject({
    code: 'stale',
  });
  await expect(archiveMarketingList(ctx, { id, version: 1 })).rejects.toMatchObject({ code: 'stale' });
});

it('keeps the people of an on-demand list until Update, which shows the difference first', async () => {
  const ctx = await testContext();
  const leaves = await createPerson(ctx.db.prisma, { city: 'Minsk', firstName: 'Leo' });
  const { id } = await createMarketingList(
    ctx,
    input({ type: 'on_demand', filter: filterOf(condition('city', 'is', 'Minsk')) }),
  );
  await createPerson(ctx.db.prisma, { city: 'Minsk', firstName: 'Ada' });
  await ctx.db.prisma.crmRecord.update({ where: { id: leaves }, data: { city: 'Riga' } });
  expect((await getMarketingList(ctx, id)).memberCount).toBe(1);
  expect(await previewUpdate(ctx, { id })).toMatchObject({
    joining: 1,
    leaving: 1,
    unchanged: 0,
    joiningSample: [{ name: 'Ada' }],
    leavingSample: [{ name: 'Leo' }],
  });
  expect((await getMarketingList(ctx, id)).memberCount).toBe(1);
  expect(await applyUpdate(ctx, { id })).toMatchObject({ state: 'fresh', joined: 1, left: 1 });
  expect(await previewUpdate(ctx, { id })).toMatchObject({ joining: 0, leaving: 0, unchanged: 1 });
});

it('says that an on-demand list’s filter changed since its last update, and only then', async () => {
  const ctx = await testContext();
  const first = input({ type: 'on_demand' });
  const { id } = await createMarketingList(ctx, first);
  await updateMarketingList(ctx, { ...first, name: `${first.name} renamed`, id, version: 1 });
  expect((await getMarketingList(ctx, id)).evaluation.outdated).toBe(false);
  await updateMarketingList(ctx, {
    ...first,
    filter: filterOf(condition('city', 'is', 'Lviv')),
    id,
    version: 2,
  });
  expect((await getMarketingList(ctx, id)).evaluation.outdated).toBe(true);
  await applyUpdate(ctx, { id });
  expect((await getMarketingList(ctx, id)).evaluation.outdated).toBe(false);
});

it('clones a list under a free name, unconnected', async () => {
  const ctx = await testContext();
  const { id } = await createMarketingList(ctx, input({ name: 'Source' }));
  await connectList(ctx.db.prisma, BigInt(id));
  const [a, b] = await Promise.all([cloneMarketingList(ctx, { id }), cloneMarketingList(ctx, { id })]);
  const copies = await Promise.all([a, b].map((one) => getMarketingList(ctx, one.id)));
  expect(copies.map(({ name }) => name).sort()).toEqual(['Source (copy 2)', 'Source (copy)']);
  expect(copies[0]?.books).toEqual([]);
});

it('does not archive a list that feeds a book', async () => {
  const ctx = await testContext();
  const id = await createList(ctx.db.prisma);
  await connectList(ctx.db.prisma, id);
  await expect(archiveMarketingList(ctx, { id: String(id), version: 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
});

it('lists the living ones, searched, filtered and sorted by each column', async () => {
  const ctx = await testContext();
  const tag = randomUUID();
  const first = await createList(ctx.db.prisma, { name: `${tag} 100% b`, type: 'on_demand' });
  const second = await createList(ctx.db.prisma, { name: `${tag} A` });
  await createList(ctx.db.prisma, { name: `${tag} away`, archivedAt: new Date() });
  await connectList(ctx.db.prisma, second);
  const ask = (params: Record<string, string>) =>
    listMarketingLists(ctx, parseTableQuery({ q: tag, ...params }, listGrid.table));
  for (const field of listGrid.table.sortable) expect((await ask({ sort: `${field}.desc` })).total).toBe(2);
  expect((await ask({})).rows.map(({ id }) => BigInt(id))).toEqual([first, second]);
  expect((await ask({ q: `${tag} 100%` })).rows).toHaveLength(1);
  expect((await ask({ 'f.type': 'any:dynamic' })).rows).toMatchObject([
    { id: String(second), books: [{ name: 'Newsletter' }] },
  ]);
});

it('answers an id that can’t be one like one that isn’t there', async () => {
  const ctx = await testContext();
  for (const id of ['0', 'x', '99999999999999999999', '424242'])
    await expect(getMarketingList(ctx, id)).rejects.toMatchObject({ code: 'not_found' });
});

it('evaluating does not change the version a person edits', async () => {
  const ctx = await testContext();
  const { id } = await createMarketingList(ctx, input());
  await evaluateList(ctx, BigInt(id));
  expect((await getMarketingList(ctx, id)).version).toBe(1);
});

it('never shows a filter that can’t be read as one that means everyone', async () => {
  const ctx = await testContext();
  const id = await createList(ctx.db.prisma, { filter: { version: 9 } });
  const { filter, problems, sentence, entity } = await getMarketingList(ctx, String(id));
  expect(problems).toHaveLength(1);
  expect(sentence).toBeNull();
  expect((await countFilter(ctx, { entity, filter })).count).toBeNull();
});
