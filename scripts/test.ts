import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './local/build';
import { deleteEmbeddedPostgres } from './local/embedded-postgres';
import { freePort } from './local/free-port';
import { generateClient } from './local/generate-client';
import { isMain } from './local/is-main';
import { runLive, runStep } from './local/run-step';
import { projectFolder } from './local/project';
import { explain } from './local/run-script';

type Counts = { passed: number; failed: number };
type Stage = { name: string; title: string; run: (abort: AbortSignal, scratch: string) => Promise<Counts> };

const stageLimit = 15 * 60_000;
const bin = (path: string): string => join(projectFolder, 'node_modules', path);
const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  ...more,
});

/** A check that is one test: it holds or it doesn't, and says why only when it doesn't. */
function check(name: string, title: string, ...steps: string[][]): Stage {
  return {
    name,
    title,
    run: async (abort) => {
      for (const args of steps) {
        const { code, output } = await runStep(args, environment({ FORCE_COLOR: '0', NO_COLOR: '1' }), abort);
        if (code !== 0) {
          console.log(`\n--- ${title}\n${output.trim()}\n`);
          return { passed: 0, failed: 1 };
        }
      }
      return { passed: 1, failed: 0 };
    },
  };
}

const checks: Stage[] = [
  check('format', 'format (oxfmt)', [bin('oxfmt/bin/oxfmt'), '--check', '.']),
  check(
    'types',
    'types (tsc)',
    [bin('next/dist/bin/next'), 'typegen'],
    [
      bin('typescript/bin/tsc'),
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      bin('.cache/types.tsbuildinfo'),
    ],
  ),
  check('lint', 'lint (ESLint)', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
  check('rules', 'import rules (dependency-cruiser)', [
    bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    ...sourceFolders(),
    '--output-type',
    'err',
  ]),
  check('unused', 'unused code (knip)', [bin('knip/bin/knip.js'), '--no-progress']),
  check('migrations', 'migrations say what the schema says', [
    '--import',
    'tsx',
    'scripts/make-migration.ts',
    '--check',
  ]),
];

/** Beside the checks: it needs one core of two, and lint takes the other for minutes. */
const unit: Stage = {
  name: 'unit',
  title: 'unit tests',
  run: (abort, scratch) => vitest('unit', abort, scratch),
};

const suites: Stage[] = [
  { name: 'db', title: 'database tests', run: (abort, scratch) => vitest('db', abort, scratch) },
  { name: 'e2e', title: 'end-to-end tests', run: endToEnd },
];

function sourceFolders(): string[] {
  return [
    'app',
    'components',
    'lib',
    'pages',
    'prisma',
    'simulator',
    'scripts',
    'bench',
    'e2e',
    'proxy.ts',
  ].filter((name) => existsSync(join(projectFolder, name)));
}

// --- the runners -------------------------------------------------------------------------------------------------------

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

async function vitest(project: string, abort: AbortSignal, scratch: string): Promise<Counts> {
  const report = join(scratch, `${project}.json`);
  const code = await runLive(
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    environment({ NODE_ENV: 'test' }),
    abort,
  );
  const read = readReport<VitestReport>(report);
  if (read === null) return { passed: 0, failed: code === 0 ? 0 : 1 };
  // A file that could not even be loaded has no tests to count; it counts as one.
  const brokenFiles = read.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return settle({ passed: read.numPassedTests, failed: read.numFailedTests + brokenFiles }, code);
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } };

async function endToEnd(abort: AbortSignal, scratch: string): Promise<Counts> {
  await build({ say: (line) => console.log(line), abort });
  const report = join(scratch, 'e2e.json');
  const dataDir = join(scratch, 'data');
  const more = {
    E2E_PORT: String(await freePort()),
    E2E_SANDBOX_PORT: String(await freePort()),
    E2E_DATA_DIR: dataDir,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const code = await runLive(
    [bin('@playwright/test/cli.js'), 'test', '--pass-with-no-tests', '--reporter=list,json'],
    environment(more),
    abort,
  );
  await deleteEmbeddedPostgres(dataDir);
  const read = readReport<PlaywrightReport>(report);
  if (read === null) return { passed: 0, failed: code === 0 ? 0 : 1 };
  return settle({ passed: read.stats.expected, failed: read.stats.unexpected + read.stats.flaky }, code);
}

function readReport<Report>(path: string): Report | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
}

/** What a runner complains of beside its tests (an unhandled error, a server that did not start) is a failure too. */
function settle(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

// --- all of them -------------------------------------------------------------------------------------------------------

/** Runs the named stages, or all; goes on after one that fails. The last line sums up, the exit code tells. */
export async function test(names: string[]): Promise<void> {
  const known = [...checks, unit, ...suites];
  const unknown = names.filter((name) => !known.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no stage ${unknown.join(', ')}; there are ${known.map((stage) => stage.name).join(', ')}.`,
    );
    process.exit(2);
  }
  const wanted = (stage: Stage): boolean => names.length === 0 || names.includes(stage.name);
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort());
  const scratch = mkdtempSync(join(tmpdir(), 'dotbridge-tests-'));
  chmodSync(scratch, 0o755);
  const totals: Counts = { passed: 0, failed: 0 };
  const summary: string[] = [];

  const runStage = async (stage: Stage): Promise<void> => {
    const began = Date.now();
    const counts = await outcomeOf(stage, ending.signal, scratch);
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    const line = `${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${stage.title}: ${counts.passed} passed, ${counts.failed} failed (${((Date.now() - began) / 1000).toFixed(1)} s)`;
    summary.push(line);
    console.log(line);
  };

  try {
    generateClient();
    await inPairs([...checks, unit].filter(wanted), runStage);
    for (const stage of suites.filter(wanted)) {
      if (ending.signal.aborted) break;
      console.log(`\n--- ${stage.title}`);
      await runStage(stage);
    }
  } catch (error) {
    console.error(explain(error));
    totals.failed += 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (ending.signal.aborted) totals.failed += 1;
  console.log(`\n${summary.join('\n')}\n${ending.signal.aborted ? 'stopped by a signal\n' : ''}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed === 0 ? 0 : 1);
}

async function outcomeOf(stage: Stage, ending: AbortSignal, scratch: string): Promise<Counts> {
  try {
    return await stage.run(AbortSignal.any([ending, AbortSignal.timeout(stageLimit)]), scratch);
  } catch (error) {
    console.error(ending.aborted ? 'stopped' : explain(error));
    return { passed: 0, failed: 1 };
  }
}

async function inPairs(stages: Stage[], run: (stage: Stage) => Promise<void>): Promise<void> {
  const waiting = [...stages];
  const lane = async (): Promise<void> => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) await run(stage);
  };
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, lane));
}

if (isMain(import.meta.url)) await test(process.argv.slice(2));
