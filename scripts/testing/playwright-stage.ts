import { join } from 'node:path';
import { build } from '../local/build';
import { deleteEmbeddedPostgres } from '../local/embedded-postgres';
import { freePort } from '../local/free-port';
import { environment, packageFile } from './environment';
import { readReport, settle } from './read-report';
import { runTestProgram } from './run-test-program';
import type { Outcome, Stage, TimedTest } from './stage';

type Suite = {
  specs: {
    file: string;
    title: string;
    tests: { results: { duration: number; error?: { message?: string } }[] }[];
  }[];
  suites?: Suite[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: Suite[];
};

/** All browser tests, or the named ones, against programs of their own. */
export const endToEndStage = (...files: string[]): Stage => ({
  name: 'e2e',
  title: 'end-to-end tests',
  run: async ({ abort, scratch }) => {
    await build({ say: (line) => console.log(line), abort });
    const report = join(scratch, 'e2e.json');
    const dataDir = join(scratch, 'data');
    const env = environment({
      E2E_PORT: String(await freePort()),
      E2E_SANDBOX_PORT: String(await freePort()),
      E2E_MAIL_PORT: String(await freePort()),
      E2E_DATA_DIR: dataDir,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    try {
      const { code } = await runTestProgram(
        [packageFile('@playwright/test/cli.js'), 'test', ...files, '--reporter=list,json'],
        { env, abort, hear: (line) => console.log(line) },
      );
      return settle(outcomeOf(readReport<PlaywrightReport>(report)), code);
    } finally {
      await deleteEmbeddedPostgres(dataDir);
    }
  },
});

export function outcomeOf(report: PlaywrightReport | null): Outcome {
  if (report === null) return { passed: 0, failed: 0, tests: [] };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky, tests: report.suites.flatMap(testsOf) };
}

function testsOf({ specs, suites = [] }: Suite): TimedTest[] {
  const own = specs.map(({ file, title, tests }) => {
    const results = tests.flatMap((test) => test.results);
    const error = results.find((result) => result.error)?.error;
    return {
      title: `e2e/${file} › ${title}`,
      seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
      ...(error && { why: error.message ?? 'ended with an error' }),
    };
  });
  return [...own, ...suites.flatMap(testsOf)];
}
