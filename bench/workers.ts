// Two and four workers over 200 connections (or --lists N, two accounts each; --scene N: one of the scenes alone): nobody lost or sent twice, no limit of Dotdigital's hit, the share of each connection, and how long neighbours in trouble make the others wait.
import { openDb } from '@/lib/db';
import { lawContext } from '@/prisma/seed/laws/law-bench';
import { addTrouble } from '@/prisma/seed/workers/add-trouble';
import type { WorkersVerdict } from '@/prisma/seed/workers/judge-workers';
import { makeManyConnections } from '@/prisma/seed/workers/many-connections';
import { runWorkers } from '@/prisma/seed/workers/run-workers';
import { cloneTestDatabase } from '@/prisma/test-database';
import { numberArgument } from './arguments';
import { tenth } from './big-world';
import { startSandbox, stopProgram } from './sandbox/programs';
import { withPostgres } from './with-postgres';

const lists = numberArgument('lists') ?? 100;
const people = numberArgument('people') ?? 20;
const huge = numberArgument('huge') ?? 20_000;
const onlyScene = numberArgument('scene');
const accounts = 2;
/** Long enough that more files wait than an account may have under way. */
const importSeconds = 20;

type Scene = {
  name: string;
  workers: number;
  /** Files that an account may begin in a minute. */
  filesPerMinute?: number;
  inTrouble?: boolean;
};

const scenes: Scene[] = [
  { name: 'two workers', workers: 2 },
  { name: 'four workers', workers: 4 },
  { name: 'four workers, few calls a minute', workers: 4, filesPerMinute: Math.ceil(lists / 2) },
  { name: 'two workers beside trouble', workers: 2, inTrouble: true },
];

await withPostgres({ durable: true }, async (server) => {
  const results: Record<string, WorkersVerdict> = {};
  for (const [n, scene] of scenes.entries()) {
    if (onlyScene !== undefined && n + 1 !== onlyScene) continue;
    const url = await cloneTestDatabase(server.url('postgres'), 'dotbridge', `scene_${n}`);
    results[scene.name] = await play(scene, url);
    console.log(scene.name, inWords(results[scene.name] as WorkersVerdict));
  }
  const beside = at(results['two workers beside trouble'], 0.95) / at(results['two workers'], 0.95);
  if (!Number.isNaN(beside))
    console.log(`95 of 100 beside trouble wait ${beside.toFixed(2)} times as long as alone (at most 1.5)`);
  console.log(JSON.stringify({ bench: 'workers', connections: lists * accounts, people, beside, results }));
  const broken = Object.values(results).some(({ lost, doubled, refused }) => lost + doubled + refused > 0);
  if (broken || beside > 1.5) process.exitCode = 1;
});

async function play(scene: Scene, url: string): Promise<WorkersVerdict> {
  const sandbox = await startSandbox();
  const db = openDb(url, { poolSize: 4 });
  try {
    const ctx = lawContext(db, sandbox.url, () => new Date());
    const world = await makeManyConnections(ctx, { accounts, lists, people });
    await world.control('/settings', { importSeconds, watchdog: { enabled: false } });
    if (scene.inTrouble) await addTrouble(world, huge);
    if (scene.filesPerMinute !== undefined)
      for (const email of new Set(world.connections.map(({ apiUser }) => apiUser)))
        await world.control('/api-users', { email, limits: { low: scene.filesPerMinute } });
    return await runWorkers(world, {
      workers: scene.workers,
      databaseUrl: url,
      importSeconds,
      withinSeconds: 900,
    });
  } finally {
    await db.close();
    await stopProgram(sandbox);
  }
}

/** Seconds after which so many of the connections had settled. */
function at(verdict: WorkersVerdict | undefined, share: number): number {
  const sorted = [...(verdict?.settledAfterSeconds ?? [])].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

function inWords(verdict: WorkersVerdict): Record<string, number> {
  return {
    lost: verdict.lost,
    doubled: verdict.doubled,
    'refused by a limit': verdict.refused,
    calls: verdict.calls,
    'most imports at a time': verdict.mostActiveImports,
    'first settled (s)': tenth(at(verdict, 0.0001)),
    'half (s)': tenth(at(verdict, 0.5)),
    '95 of 100 (s)': tenth(at(verdict, 0.95)),
    'all (s)': tenth(at(verdict, 1)),
  };
}
