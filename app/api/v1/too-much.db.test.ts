import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { openDb } from '@/lib/db';
import { condition, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { eventually } from '@/prisma/test-eventually';
import { callApi, read, testApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';

const list = (filter: unknown) => ({
  name: `Much ${Math.random()}`,
  entity: 'contact',
  type: 'dynamic',
  filter,
});
const berlin = condition('city', 'is', 'Berlin');

/** Check 37: what is too much is refused with its limit, before anything of it is done. */
test.each<[string, () => unknown, number, string]>([
  [
    'groups 1,000 deep',
    () => {
      let inner: unknown = berlin;
      for (let n = 0; n < 1_000; n += 1) inner = { kind: 'group', combinator: 'all', rules: [inner] };
      return { version: 1, root: inner };
    },
    400,
    '40 deep',
  ],
  [
    'groups 12 deep',
    () => {
      let inner: unknown = berlin;
      for (let n = 0; n < 12; n += 1) inner = { kind: 'group', combinator: 'all', rules: [inner] };
      return { version: 1, root: inner };
    },
    400,
    '8 deep',
  ],
  [
    '10,000 conditions',
    () => filterOf(...Array.from({ length: 10_000 }, () => berlin)),
    400,
    '200 conditions',
  ],
  [
    '50,001 values',
    () =>
      filterOf(
        condition(
          'city',
          'one_of',
          Array.from({ length: 50_001 }, (_, n) => String(n)),
        ),
      ),
    400,
    '50,000 pasted values',
  ],
  [
    'a million ids',
    () =>
      filterOf(
        condition(
          'lists',
          'any_of',
          Array.from({ length: 1_000_000 }, (_, n) => String(n)),
        ),
      ),
    413,
    '1,000,000 bytes',
  ],
  ['a text of 50 KB', () => filterOf(condition('city', 'is', 'x'.repeat(50_000))), 400, '1000 characters'],
])('a filter of %s is refused with the limit', async (_, filter, status, words) => {
  const { call, ctx } = await testApi();
  const answer = await call('POST', '/marketing-lists', list(filter()));
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  expect(await ctx.db.prisma.marketingList.count({ where: { name: { startsWith: 'Much' } } })).toBe(0);
});

test('a row without an end is refused once it is longer than a row may be, however much would follow', async () => {
  const { ctx, token } = await testApi();
  const { port, isIdle } = await startBulkServer(ctx);
  for (const [type, begin] of [
    ['application/x-ndjson', '{"email":"'],
    ['application/json', '[{"email":"'],
  ] as const) {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/contacts/bulk',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
    });
    outgoing.on('error', () => undefined);
    let told = '';
    let isOver = false;
    const over = new Promise<void>((resolve) => {
      outgoing
        .on('response', (answer) => {
          told = String(answer.statusCode);
          answer
            .on('data', (part: Buffer) => {
              told += part.toString();
            })
            .on('error', () => undefined);
        })
        .on('close', resolve);
    }).then(() => {
      isOver = true;
    });
    outgoing.write(begin);
    let sent = 0;
    while (told === '' && !isOver && sent < 200_000_000) {
      sent += 1_000_000;
      if (!outgoing.write('x'.repeat(1_000_000)))
        await Promise.race([once(outgoing, 'drain').catch(() => undefined), over]);
    }
    expect(sent).toBeLessThan(50_000_000);
    // A client that goes on sending may lose the answer with its connection.
    if (told !== '') expect(told).toMatch(/^413.*1,000,000 characters/);
    outgoing.destroy();
  }
  await eventually(() => expect(isIdle()).toBe(true));
});

/** Check 36: the signs of LIKE mean themselves. */
test.each(['%', '_', '\\', '100%', 'a_b', '%%%%', '\\%'])('“%s” in contains means itself', async (sign) => {
  const { call, ctx } = await testApi();
  await createPerson(ctx.db.prisma, { company: `Northwind ${sign} Ltd` });
  await createPerson(ctx.db.prisma, { company: 'Northwind axb Ltd' });
  const made = await call('POST', '/marketing-lists', {
    ...list(filterOf(condition('company', 'contains', `Northwind ${sign} Ltd`))),
    columns: ['company', 'email'],
  });
  expect(made.status).toBe(201);
  expect(read(made, 'memberCount')).toBe(1);
});

test('twenty who ask at once for the only connection are all answered, in turn', async () => {
  const { ctx, token } = await testApi();
  const db = openDb(testDatabase(), { poolSize: 1 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => callApi({ ...ctx, db }, token, 'GET', '/contacts', undefined, {})),
  );
  await db.close();
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});

test('fifty uploads that stand still hold no connection of the database: others are answered, and they are too once they go on', async () => {
  const { ctx, token } = await testApi();
  const db = openDb(testDatabase(), { poolSize: 2 });
  onTestFinished(() => db.close());
  const { port } = await startBulkServer({ ...ctx, db });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  let answered = 0;
  const slow = Array.from({ length: 50 }, (_, n) => {
    const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/contacts/bulk', headers });
    const status = once(call, 'response').then(([answer]: IncomingMessage[]) => {
      answered += 1;
      answer?.resume();
      return answer?.statusCode;
    });
    call.write(`{"email":"slow-${n}@slow.example"}\n{"email":"cut`);
    return { call, status };
  });
  const told = await sendBulk(port, token, '/contacts/bulk', ['{"email":"quick@slow.example"}\n']);
  const listed = await callApi({ ...ctx, db }, token, 'GET', '/contacts', undefined, {});
  expect([told.status, listed.status, answered]).toEqual([200, 200, 0]);
  slow.forEach(({ call }, n) => call.end(`-${n}@slow.example"}\n`));
  expect(new Set(await Promise.all(slow.map(({ status }) => status)))).toEqual(new Set([200]));
});

test('while the database is away a call is told to come back, and nothing of it is a fault of ours', async () => {
  const { ctx, token } = await testApi();
  const db = openDb('postgresql://nobody@127.0.0.1:9/none', { poolSize: 1 });
  const answer = await callApi({ ...ctx, db }, token, 'POST', '/contacts', { email: 'a@example.com' }, {});
  await db.close();
  expect([answer.status, read(answer, 'code'), answer.headers.get('retry-after')]).toEqual([
    503,
    'unavailable',
    '5',
  ]);
  expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1/);
});

test('a connection that breaks in the middle of a statement fails that call alone', async () => {
  const { ctx } = await testContext().then((own) => ({ ctx: own }));
  const client = await ctx.db.pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const asleep = client.query('SELECT pg_sleep(30)').catch((error: Error) => error.message);
  await ctx.db.prisma.$queryRaw`SELECT pg_terminate_backend(${rows[0]?.pid ?? 0}::int)`;
  expect(await asleep).toMatch(/terminat/);
  client.release(true);
  expect(await ctx.db.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});
