import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scheduleSync } from '@/lib/integrations';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { findDueIntegrations } from '.';

async function sentWorld(): Promise<{ world: ImportWorld; id: number }> {
  const world = await importWorld({ people: 30 });
  await world.connect();
  const id = await world.send();
  await world.advance('PT3H');
  return { world, id };
}

async function expectTruth(world: ImportWorld, id: number): Promise<void> {
  const { truth, stored } = await world.compare(id);
  expect(stored).toEqual(truth);
  expect(truth.recipients).toHaveLength(30);
  const totals = (await world.campaign(id)).totals;
  expect(totals?.recipientCount).toBe(30);
  expect(totals?.openCount).toBe(truth.opens.length);
  const marketing = await world.ctx.db.prisma.marketingCampaign.count({
    where: { emailCampaigns: { some: { integrationId: world.integrationId } } },
  });
  expect(marketing).toBe(1);
}

describe('an import pass that is killed', () => {
  it('at any storing transaction, before or after it is stored, ends right the next time', async () => {
    const { world, id } = await sentWorld();
    const { prisma } = world.ctx.db;
    let points = 0;
    for (const when of ['before', 'after'] as const) {
      for (let n = 1; n < 200; n += 6) {
        await prisma.emailCampaign.deleteMany({ where: { integrationId: world.integrationId } });
        await prisma.marketingCampaign.deleteMany();
        await prisma.importCursor.deleteMany({ where: { integrationId: world.integrationId } });
        const killed = killedAtTransaction(world.ctx, n, when);
        const outcome = await world.run(killed.ctx).then(
          () => 'ended',
          () => 'killed',
        );
        if (outcome === 'ended' && killed.reached() < n) break;
        points += 1;
        await world.expireLease();
        await world.run();
        await expectTruth(world, id);
        expect(await world.lastRun()).toMatchObject({ state: 'finished' });
      }
    }
    expect(points).toBeGreaterThan(6);
  });

  it('keeps one run: the pass that goes on is the one that was begun', async () => {
    const { world } = await sentWorld();
    const runs = () => world.ctx.db.prisma.syncRun.count({ where: { integrationId: world.integrationId } });
    const before = await runs();
    await world.run(killedAtTransaction(world.ctx, 9, 'after').ctx).catch(() => undefined);
    await world.expireLease();
    await world.run();
    expect(await runs()).toBe(before + 1);
  });

  it('does not swallow a sync that someone asks for while it is open: the next pass is due when it ends', async () => {
    const { world } = await sentWorld();
    const due = async () =>
      (await findDueIntegrations(world.ctx)).find(
        ({ integrationId }) => integrationId === world.integrationId,
      );
    for (const asked of [false, true]) {
      await world.run(killedAtTransaction(world.ctx, 9, 'after').ctx).catch(() => undefined);
      expect(await due()).toBeUndefined();
      if (asked) await scheduleSync(world.ctx, { id: String(world.integrationId) });
      await world.expireLease();
      expect(await due()).toMatchObject({ wasCutOff: true });
      await world.run();
      expect(await world.lastRun()).toMatchObject({ state: 'finished' });
      expect(await due()).toEqual(
        asked ? { integrationId: world.integrationId, wasCutOff: false } : undefined,
      );
    }
    await world.run();
    expect(await due()).toBeUndefined();
  });

  it('leaves nobody else at work: a second pass waits for the lease', async () => {
    const { world } = await sentWorld();
    await world.run(killedAtTransaction(world.ctx, 9, 'after').ctx).catch(() => undefined);
    await world.clearRequests();
    await world.run();
    expect((await world.requests()).filter(({ path }) => path.startsWith('/v2'))).toEqual([]);
  });
});

describe('an import pass that is told to stop', () => {
  it('at any call to Dotdigital lets go at once, and goes on when it is taken up again', async () => {
    const { world, id } = await sentWorld();
    for (let n = 1; n < 60; n += 4) {
      await world.ctx.db.prisma.emailCampaign.deleteMany({ where: { integrationId: world.integrationId } });
      await world.ctx.db.prisma.marketingCampaign.deleteMany();
      await world.ctx.db.prisma.importCursor.deleteMany({ where: { integrationId: world.integrationId } });
      const stop = new AbortController();
      const proxy = await countingProxy(world.simulator.url, (count) => count === n && stop.abort());
      await pointTo(world, proxy.url);
      await world.run({
        ...world.ctx,
        signal: stop.signal,
        config: { ...world.ctx.config, dotdigitalAllowedHosts: [new URL(proxy.url).host] },
      });
      await pointTo(world, world.simulator.url);
      if (!stop.signal.aborted) break;
      expect(await world.lastRun()).toMatchObject({ state: 'running' });
      await world.run();
      expect(await world.lastRun()).toMatchObject({ state: 'finished' });
      await expectTruth(world, id);
    }
  });
});

const pointTo = (world: ImportWorld, apiEndpoint: string) =>
  world.ctx.db.prisma.integration.update({ where: { id: world.integrationId }, data: { apiEndpoint } });

async function countingProxy(
  target: string,
  onRequest: (count: number) => void,
): Promise<{ url: string; server: Server }> {
  let count = 0;
  const server = createServer((incoming, answer) => {
    count += 1;
    onRequest(count);
    incoming.pipe(
      request(
        `${target}${incoming.url ?? ''}`,
        { method: incoming.method, headers: incoming.headers },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      ).on('error', () => answer.destroy()),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
