// The laws of the export over 10,000 random worlds (or --worlds N, from --seed S on; --world N alone), of people, faults and kills.
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { openLawBench, type LawBench } from '@/prisma/seed/laws/law-bench';
import { playWorld } from '@/prisma/seed/laws/play-world';
import { lawWorlds, type LawStory } from '@/prisma/seed/laws/stories';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { makeScratchFolder } from '@/scripts/local/scratch-folder';
import { median } from './big-world';

const argument = (name: string): number | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : Number(process.argv[at + 1]);
};
const worlds = argument('worlds') ?? 10_000;
const seed = argument('seed') ?? 1;
const only = argument('world');

const folder = makeScratchFolder('dotbridge-bench-');
const server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
try {
  await migrate(server.url());
  const bench = await openLawBench(server.url());
  const started = performance.now();
  const cycles: number[] = [];
  const violations: { world: number; said: string }[] = [];
  const numbers = only === undefined ? Array.from({ length: worlds }, (_, n) => n + 1) : [only];
  for (const world of numbers) {
    const said = await violationOf(bench, world, cycles);
    if (said === null) continue;
    violations.push({ world, said });
    console.log(`world ${world}\n${said}\n`);
  }
  await bench.close();
  const minutes = (performance.now() - started) / 60_000;
  const toRest = { median: median(cycles), most: Math.max(0, ...cycles) };
  console.log(
    `${numbers.length} worlds of seed ${seed}, ${violations.length} violations, at rest after ${toRest.median} cycles (median), ${toRest.most} at most, ${minutes.toFixed(1)} minutes`,
  );
  console.log(
    JSON.stringify({
      bench: 'laws',
      worlds: numbers.length,
      seed,
      violations: violations.map(({ world }) => world),
      cycles: toRest,
      minutes,
    }),
  );
  if (violations.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** What a world breaks, with the shortest history that still does; null: nothing. */
async function violationOf(bench: LawBench, world: number, cycles: number[]): Promise<string | null> {
  const details = await fc.check(
    fc.asyncProperty(lawWorlds, async (story: LawStory) => {
      cycles.push(await playWorld(bench, story, world % 2 === 1 ? 'v2' : 'v3'));
    }),
    { seed: seed * 100_003 + world, numRuns: 1 },
  );
  if (!details.failed) return null;
  const { errorInstance, counterexample } = details;
  const said = errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance);
  return `${said.split('\n').slice(0, 4).join('\n')}\n${JSON.stringify(counterexample)}`;
}
