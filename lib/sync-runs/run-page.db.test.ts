import { expect, it } from 'vitest';
import { createGridWorld } from '@/prisma/seed/grid-world';
import { testContext } from '@/prisma/test-context';
import { getSyncRun, readMenuState } from './index';

it('names the causes of a run, those with most rows first, and what the menu shows of runs', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  expect(await readMenuState(ctx)).toEqual({ runningRuns: 0, showDotdigital: false });
  const { runId } = await createGridWorld(prisma);
  const { causes } = await getSyncRun(ctx, { id: String(runId) });
  const wave = await prisma.wave.findUniqueOrThrow({ where: { syncRunId: runId } });
  const rejected = await prisma.plannedChange.count({ where: { waveId: wave.id, outcome: 'rejected' } });
  const refused = causes.filter(({ outcome }) => outcome === 'rejected');
  expect(rejected).toBeGreaterThan(0);
  expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(rejected);
  expect(refused.map(({ count }) => count)).toEqual(
    refused.map(({ count }) => count).toSorted((a, b) => b - a),
  );
  const running = await prisma.syncRun.count({ where: { state: 'running' } });
  expect(await readMenuState(ctx)).toEqual({ runningRuns: running, showDotdigital: true });
});
