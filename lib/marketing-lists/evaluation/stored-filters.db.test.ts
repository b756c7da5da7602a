import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { evaluateList } from './evaluate-list';

const migrations = 'prisma/migrations';
const migrationSql = (): string => {
  const folder = readdirSync(migrations).find((name) => name.endsWith('_lists_in_last'));
  return readFileSync(`${migrations}/${folder}/migration.sql`, 'utf8');
};

it('reads lists that were saved with an operator of an earlier version as they were meant', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const quoting = '"operator": "in_last_days"';
  await createPerson(tx, { city: quoting, createdAt: new Date(ctx.now().getTime() - 3 * 86_400_000) });
  const where = {
    kind: 'group' as const,
    combinator: 'any' as const,
    rules: [condition('order.placedAt', 'in_last_days', 30)],
  };
  const stored = filterOf(
    condition('city', 'is', quoting),
    condition('createdAt', 'in_last_days', 7),
    condition('orders', 'has_none', undefined, { where }),
  );
  const [contacts, customers] = [
    await createList(tx, { filter: filterOf(...stored.root.rules.slice(0, 2)) }),
    await createList(tx, { entity: 'customer', filter: stored }),
  ];
  expect(await evaluateList(ctx, contacts)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('in_last_days'),
  });
  await ctx.db.pool.query(migrationSql());
  expect(await evaluateList(ctx, contacts)).toMatchObject({ state: 'fresh', memberCount: 1 });
  expect(await evaluateList(ctx, customers)).toMatchObject({ state: 'fresh' });
  const { filter } = await tx.marketingList.findUniqueOrThrow({ where: { id: customers } });
  expect(filter).toEqual(
    JSON.parse(JSON.stringify(stored).replaceAll('"operator":"in_last_days"', '"operator":"in_last"')),
  );
});
