import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '@/prisma/test-database';
import { askedOnce, openDb, Prisma } from './index';

const db = openDb(testDatabase());
afterAll(() => db.close());

test('what is asked a second time is answered as the first time', async () => {
  const page = askedOnce(db).prisma;
  const before = await page.user.count({ where: { role: 'viewer' } });
  const raw = () =>
    page.$queryRaw<
      { n: number }[]
    >`SELECT count(*)::int AS n FROM users WHERE ${Prisma.sql`role = ${'viewer'}::role`}`;
  expect(await raw()).toEqual([{ n: before }]);
  await db.prisma.user.create({ data: { email: 'once@example.com', name: 'Once', role: 'viewer' } });
  expect(await page.user.count({ where: { role: 'viewer' } })).toBe(before);
  expect(await raw()).toEqual([{ n: before }]);
  expect(await askedOnce(db).prisma.user.count({ where: { role: 'viewer' } })).toBe(before + 1);
});

test('something else is asked anew: another value, another model, ids beyond a number', async () => {
  const page = askedOnce(db).prisma;
  const n = (value: bigint) => page.$queryRaw<{ n: bigint }[]>`SELECT ${value}::bigint AS n`;
  const values = [2n ** 53n, 2n ** 53n + 1n];
  expect(await Promise.all(values.map(n))).toEqual(values.map((value) => [{ n: value }]));
  expect(await page.user.findMany({ where: { id: -1n } })).toEqual([]);
  expect(await page.tag.findMany({ where: { id: -1n } })).toEqual([]);
  expect(await page.user.findFirst({ where: { id: -1n } })).toBe(null);
});

test('transactions and writes go through, and what fails says so to everyone who asked', async () => {
  const page = askedOnce(db).prisma;
  const write = () =>
    page.$queryRaw<{ key: string }[]>`
      INSERT INTO settings (key, value, updated_at) VALUES (${crypto.randomUUID()}, '1', now()) RETURNING key`;
  expect(await write()).not.toEqual(await write());
  expect(await page.$transaction((tx) => tx.user.count())).toBe(await db.prisma.user.count());
  const wrong = () => page.$queryRaw`SELECT 1/0`;
  const answers = await Promise.allSettled([wrong(), wrong()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
