import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { compareLists } from '../lists/compare-lists';
import { countFilter } from './count-filter';
import { evaluateList } from './evaluate-list';
import { fieldUsage } from './field-usage';

const onList = (...ids: bigint[]) => condition('lists', 'any_of', ids.map(String));

it('evaluates the list that is asked first, so that a change goes through to the outer one at once', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const city = randomUUID();
  const inner = await createList(tx, { filter: filterOf(condition('city', 'is', city)) });
  const middle = await createList(tx, { filter: filterOf(onList(inner)) });
  const outer = await createList(tx, { filter: filterOf(onList(middle), condition('company', 'not_empty')) });
  await createPerson(tx, { city, company: 'A' });
  await createPerson(tx, { city });
  expect(await evaluateList(ctx, outer)).toMatchObject({ state: 'fresh', memberCount: 1 });
  expect(
    await tx.marketingList.findMany({
      where: { id: { in: [inner, middle] } },
      select: { memberCount: true },
    }),
  ).toEqual([{ memberCount: 2 }, { memberCount: 2 }]);
});

it('waits with its last members while a list that it asks has failed, and is never empty because of it', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const city = randomUUID();
  await createPerson(tx, { city });
  const inner = await createList(tx, {
    name: `Inner ${city}`,
    filter: filterOf(condition('city', 'is', city)),
  });
  const outer = await createList(tx, { filter: filterOf(onList(inner)) });
  const without = await createList(tx, {
    filter: filterOf(condition('city', 'is', city), condition('lists', 'none_of', [String(inner)])),
  });
  expect(await evaluateList(ctx, outer)).toMatchObject({ memberCount: 1 });
  expect(await evaluateList(ctx, without)).toMatchObject({ memberCount: 0 });
  await tx.marketingList.update({
    where: { id: inner },
    data: { filter: filterOf(condition('gone', 'is', 'x')), version: { increment: 1 } },
  });
  for (const id of [outer, without])
    expect(await evaluateList(ctx, id)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('could not be evaluated'),
    });
  expect(await tx.listItem.count({ where: { listId: outer, inFilter: true } })).toBe(1);
  expect(await tx.listItem.count({ where: { listId: without, inFilter: true } })).toBe(0);
});

it('refuses lists that ask each other in a circle, by the names on the way', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const names = ['A', 'B', 'C'].map((letter) => `${letter} ${randomUUID()}`);
  const a = await createList(tx, { name: names[0], evaluationState: 'fresh' });
  const b = await createList(tx, { name: names[1], filter: filterOf(onList(a)), evaluationState: 'fresh' });
  const c = await createList(tx, { name: names[2], filter: filterOf(onList(b)), evaluationState: 'fresh' });
  const asked = (listId: bigint, ...ids: bigint[]) =>
    countFilter(ctx, { entity: 'contact', filter: filterOf(onList(...ids)), listId: String(listId) });
  const path = [names[0], names[2], names[1], names[0]].map((name) => `“${name}”`).join(' → ');
  expect((await asked(a, c)).problems).toMatchObject([{ path: [0], message: expect.stringContaining(path) }]);
  expect((await asked(a, a)).problems).toHaveLength(1);
  expect((await asked(c, a)).problems).toEqual([]);
  await tx.marketingList.update({ where: { id: a }, data: { filter: filterOf(onList(c)) } });
  expect(await evaluateList(ctx, a)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('circle'),
  });
});

it('keeps a list that somebody has for themselves out of others’ filters', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const owner = await ctx.db.prisma.user.create({
    data: { email: `${randomUUID()}@example.com`, name: 'Other', role: 'marketer' },
  });
  const hidden = await createList(ctx.db.prisma, {
    name: 'Secret takeover',
    ownerId: owner.id,
    ownerOnly: true,
    evaluationState: 'fresh',
  });
  const { problems } = await countFilter(ctx, { entity: 'contact', filter: filterOf(onList(hidden)) });
  expect(problems).toMatchObject([{ path: [0], message: expect.stringContaining('deleted') }]);
  expect(JSON.stringify(problems)).not.toContain('Secret');
});

it('counts how far two lists overlap, by record, or by address across entities', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const [x, y] = [randomUUID(), randomUUID()];
  const email = `${x}@both.example`;
  await createPerson(tx, { city: x, company: y, email });
  await createPerson(tx, { city: x });
  await createPerson(tx, { company: y });
  await createPerson(tx, { entity: 'lead', city: x, email });
  const [a, b, leads] = [
    await createList(tx, { filter: filterOf(condition('city', 'is', x)) }),
    await createList(tx, { filter: filterOf(condition('company', 'is', y)) }),
    await createList(tx, { entity: 'lead', filter: filterOf(condition('city', 'is', x)) }),
  ];
  for (const id of [a, b, leads]) await evaluateList(ctx, id);
  expect(await compareLists(ctx, { a: String(a), b: String(b) })).toMatchObject({
    by: 'record',
    both: 1,
    onlyA: 1,
    onlyB: 1,
    a: { count: 2 },
  });
  expect(await compareLists(ctx, { a: String(b), b: String(leads) })).toMatchObject({
    by: 'address',
    both: 1,
    onlyA: 1,
    onlyB: 0,
  });
});

it('knows which lists name a field, inside orders too', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const name = `uses ${randomUUID()}`;
  const where = {
    kind: 'group' as const,
    combinator: 'all' as const,
    rules: [condition('order.total', 'gt', 1)],
  };
  const id = String(
    await createList(tx, {
      entity: 'customer',
      name,
      columns: ['email', 'custom.shoe'],
      filter: filterOf(condition('orders', 'has', undefined, { where }), condition('custom.hat', 'is', 'x')),
    }),
  );
  await createList(tx, { archivedAt: new Date(), filter: filterOf(condition('custom.hat', 'is', 'x')) });
  expect(await fieldUsage(ctx, ['custom.hat', 'custom.shoe', 'order.total', 'custom.none'])).toEqual([
    { field: 'custom.hat', lists: [{ id, name, inFilter: true, inColumns: false }] },
    { field: 'custom.shoe', lists: [{ id, name, inFilter: false, inColumns: true }] },
    { field: 'order.total', lists: [{ id, name, inFilter: true, inColumns: false }] },
    { field: 'custom.none', lists: [] },
  ]);
});
