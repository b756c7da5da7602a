import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { generateClient } from './local/generate-client';
import { isMain } from './local/is-main';
import { explain } from './local/run-script';
import { checks, lint, types } from './testing/checks';
import { endToEndStage } from './testing/playwright-stage';
import { makeScratchFolder } from './local/scratch-folder';
import type { FinishedStage, Outcome, Stage, Surroundings } from './testing/stage';
import { statementsStage } from './testing/statements-stage';
import { stageLine, summarise } from './testing/summarise';
import { vitestStage } from './testing/vitest-stage';

/**
 * Two lanes side by side: the browser tests leave more than half a core idle, which the other stages use. The checks that read
 * types come before the build, which throws away and writes again those of the routes.
 */
const lanes: Stage[][] = [
  [lint, ...checks, vitestStage('unit', 'unit tests'), vitestStage('db', 'database tests'), statementsStage],
  [types, endToEndStage()],
];

/** Runs the named stages, or all; goes on after one that fails. The last line sums up, the exit code tells. */
export async function test(names: string[]): Promise<void> {
  refuseUnknown(names);
  const began = Date.now();
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort());
  const scratch = makeScratchFolder('dotbridge-tests-');
  const finished: FinishedStage[] = [];
  let trouble = 0;
  try {
    generateClient();
    const runLane = async (lane: Stage[]): Promise<void> => {
      for (const stage of lane.filter(({ name }) => names.length === 0 || names.includes(name))) {
        if (ending.signal.aborted) return;
        finished.push(await runStage(stage, { abort: ending.signal, scratch }));
      }
    };
    await Promise.all((cpus().length === 1 ? [lanes.flat()] : lanes).map(runLane));
  } catch (error) {
    console.error(explain(error));
    trouble += 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (ending.signal.aborted) {
    console.log('stopped by a signal');
    trouble += 1;
  }
  console.log(`\n${summarise(finished, { seconds: (Date.now() - began) / 1000, trouble })}`);
  process.exit(trouble > 0 || finished.some(({ outcome }) => outcome.failed > 0) ? 1 : 0);
}

function refuseUnknown(names: string[]): void {
  const known = lanes.flat().map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  console.error(`There is no stage ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exit(2);
}

async function runStage(stage: Stage, surroundings: Surroundings): Promise<FinishedStage> {
  const began = Date.now();
  const outcome = await outcomeOf(stage, surroundings);
  const finished = { title: stage.title, seconds: (Date.now() - began) / 1000, outcome };
  console.log(stageLine(finished));
  return finished;
}

async function outcomeOf(stage: Stage, surroundings: Surroundings): Promise<Outcome> {
  try {
    return await stage.run(surroundings);
  } catch (error) {
    console.error(surroundings.abort.aborted ? 'stopped' : explain(error));
    return { passed: 0, failed: 1, tests: [] };
  }
}

if (isMain(import.meta.url)) await test(process.argv.slice(2));
