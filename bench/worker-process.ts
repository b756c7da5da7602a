import { spawn } from 'node:child_process';
import { once } from 'node:events';
import diagnostics from 'node:diagnostics_channel';
import { fileURLToPath } from 'node:url';

/** What a worker's process cost. */
export type Measured = {
  seconds: number;
  /** Of them in calls to Dotdigital. */
  network: number;
  peakMegabytes: number;
  /** Before it began. */
  startMegabytes: number;
};

/** As `npm run worker` starts its process. */
const flags = ['--v8-pool-size=1', '--max-semi-space-size=2', '--max-old-space-size=256'];

/** Runs a file of the bench with its work in a process of its own with the worker's limits, so that its memory is the worker's; answers what it `tell`s. */
export async function inWorkerProcess<Told>(moduleUrl: string, work: object): Promise<Told> {
  const child = spawn(
    process.execPath,
    [...flags, ...profile(), '--import', 'tsx', fileURLToPath(moduleUrl), JSON.stringify(work)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, MALLOC_ARENA_MAX: '2' } },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Told;
}

export const tell = (told: object): void => console.log(JSON.stringify(told));

export async function measure<Result>(work: () => Promise<Result>): Promise<Measured & { result: Result }> {
  const network = timeNetwork();
  const startMegabytes = process.memoryUsage.rss() / 1024 / 1024;
  const began = performance.now();
  const result = await work();
  return {
    seconds: (performance.now() - began) / 1000,
    network: network(),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    startMegabytes,
    result,
  };
}

/** `--cpu-prof FOLDER` of the bench is the worker's. */
function profile(): string[] {
  const at = process.argv.indexOf('--cpu-prof');
  return at === -1 ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.argv[at + 1]}`];
}

/** Time that any request was under way. */
function timeNetwork(): () => number {
  let [underWay, since, total] = [0, 0, 0];
  diagnostics.subscribe('undici:request:create', () => {
    if (underWay === 0) since = performance.now();
    underWay += 1;
  });
  const end = (): void => {
    underWay -= 1;
    if (underWay === 0) total += performance.now() - since;
  };
  diagnostics.subscribe('undici:request:trailers', end);
  diagnostics.subscribe('undici:request:error', end);
  return () => total / 1000;
}
