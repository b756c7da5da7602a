import diagnostics from 'node:diagnostics_channel';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMain } from '@/scripts/local/is-main';
import { bookContext, pushToEnd, type Book, type BookWorld } from './book-world';

type Work = { url: string; sandboxUrl: string; connectionId: string; turnsBefore: number };

export type Synced = {
  seconds: number;
  /** Of them in calls to Dotdigital, and in waiting for it to be time for the next one. */
  network: number;
  waited: number;
  peakMegabytes: number;
  /** Before the first step. */
  startMegabytes: number;
};

/** As `npm run worker` starts its process. */
const flags = ['--v8-pool-size=1', '--max-semi-space-size=2', '--max-old-space-size=256'];

/**
 * One turn of a connection to its end, in a process of its own with the worker's limits, so that its memory is the worker's. With
 * `turnsBefore` it isn't the process's first one: what a program does once is behind it, as it is for a worker.
 */
export async function syncOnce(
  { url, sandboxUrl }: BookWorld,
  { connectionId }: Book,
  { turnsBefore = 0 } = {},
): Promise<Synced> {
  const work: Work = { url, sandboxUrl, connectionId: String(connectionId), turnsBefore };
  const child = spawn(
    process.execPath,
    [...flags, ...profile(), '--import', 'tsx', fileURLToPath(import.meta.url), JSON.stringify(work)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, MALLOC_ARENA_MAX: '2' } },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Synced;
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

async function work({ url, sandboxUrl, connectionId, turnsBefore }: Work): Promise<void> {
  const ctx = bookContext(url, sandboxUrl);
  for (let n = 0; n < turnsBefore; n += 1) await pushToEnd(ctx, BigInt(connectionId));
  const network = timeNetwork();
  const startMegabytes = process.memoryUsage.rss() / 1024 / 1024;
  const began = performance.now();
  const waited = await pushToEnd(ctx, BigInt(connectionId));
  const synced: Synced = {
    seconds: (performance.now() - began) / 1000,
    network: network(),
    waited,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    startMegabytes,
  };
  await ctx.db.close();
  console.log(JSON.stringify(synced));
}

if (isMain(import.meta.url)) await work(JSON.parse(process.argv[2] ?? '') as Work);
