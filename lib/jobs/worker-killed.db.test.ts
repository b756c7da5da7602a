import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createIntegration } from '@/lib/integrations';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { testDatabase } from '@/prisma/test-database';
import { eventually } from '@/prisma/test-eventually';
import { killWorker, startWorker as startWorkerProcess } from '@/prisma/test-worker';
import { sandboxAccount } from '@/prisma/seed/integrations';

/** The real worker as its own process, killed with SIGKILL and started again (reliability.md W1). */
const workers = new Set<ChildProcess>();

afterEach(async () => {
  await Promise.all([...workers].map(killWorker));
  workers.clear();
});

function startWorker(world: ExportWorld, otherHosts: string[] = []): ChildProcess {
  const worker = startWorkerProcess(world.ctx, testDatabase(), otherHosts);
  workers.add(worker);
  return worker;
}

const seen = (world: ExportWorld, route: string) => async () => {
  const calls = await world.control<{ path: string }[]>(`/requests?route=${encodeURIComponent(route)}`);
  expect(calls.length).toBeGreaterThan(0);
};

async function inStep(world: ExportWorld, count: number): Promise<void> {
  expect(await world.openWave()).toBeNull();
  const book = await world.book();
  expect(book).toHaveLength(count);
  expect(new Set(book.map(({ email }) => email)).size).toBe(count);
  const outcomes = await world.ctx.db.prisma.plannedChange.groupBy({
    by: ['outcome'],
    _count: true,
    where: { wave: { connectionId: world.connectionId }, action: 'add' },
  });
  expect(outcomes).toEqual([{ outcome: 'added', _count: count }]);
}

test('killed while an upload waits for its answer, the book ends right and nobody is doubled', async () => {
  const world = await exportWorld();
  await world.people(30);
  await world.control('/faults', [
    { route: '/v2/address-books/{id}/contacts/import', method: 'POST', nth: 1, kind: 'timeout-after' },
  ]);
  await world.connect();
  const worker = startWorker(world);
  await eventually(async () => {
    expect(
      await world.ctx.db.prisma.exportBatch.count({
        where: { state: 'sending', wave: { connectionId: world.connectionId } },
      }),
    ).toBe(1);
    expect(await world.book()).toHaveLength(30);
  });
  await killWorker(worker);
  await world.leasesRunOut();
  startWorker(world);
  await eventually(() => inStep(world, 30));
});

test('killed while Dotdigital works on the file, the wave is taken up and settled', async () => {
  const world = await exportWorld({ settings: { importSeconds: 4 } });
  await world.people(30);
  await world.connect();
  const worker = startWorker(world);
  await eventually(async () => {
    expect(
      await world.ctx.db.prisma.exportBatch.count({
        where: { state: 'submitted', wave: { connectionId: world.connectionId } },
      }),
    ).toBe(1);
  });
  await killWorker(worker);
  await world.leasesRunOut();
  startWorker(world);
  await eventually(() => inStep(world, 30));
});

test('killed while activities are read, the numbers end as Dotdigital has them', async () => {
  const world = await exportWorld();
  await world.people(30);
  await world.connect();
  await world.settle();
  const { id } = await world.control<{ id: number }>('/campaigns', {
    name: 'Spring',
    addressBookIds: [world.dotdigitalId],
  });
  await world.control('/clock', { advance: 'PT48H' });
  await world.control('/faults', [
    { route: '/v2/campaigns/{id}/activities*', nth: 1, kind: 'timeout-before' },
  ]);
  const worker = startWorker(world);
  await eventually(seen(world, '/activities'));
  await killWorker(worker);
  await world.leasesRunOut();
  startWorker(world);
  // The sandbox's clock goes on, and somebody may open the mail meanwhile.
  await eventually(async () => {
    const truth = await activitiesAt(world, id);
    expect(truth).toHaveLength(30);
    expect(await activitiesHere(world)).toEqual(truth);
  });
});

type Activity = { contactId: number; numOpens: number; numClicks: number; unsubscribed: boolean };

async function activitiesAt(world: ExportWorld, campaignId: number): Promise<Activity[]> {
  const answer = await fetch(`${world.simulator.url}/v2/campaigns/${campaignId}/activities`, {
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  const rows = (await answer.json()) as Activity[];
  return rows.map(({ contactId, numOpens, numClicks, unsubscribed }) => ({
    contactId,
    numOpens,
    numClicks,
    unsubscribed,
  }));
}

async function activitiesHere(world: ExportWorld): Promise<Activity[]> {
  const rows = await world.ctx.db.prisma.campaignRecipient.findMany({
    where: { campaign: { integrationId: world.integrationId } },
    orderBy: { dotdigitalContactId: 'asc' },
  });
  return rows.map((row) => ({
    contactId: row.dotdigitalContactId,
    numOpens: row.openCount,
    numClicks: row.clickCount,
    unsubscribed: row.unsubscribed,
  }));
}

/** A host that takes every connection and never says a word. */
async function silentHost(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// Whoever waited for the first of the silent calls to end, and to be tried again, would wait for longer than a test does.
test('what it was at is taken up, though more hangs and waits than the next worker has hands', async () => {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  const host = await silentHost();
  const hang = (id: bigint) =>
    prisma.integration.update({
      where: { id },
      data: { apiEndpoint: `http://${host}`, nextImportAt: null },
    });
  const takenTimes = async (): Promise<number> => {
    const lease = await prisma.importLease.findUnique({ where: { integrationId: world.integrationId } });
    return Number(lease?.fence ?? 0);
  };
  await prisma.integration.updateMany({ data: { active: false } });
  await prisma.integration.update({ where: { id: world.integrationId }, data: { active: true } });
  await hang(world.integrationId);
  const worker = startWorker(world, [host]);
  await eventually(async () => expect(await takenTimes()).toBe(1));
  await killWorker(worker);
  for (let n = 0; n < 5; n += 1) {
    const { id } = await createIntegration(world.ctx, sandboxAccount(`Hanging ${n} ${host}`));
    await hang(BigInt(id));
  }
  startWorker(world, [host]);
  await eventually(async () => expect(await takenTimes()).toBe(2));
});
