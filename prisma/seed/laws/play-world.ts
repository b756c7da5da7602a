import { comeToRest } from './come-to-rest';
import { connect, pressButton } from './do-button';
import { doHere } from './do-here';
import { doThere } from './do-there';
import { judgeRest } from './judge-rest';
import type { LawBench } from './law-bench';
import { leaveLawWorld, makeLawWorld, type LawWorld, type Transport } from './law-world';
import { makeModel, type Model } from './model';
import { pass, runEngines } from './run-engines';
import type { LawStory, Step } from './steps';

/** One world from its beginning to its rest. Throws what law was broken. */
export async function playWorld(
  bench: LawBench,
  { setting, steps }: LawStory,
  transport: Transport,
): Promise<void> {
  const world = await makeLawWorld(bench, setting, transport);
  const model = makeModel(setting, world.clock.now);
  try {
    await connect(world, 0);
    if (setting.second) await connect(world, 1);
    if (setting.inStep) await begin(world, model);
    for (const [n, step] of steps.entries()) await doStep(world, model, step, n + 1);
    await comeToRest(world, model);
    await judgeRest(world, model);
  } finally {
    await leaveLawWorld(world);
  }
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
