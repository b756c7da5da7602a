import { readConnections } from './connections';
import { pressButton } from './do-button';
import { LawBroken } from './law-broken';
import type { LawWorld } from './law-world';
import type { Model } from './model';
import { runEngines } from './run-engines';
import type { Run } from './steps';

const maxCycles = 12;
const maxSlices = 25;
const cycleSeconds = 241;
/** With it comes a night, in which every book is read back. */
const firstCycleSeconds = 90_000;

const both = (after: number): Run => ({ run: 'both', after, trouble: null });

/**
 * Faults end and people do nothing more but press what the product asks them to. It comes to rest within twelve cycles (L15): then a cycle
 * in which nothing changes anywhere sends nothing (L8).
 */
export async function comeToRest(world: LawWorld, model: Model): Promise<number> {
  await world.bench.control('/faults', undefined, 'DELETE');
  await world.bench.control('/settings', { importSeconds: 0 });
  for (let cycle = 1; cycle <= maxCycles; cycle += 1) {
    await answer(world, model);
    const before = await countRuns(world);
    await runEngines(world, model, both(cycle === 1 ? firstCycleSeconds : cycleSeconds), 0);
    await settle(world, model);
    if (cycle > 1 && (await countRuns(world)) === before && (await isResting(world))) return cycle;
  }
  throw new LawBroken('L15', `no rest after ${maxCycles} cycles`);
}

/** What is held, paused or stopped goes on, by the buttons that the product offers. */
async function answer(world: LawWorld, model: Model): Promise<void> {
  for (const [list, connection] of (await readConnections(world)).entries()) {
    const state = connection?.state;
    if (state === 'held') await pressButton(world, model, { button: 'approve', list });
    // A pause with an end is over by itself.
    const waits = state === 'paused' && connection?.pausedUntil === null;
    if (waits || state === 'stopped') await pressButton(world, model, { button: 'resume', list });
  }
}

/** What is under way goes on until it has ended, or waits for a person. */
async function settle(world: LawWorld, model: Model): Promise<void> {
  for (let slice = 0; slice < maxSlices; slice += 1) {
    const connections = await readConnections(world);
    if (!connections.some((one) => one?.wave && one.state !== 'held')) return;
    await runEngines(world, model, { ...both(6), run: 'export' }, 0);
  }
}

const countRuns = ({ ctx, integrationId }: LawWorld): Promise<number> =>
  ctx.db.prisma.syncRun.count({ where: { integrationId, kind: 'export' } });

async function isResting(world: LawWorld): Promise<boolean> {
  const connections = await readConnections(world);
  return connections.every((one) => one === null || one.state === 'active' || one.state === 'disconnected');
}
