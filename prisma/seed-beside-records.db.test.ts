import { expect, it } from 'vitest';
import { seedDemo } from './seed';
import { createRecords } from './seed/records';
import { testContext } from './test-context';

it('gives a database with records of its own the people who sign in, and no company beside them', async () => {
  const ctx = await testContext();
  await createRecords(ctx.db.prisma, 1, { email: 'only@example.com' });
  expect(await seedDemo(ctx, 'first-password-1')).toBe(true);
  expect(await ctx.db.prisma.user.count()).toBe(3);
  expect(await ctx.db.prisma.crmRecord.findMany({ select: { email: true } })).toEqual([
    { email: 'only@example.com' },
  ]);
});
