import { expect, it } from 'vitest';
import { createOrResetUser } from '@/lib/users';
import { verifyPassword } from '@/lib/users/password';
import { seedDemo } from './seed';
import { testContext } from './test-context';

it('loads the demo once, and later only gives the demo people the password of now', async () => {
  const ctx = await testContext();
  expect(await seedDemo(ctx, 'password1234')).toBe(true);
  const [admin] = await ctx.db.prisma.user.findMany({ where: { email: 'admin@example.com' } });
  await ctx.db.prisma.user.update({
    where: { email: 'viewer@example.com' },
    data: { disabledAt: new Date(), name: 'Someone' },
  });
  await createOrResetUser(ctx, {
    email: 'mira@northwind.example',
    role: 'admin',
    password: 'a-password-of-hers-9',
  });

  expect(await seedDemo(ctx, 'second-password-2')).toBe(false);
  const people = new Map((await ctx.db.prisma.user.findMany()).map((one) => [one.email, one]));
  expect(await verifyPassword(people.get('admin@example.com')?.passwordHash, 'second-password-2')).toBe(true);
  expect(await verifyPassword(people.get('viewer@example.com')?.passwordHash, 'password1234')).toBe(true);
  expect(people.get('viewer@example.com')).toMatchObject({ name: 'Someone' });
  expect(
    await verifyPassword(people.get('mira@northwind.example')?.passwordHash, 'a-password-of-hers-9'),
  ).toBe(true);

  const resets = await ctx.db.prisma.auditEntry.count({ where: { action: 'user.reset' } });
  await seedDemo(ctx, 'second-password-2');
  expect(await ctx.db.prisma.auditEntry.count({ where: { action: 'user.reset' } })).toBe(resets);
  expect((await ctx.db.prisma.user.findMany({ where: { email: 'admin@example.com' } }))[0]?.id).toBe(
    admin?.id,
  );
});
