import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutOffDb } from '@/prisma/test-cut-off-db';
import type { Cut } from '@/prisma/test-cutting-proxy';
import { startSimulator, type Simulator } from '@/simulator/start';
import { callApi, testApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';
import { onceCalls } from './test-once-calls';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterAll(() => simulator.close());

const farewells = ['57P01', '57P02', '57P03', '08006', undefined] as const;

/** An API whose connections to PostgreSQL can be ended at any statement. */
async function lostWorld() {
  const api = await testApi({ dotdigitalUrl: simulator.url });
  const { proxy, db } = await cutOffDb();
  return { api, proxy, ctx: { ...api.ctx, db } };
}

/** Every statement of a call in turn, each with another way of ending. */
async function* cuts(proxy: Awaited<ReturnType<typeof cutOffDb>>['proxy']) {
  for (let n = 1; ; n += 1) {
    let seen = 0;
    const farewell = farewells[n % farewells.length];
    const at: Cut = { when: 'before', at: () => (seen += 1) === n, ...(farewell ? { farewell } : {}) };
    proxy.arm(at);
    yield n;
    if (!proxy.heal()) return;
  }
}

const posts = [
  '/contacts',
  '/events',
  '/marketing-lists',
  '/marketing-lists/{id}/members',
  '/integrations',
  '/connections',
];

test.each([
  ...posts.map((path) => ['POST', path] as const),
  ['GET', '/contacts'] as const,
  ['GET', '/marketing-lists'] as const,
  ['GET', '/connections'] as const,
])('%s %s is 503 with Retry-After wherever its connection to the database is ended', async (method, path) => {
  const { api, proxy, ctx } = await lostWorld();
  const statuses = new Set<number>();
  for await (const n of cuts(proxy)) {
    const call = method === 'GET' ? { path, body: undefined } : await onceCalls[path]?.(api.ctx);
    const headers = method === 'GET' || n % 2 === 0 ? {} : { 'idempotency-key': randomUUID() };
    const told = await callApi(ctx, api.token, method, call?.path ?? '', call?.body, { headers });
    statuses.add(told.status);
    if (told.status < 300) continue;
    expect([n, told.status, told.headers.get('retry-after'), told.text]).toEqual([n, 503, '5', told.text]);
  }
  expect(statuses).toContain(503);
});

test('a bulk call whose connection to the database is ended says so, with the status or in its closing line', async () => {
  const { api, proxy, ctx } = await lostWorld();
  const { port } = await startBulkServer(ctx);
  const statuses = new Set<number>();
  for await (const n of cuts(proxy)) {
    const told = await sendBulk(port, api.token, '/contacts/bulk', [`{"email":"lost-${n}@lost.example"}\n`]);
    statuses.add(told.status);
    if (told.status === 503) expect([n, told.headers['retry-after']]).toEqual([n, '5']);
    else expect([n, told.status, /"done":true|"status":503/.test(told.text)]).toEqual([n, 200, true]);
  }
  expect(statuses).toContain(503);
});
