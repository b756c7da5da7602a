import { comeToRest } from './come-to-rest';
import { connect, pressButton } from './do-button';
import { doHere } from './do-here';
import { doThere } from './do-there';
import { judgeRest } from './judge-rest';
import type { LawBench } from './law-bench';
import { LawBroken } from './law-broken';
import { leaveLawWorld, makeLawWorld, type LawWorld, type Transport } from './law-world';
import { makeModel, type Model } from './model';
import { pass, runEngines } from './run-engines';
import type { NeighbourTrouble, Step } from './steps';
import type { LawStory } from './stories';

/** One world from its beginning to its rest. Throws what law was broken; answers after how many cycles it rested. */
export async function playWorld(
  bench: LawBench,
  { setting, steps }: LawStory,
  transport: Transport,
): Promise<number> {
  const world = await makeLawWorld(bench, setting, transport);
  const model = makeModel(setting, world.clock.now);
  try {
    await connect(world, 0);
    if (setting.second) await connect(world, 1);
    if (setting.inStep) await begin(world, model);
    for (const [n, step] of steps.entries()) await doStep(world, model, step, n + 1);
    const cycles = await comeToRest(world, model);
    await judgeRest(world, model);
    return cycles;
  } finally {
    await leaveLawWorld(world);
  }
}

/**
 * L14: beside a neighbour in trouble a world rests as soon as it does alone. Nobody is killed or frozen at a message: which one that is depends on how long
 * a worker holds its lease, and here two worlds have to be alike.
 */
export async function playBeside(
  bench: LawBench,
  { setting, steps }: LawStory,
  { transport, neighbour }: { transport: Transport; neighbour: NeighbourTrouble },
): Promise<void> {
  const alike = steps.map((step) =>
    'run' in step && step.trouble && ('kill' in step.trouble || 'freeze' in step.trouble)
      ? { ...step, trouble: null }
      : step,
  );
  const play = (beside: NeighbourTrouble | null) =>
    playWorld(bench, { setting: { ...setting, neighbour: beside }, steps: alike }, transport);
  const callsBefore = bench.troubled.calls();
  const [alone, together] = [await play(null), await play(neighbour)];
  if (bench.troubled.calls() === callsBefore) throw new Error('the neighbour asked nothing');
  if (together > alone)
    throw new LawBroken('L14', `${together} cycles beside one that ${neighbour}, and ${alone} alone`);
}

/** Read and sent once, before anything happens. */
async function begin(world: LawWorld, model: Model): Promise<void> {
  await runEngines(world, model, { run: 'both', after: 0, trouble: null }, 0);
  await runEngines(world, model, { run: 'export', after: 6, trouble: null }, 0);
  if (world.setting.saysNo === 'never') return;
  await doThere(world, model, { there: 'ends', address: 0, status: 'Unsubscribed' }, 0);
  await runEngines(world, model, { run: 'both', after: 241, trouble: null }, 0);
  if (world.setting.saysNo === 'for good') return;
  await pass(world, 1);
  await doHere(world, model, { here: 'consents', person: 0 }, 0);
  if (world.setting.saysNo === 'for a while') return;
  await runEngines(world, model, { run: 'export', after: 241, trouble: null }, 0);
  await doThere(world, model, { there: 'confirms to come back', address: 0 }, 0);
}

async function doStep(world: LawWorld, model: Model, step: Step, n: number): Promise<void> {
  if ('run' in step) return runEngines(world, model, step, n);
  await pass(world, 1);
  if ('here' in step) return doHere(world, model, step, n);
  if ('there' in step) return doThere(world, model, step, n);
  if ('button' in step) return pressButton(world, model, step);
  await world.bench.control('/settings', { importSeconds: step.imports });
}
