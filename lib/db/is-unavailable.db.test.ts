import { describe, expect, onTestFinished, test } from 'vitest';
import { startCuttingProxy, type Cut } from '@/prisma/test-cutting-proxy';
import { testDatabase } from '@/prisma/test-database';
import { isUnavailable } from './is-unavailable';
import { openDb, type Db } from './open';

const db = (url = testDatabase()): Db => {
  const opened = openDb(url, { poolSize: 2 });
  onTestFinished(() => opened.close());
  return opened;
};
const errorOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'no error',
    (error: unknown) => error,
  );

/** Everything that the code asks a database with. */
const ways: Record<string, (of: Db) => Promise<unknown>> = {
  'a model': ({ prisma }) => prisma.user.count(),
  'raw SQL that reads': ({ prisma }) => prisma.$queryRaw`SELECT 1`,
  'raw SQL that writes': ({ prisma }) => prisma.$executeRaw`DELETE FROM users WHERE id = 0`,
  'the pool': ({ pool }) => pool.query('SELECT 1'),
  'a model in a transaction': ({ prisma }) => prisma.$transaction(async (tx) => tx.user.count()),
  'raw SQL in a transaction': ({ prisma }) => prisma.$transaction(async (tx) => tx.$queryRaw`SELECT 1`),
  'several in one transaction': ({ prisma }) =>
    prisma.$transaction([prisma.user.count(), prisma.user.count()]),
};

describe.each(Object.entries(ways))('%s', (_, ask) => {
  test.each(['57P01', '57P02', '57P03', '08006', '08P01', undefined])(
    'is unavailable where any of its statements ends the connection with %s',
    async (farewell) => {
      const proxy = await startCuttingProxy(testDatabase());
      onTestFinished(() => proxy.close());
      const cut = db(proxy.url);
      for (let n = 1; ; n += 1) {
        let seen = 0;
        const at: Cut = { when: 'before', at: () => (seen += 1) === n, ...(farewell ? { farewell } : {}) };
        proxy.arm(at);
        const error = await errorOf(ask(cut));
        if (!proxy.heal()) break;
        expect([n, isUnavailable(error), error]).toEqual([n, true, error]);
      }
      expect(await errorOf(ask(cut))).toBe('no error');
    },
  );

  test('is unavailable where nobody listens', async () => {
    expect(isUnavailable(await errorOf(ask(db('postgres://nobody:x@127.0.0.1:1/nothing'))))).toBe(true);
  });
});

test('a connection that an administrator ends under a statement, or between two of a transaction, is unavailable', async () => {
  const { prisma } = db();
  const killer = db();
  const under = await errorOf(prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`);
  const between = await errorOf(
    prisma.$transaction(async (tx) => {
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await killer.pool.query('SELECT pg_terminate_backend($1, 5000)', [own?.pid]);
      await tx.user.count();
    }),
  );
  expect([isUnavailable(under), isUnavailable(between)]).toEqual([true, true]);
});

test('what the database refuses is not taken for a database that is away', async () => {
  const { prisma, pool } = db();
  const twice = { email: 'twice@example.com', name: 'Twice', role: 'viewer' } as const;
  await prisma.user.create({ data: twice });
  const refused = [
    prisma.user.create({ data: twice }),
    prisma.$queryRaw`SELECT 1/0`,
    pool.query('SELECT nothing'),
  ];
  for (const error of await Promise.all(refused.map(errorOf)))
    expect([isUnavailable(error), error]).toEqual([false, error]);
});
