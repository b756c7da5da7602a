import { expect, onTestFinished, test } from 'vitest';
import { makeManyConnections } from '@/prisma/seed/workers/many-connections';
import { runWorkers } from '@/prisma/seed/workers/run-workers';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { startSimulator } from '@/simulator/start';

test('two workers on one database settle every connection once, and Dotdigital has to refuse neither a call nor a file', async () => {
  const simulator = await startSimulator({
    port: 0,
    settings: { importSeconds: 0, watchdog: { enabled: false } },
  });
  onTestFinished(() => simulator.close());
  const ctx = await testContext({ dotdigitalUrl: simulator.url });
  const world = await makeManyConnections(ctx, { accounts: 2, lists: 6, people: 3 });
  const verdict = await runWorkers(world, {
    workers: 2,
    databaseUrl: testDatabase(),
    importSeconds: 0,
    withinSeconds: 240,
  });
  expect(verdict).toMatchObject({ lost: 0, doubled: 0, saidOfDoubled: [], refused: 0 });
  expect(verdict.settledAfterSeconds).toHaveLength(12);
});
