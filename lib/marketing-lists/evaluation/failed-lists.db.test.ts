import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '@/lib/table-query';
import {
  applyUpdate,
  cloneMarketingList,
  compareLists,
  countFilter,
  evaluateList,
  explainMembership,
  getMarketingList,
  listMembers,
  membersCsv,
  memberGrid,
  pageMarketingLists,
  previewFilterChange,
  previewUpdate,
  readStaircase,
} from '..';
import type { FilterRule } from '@/lib/filters/schemas';

const gone = filterOf(condition('custom.gone', 'is', 'x'));

/** A list of two people whose filter names a field that was deleted since. */
async function failedList(type: 'dynamic' | 'on_demand' = 'dynamic') {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const city = `City ${randomUUID()}`;
  const people = [await createPerson(tx, { city }), await createPerson(tx, { city })];
  const id = await createList(tx, { type, filter: filterOf(condition('city', 'is', city)) });
  await evaluateList(ctx, id);
  await tx.marketingList.update({ where: { id }, data: { filter: gone, version: { increment: 1 } } });
  const evaluation = await evaluateList(ctx, id);
  return { ctx, tx, city, people, id, evaluation };
}

it('of a failed list every reader has the last members and the failure, never nobody', async () => {
  const { ctx, id, people, evaluation } = await failedList();
  const key = String(id);
  expect(evaluation).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('The last members stay.'),
  });
  expect(await getMarketingList(ctx, key)).toMatchObject({
    memberCount: 2,
    evaluation: { state: 'failed', message: expect.stringContaining('does not exist') },
  });
  expect(
    (await pageMarketingLists(ctx, { after: String(id - 1n), limit: 1, filter: {} })).data,
  ).toMatchObject([{ id: key, memberCount: 2, evaluation: { state: 'failed' } }]);
  expect(await listMembers(ctx, key, parseTableQuery({}, memberGrid.table))).toMatchObject({
    total: 2,
    rows: people.map((recordId) => ({ recordId: String(recordId) })),
  });
  const lines = [];
  for await (const line of (await membersCsv(ctx, key, parseTableQuery({}, memberGrid.table))).lines)
    lines.push(line);
  expect(lines.join('').trim().split('\r\n')).toHaveLength(3);
  expect((await readStaircase(ctx, key)).steps[0]).toMatchObject({ key: 'list', count: 2 });
  expect(await compareLists(ctx, { a: key, b: key })).toMatchObject({ both: 2, onlyA: 0 });
  const { problems, records } = await explainMembership(ctx, { listId: key, who: String(people[0]) });
  expect(problems).toHaveLength(1);
  expect(records).toMatchObject([{ inList: true, matches: null }]);
});

it.each([
  ['on it', (id: string): FilterRule => condition('lists', 'any_of', [id])],
  ['not on it', (id: string): FilterRule => condition('lists', 'none_of', [id])],
  ['behind a Not', (id: string): FilterRule => condition('lists', 'any_of', [id], { not: true })],
  [
    'in None of, deep inside',
    (id: string): FilterRule => ({
      kind: 'group',
      combinator: 'none',
      rules: [
        {
          kind: 'group',
          combinator: 'any',
          rules: [condition('lists', 'all_of', [id]), condition('city', 'is', 'x')],
        },
      ],
    }),
  ],
])('a filter that asks a failed list is refused wherever it asks: %s', async (_where, rule) => {
  const { ctx, tx, id, city } = await failedList();
  const filter = filterOf(condition('city', 'is', city), rule(String(id)));
  expect(await countFilter(ctx, { entity: 'contact', filter, exact: true })).toMatchObject({
    count: null,
    problems: [{ message: expect.stringContaining('could not be evaluated') }],
  });
  const asking = await createList(tx, { filter: filterOf(condition('city', 'is', city)) });
  await evaluateList(ctx, asking);
  expect(await previewFilterChange(ctx, { listId: String(asking), filter })).toMatchObject({
    joining: 0,
    leaving: 0,
    problems: [{ message: expect.stringContaining('could not be evaluated') }],
  });
  await tx.marketingList.update({ where: { id: asking }, data: { filter, version: { increment: 1 } } });
  expect(await evaluateList(ctx, asking)).toMatchObject({ state: 'failed' });
  expect(await getMarketingList(ctx, String(asking))).toMatchObject({
    memberCount: 2,
    evaluation: { state: 'failed' },
  });
});

it('lists that wait for one another all keep their people, and all heal by themselves once the first is put right', async () => {
  const { ctx, tx, id, city } = await failedList();
  const middle = await createList(tx, {
    filter: filterOf(condition('city', 'is', city), condition('lists', 'any_of', [String(id)])),
  });
  const last = await createList(tx, {
    filter: filterOf(condition('city', 'is', city), condition('lists', 'none_of', [String(middle)])),
  });
  expect(await evaluateList(ctx, last)).toMatchObject({ state: 'failed' });
  expect(await getMarketingList(ctx, String(middle))).toMatchObject({ evaluation: { state: 'failed' } });
  await tx.marketingList.update({
    where: { id },
    data: { filter: filterOf(condition('city', 'is', city)), version: { increment: 1 } },
  });
  expect(await evaluateList(ctx, last)).toMatchObject({ state: 'fresh', memberCount: 0 });
  expect(await getMarketingList(ctx, String(middle))).toMatchObject({
    memberCount: 2,
    evaluation: { state: 'fresh' },
  });
});

it('an on-demand list that can’t be updated says so before and after, and keeps its people', async () => {
  const { ctx, id } = await failedList('on_demand');
  await expect(previewUpdate(ctx, { id: String(id) })).rejects.toMatchObject({
    userMessage: expect.stringContaining('Nobody comes in or goes out'),
  });
  expect(await applyUpdate(ctx, { id: String(id) })).toMatchObject({ state: 'failed' });
  expect(await getMarketingList(ctx, String(id))).toMatchObject({
    memberCount: 2,
    evaluation: { state: 'failed' },
  });
});

it('a clone of a failed list has failed as well: what feeds on it waits from the beginning', async () => {
  const { ctx, id } = await failedList();
  const { id: clone, evaluation } = await cloneMarketingList(ctx, { id: String(id) });
  expect(evaluation).toMatchObject({ state: 'failed' });
  expect(
    await countFilter(ctx, {
      entity: 'contact',
      filter: filterOf(condition('lists', 'none_of', [clone])),
      exact: true,
    }),
  ).toMatchObject({ count: null });
});

it('an error that nobody expected marks the list failed as well, and is not swallowed', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  await tx.customField.create({
    data: { entity: 'contact', key: 'points', label: 'Points', type: 'number' },
  });
  const person = await createPerson(tx, { custom: { points: 7 } });
  const id = await createList(tx, { filter: filterOf(condition('custom.points', 'gte', 5)) });
  expect(await evaluateList(ctx, id)).toMatchObject({ state: 'fresh', memberCount: 1 });
  await tx.crmRecord.update({ where: { id: person }, data: { custom: { points: 'seven' } } });
  await expect(evaluateList(ctx, id)).rejects.toThrow(/invalid input syntax/);
  expect(await getMarketingList(ctx, String(id))).toMatchObject({
    memberCount: 1,
    evaluation: { state: 'failed', message: expect.stringContaining('The last members stay') },
  });
  await tx.crmRecord.update({ where: { id: person }, data: { custom: { points: 8 } } });
  expect(await evaluateList(ctx, id)).toMatchObject({ state: 'fresh', memberCount: 1 });
});
