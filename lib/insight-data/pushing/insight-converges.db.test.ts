import { expect, onTestFinished, test } from 'vitest';
import { openDb } from '@/lib/db';
import { insightWorld, type InsightWorld } from '@/prisma/seed/insight-world';
import { startCuttingProxy } from '@/prisma/test-cutting-proxy';
import { testDatabase } from '@/prisma/test-database';

const minutes = 60_000;

type Person = { id: bigint; email: string };

/** At rest Dotdigital holds what the CRM says of the people in the book, and nothing else. */
async function equal(world: InsightWorld, expected: Record<string, string>, told: string): Promise<void> {
  await world.rest();
  // Rows that an import brings late come when it has long ended.
  await world.pass(100);
  expect([told, await world.heldTotals()]).toEqual([told, expected]);
  expect([told, new Set(Object.values(await world.states()))]).toEqual([
    told,
    new Set(Object.keys(expected).length ? ['in_step'] : []),
  ]);
}

/** Something of each kind: one order changes, one is new, one moves to somebody else, and somebody leaves the book. */
async function shake(world: InsightWorld, [ann, bea, cid]: readonly Person[], round: number) {
  const total = round + 1;
  await world.order(ann!, 'a', { total });
  await world.order(round % 2 === 0 ? ann! : bea!, 'b', { total });
  await world.order(cid!, `c${round}`, { total });
  await world.putInBook(cid!.email, round % 2 === 0);
  const their = await world.ctx.db.prisma.order.findMany({ where: { recordId: cid!.id } });
  return {
    a: `${ann!.email} ${total}`,
    b: `${(round % 2 === 0 ? ann! : bea!).email} ${total}`,
    ...(round % 2 === 0
      ? Object.fromEntries(
          their.map(({ externalId, total: its }) => [
            externalId.replace(`${world.source} `, ''),
            `${cid!.email} ${Number(its)}`,
          ]),
        )
      : {}),
  };
}

test(
  'killed before or after any storing transaction, it comes to the same in the end',
  async () => {
    const proxy = await startCuttingProxy(testDatabase());
    const db = openDb(proxy.url, { poolSize: 5 });
    onTestFinished(async () => {
      await db.close();
      proxy.close();
    });
    const world = await insightWorld();
    const people = [await world.customer('ann'), await world.customer('bea'), await world.customer('cid')];
    let [round, kills] = [0, 0];
    for (const when of ['before', 'after'] as const)
      for (let n = 1; ; n += 1) {
        const expected = await shake(world, people, round);
        round += 1;
        let seen = 0;
        proxy.arm({ when, at: (statement) => /^commit/i.test(statement) && (seen += 1) === n });
        for (let times = 0; times < 2; times += 1) {
          await world.push('orders', { ...world.ctx, db }).catch(() => undefined);
          await world.pass(5);
        }
        const wasKilled = proxy.heal();
        await equal(world, expected, `${when} ${n}`);
        if (!wasKilled) break;
        kills += 1;
      }
    expect(kills).toBeGreaterThan(12);
  },
  5 * minutes,
);

const calls = {
  'the import': { route: '/insightData/v3/import', method: 'PUT' },
  'its status': { route: '/insightData/v3/import/{importId}', method: 'GET' },
  'a deletion': {
    route: '/insightData/v3/contacts/{identifier}/{value}/{collectionName}/deleteRecords',
    method: 'DELETE',
  },
  'making the collection': { route: '/insightData/v3/collections/{collectionName}', method: 'POST' },
};
/** Needs another kind of call, or says that something was done which wasn't, as nobody can see. */
const elsewhere = new Set([
  'status',
  'page-shift',
  'duplicate-rows',
  'unstable-order',
  'empty-list',
  'short-page',
  'late-rows',
  'removal-half',
  'removal-endless',
  'exclude-equal',
  'meanwhile',
  'clock-skew',
  'swap-answers',
  'odd-values',
  'object-for-array',
]);
/** Answers that would never come are cut short; a client that waits two minutes has tests of its own. */
const slow = new Set([
  'timeout-before',
  'timeout-after',
  'delay',
  'late-answer',
  'slow-drip',
  'slow-reader',
  'gzip-bomb',
  'import-forgotten',
]);

test.each(Object.entries(calls))(
  'whatever goes wrong at %s, it comes to the same in the end',
  async (_name, { route, method }) => {
    const world = await insightWorld();
    const people = [await world.customer('ann'), await world.customer('bea'), await world.customer('cid')];
    await equal(world, await shake(world, people, 0), 'at first');
    const kinds = (await world.control<{ kind: string }[]>('/faults/kinds')).map((one) =>
      typeof one === 'string' ? one : one.kind,
    );
    let round = 1;
    for (const kind of kinds.filter((one) => !elsewhere.has(one) && !slow.has(one))) {
      await world.ctx.db.prisma.insightCollection.updateMany({
        where: { integrationId: world.integrationId, kind: 'orders' },
        data: { ...(method === 'POST' ? { api: null } : {}), retryAt: null },
      });
      await world.control('/faults', [
        {
          route,
          method,
          times: 2,
          kind,
          args: kind.startsWith('import-') ? { seconds: 90 } : {},
        },
      ]);
      const expected = await shake(world, people, round);
      round += 1;
      await equal(world, expected, kind);
      await world.control('/faults', undefined, 'DELETE');
    }
    expect(round).toBeGreaterThan(20);
  },
  5 * minutes,
);

test('four workers at once send everything once, and nobody’s deletion undoes a send', async () => {
  const world = await insightWorld();
  const people = [await world.customer('ann'), await world.customer('bea'), await world.customer('cid')];
  for (let round = 0; round < 3; round += 1) {
    const expected = await shake(world, people, round);
    await Promise.all(Array.from({ length: 4 }, () => world.push()));
    await equal(world, expected, `round ${round}`);
  }
});
