import { expect, it } from 'vitest';
import { z } from 'zod';
import { createList, createPerson } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { listGrowth, readStaircase } from '../index';
import { largeList, readKeptCount } from './kept-count';

const hour = 3_600_000;

async function world() {
  let clock = Date.now();
  const ctx = await testContext({ role: 'admin', now: () => new Date(clock) });
  const { prisma } = ctx.db;
  const id = await createList(prisma, { type: 'manual' });
  const join = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1)
      await prisma.listItem.create({
        data: { listId: id, recordId: await createPerson(prisma), inFilter: true, joinedAt: ctx.now() },
      });
  };
  await join(3);
  const figure = (basis = 'today') => {
    const counted = { calls: 0, release: () => {} };
    const gate = new Promise<void>((open) => (counted.release = open));
    let begin = () => {};
    const begun = new Promise<void>((say) => (begin = say));
    return {
      counted,
      begun,
      kind: 'test',
      basis,
      schema: z.number(),
      count: async () => {
        counted.calls += 1;
        begin();
        await gate;
        return counted.calls;
      },
    };
  };
  const read = async () => prisma.marketingList.findUniqueOrThrow({ where: { id } });
  const makeLarge = () =>
    prisma.marketingList.update({ where: { id }, data: { memberCount: largeList, evaluatedAt: null } });
  return { ctx, prisma, id, join, figure, read, makeLarge, pass: (ms: number) => (clock += ms) };
}

const onList = async (...[ctx, id]: [Parameters<typeof readStaircase>[0], bigint]) =>
  (await readStaircase(ctx, String(id))).steps[0]?.count;

it('counts a list at every look, and a large one again after a while or once it was evaluated', async () => {
  const { ctx, prisma, id, join, makeLarge, pass } = await world();
  expect(await onList(ctx, id)).toBe(3);
  await join(1);
  expect(await onList(ctx, id)).toBe(4);

  await makeLarge();
  const first = await readStaircase(ctx, String(id));
  expect(first.countedAt).toBe(ctx.now().toISOString());
  await join(1);
  expect(await onList(ctx, id)).toBe(4);
  expect((await readStaircase(ctx, String(id))).countedAt).toBe(first.countedAt);
  pass(hour);
  expect(await onList(ctx, id)).toBe(5);

  await join(1);
  pass(1);
  await prisma.marketingList.update({ where: { id }, data: { evaluatedAt: ctx.now() } });
  expect(await onList(ctx, id)).toBe(6);
});

it('keeps the days of a large list too, until another day begins', async () => {
  const { ctx, prisma, id, makeLarge, pass } = await world();
  await makeLarge();
  const joined = async () => (await listGrowth(ctx, String(id))).reduce((sum, day) => sum + day.joined, 0);
  const log = async () =>
    prisma.listEvent.create({
      data: { listId: id, recordId: 1n, kind: 'joined', cause: 'test', at: ctx.now() },
    });
  await log();
  expect(await joined()).toBe(1);
  await log();
  expect(await joined()).toBe(1);
  pass(24 * hour);
  expect(await joined()).toBe(2);
});

it('is counted once for all who look for the first time at once', async () => {
  const { ctx, figure, read, makeLarge } = await world();
  await makeLarge();
  const list = await read();
  const one = figure();
  const answers = [1, 2, 3].map(() => readKeptCount(ctx, list, one));
  await one.begun;
  one.counted.release();
  expect((await Promise.all(answers)).map(({ value }) => value)).toEqual([1, 1, 1]);
  expect(one.counted.calls).toBe(1);
});

it('shows the count before while somebody counts anew, and never one of another basis', async () => {
  const { ctx, figure, read, makeLarge, pass } = await world();
  await makeLarge();
  const list = await read();
  const one = figure();
  one.counted.release();
  const { countedAt } = await readKeptCount(ctx, list, one);
  pass(hour);
  const again = figure();
  const counting = readKeptCount(ctx, list, again);
  await again.begun;
  expect(await readKeptCount(ctx, list, figure())).toMatchObject({ value: 1, countedAt });
  again.counted.release();
  expect((await counting).countedAt).toEqual(ctx.now());

  const other = figure('tomorrow');
  other.counted.release();
  await readKeptCount(ctx, list, other);
  expect(other.counted.calls).toBe(1);
});
