import { usualFaults } from '@/prisma/seed/faults/usual-faults';
import { expect, test } from 'vitest';
import { insightWorld, type InsightWorld } from '@/prisma/seed/insight-world';
import { cutOffDb } from '@/prisma/test-cut-off-db';

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
    const { proxy, db } = await cutOffDb();
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

/** Of another kind of call, or something that nobody can see: an answer that says it was done. */
const elsewhere = [
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
];
/** A client that waits two minutes for an answer has tests of its own (lib/dotdigital/transport.test.ts). */
const slow = [
  'timeout-before',
  'timeout-after',
  'delay',
  'late-answer',
  'slow-drip',
  'slow-reader',
  'gzip-bomb',
];
const calls: [string, string, string, readonly string[] | null][] = [
  ['the import', 'PUT', '/insightData/v3/import', null],
  ['its status', 'GET', '/insightData/v3/import/{importId}', usualFaults],
  [
    'a deletion',
    'DELETE',
    '/insightData/v3/contacts/{identifier}/{value}/{collectionName}/deleteRecords',
    usualFaults,
  ],
  ['making the collection', 'POST', '/insightData/v3/collections/{collectionName}', usualFaults],
];

test.each(calls)(
  'whatever goes wrong at %s, it comes to the same in the end',
  async (_name, method, route, some) => {
    const world = await insightWorld();
    const people = [await world.customer('ann'), await world.customer('bea'), await world.customer('cid')];
    await equal(world, await shake(world, people, 0), 'at first');
    const kinds = await world.control<string[]>('/faults/kinds');
    const these = kinds.filter((kind) =>
      some ? some.includes(kind) : ![...elsewhere, ...slow].includes(kind),
    );
    for (const [n, kind] of these.entries()) {
      await world.ctx.db.prisma.insightCollection.updateMany({
        where: { integrationId: world.integrationId, kind: 'orders' },
        data: { ...(method === 'POST' ? { api: null } : {}), retryAt: null },
      });
      await world.control('/faults', [
        { route, method, times: 2, kind, args: kind.startsWith('import-') ? { seconds: 90 } : {} },
      ]);
      await equal(world, await shake(world, people, n + 1), kind);
      await world.control('/faults', undefined, 'DELETE');
    }
    expect(these.length).toBeGreaterThanOrEqual(10);
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
