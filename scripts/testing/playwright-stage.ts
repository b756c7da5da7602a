import { join } from 'node:path';
import { build } from '../local/build';
import { deleteEmbeddedPostgres } from '../local/embedded-postgres';
import { quietPort } from '../local/free-port';
import type { Installation } from '../../playwright.config';
import { environment, packageFile } from './environment';
import { readReport, settle, shortPath } from './read-report';
import { runTestProgram } from './run-test-program';
import { findSecrets } from './find-secrets';
import { findThrown } from './find-thrown';
import type { Outcome, Stage, TimedTest } from './stage';

type PlaywrightError = { message?: string; location?: { file: string; line: number } };
type Suite = {
  specs: {
    file: string;
    title: string;
    tests: { results: { duration: number; errors: PlaywrightError[] }[] }[];
  }[];
  suites?: Suite[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: Suite[];
};

/**
 * All browser tests, or the named ones. Two workers, each with programs of its own: a test waits more than it computes, and what one
 * file does to its installation is nothing to the file beside it.
 */
export const endToEndStage = (...files: string[]): Stage => ({
  name: 'e2e',
  title: 'end-to-end tests',
  run: async ({ abort, scratch }) => {
    await build({ say: (line) => console.log(line), abort });
    const report = join(scratch, 'e2e.json');
    const installations = await Promise.all(
      Array.from({ length: files.length === 1 ? 1 : 2 }, (_, at) =>
        freeInstallation(join(scratch, `data-${at}`)),
      ),
    );
    const env = environment({
      E2E_INSTALLATIONS: JSON.stringify(installations),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    try {
      const { code } = await runTestProgram(
        [packageFile('@playwright/test/cli.js'), 'test', ...files, '--reporter=list,json'],
        { env, abort, hear: (line) => console.log(line) },
      );
      const outcome = settle(outcomeOf(readReport<PlaywrightReport>(report)), code);
      const folders = installations.map(({ dataDir }) => dataDir);
      return withSearches(outcome, {
        'secrets never leave': folders.flatMap(findSecrets),
        'no page throws on the server': folders.flatMap(findThrown),
      });
    } finally {
      for (const { dataDir } of installations) await deleteEmbeddedPostgres(dataDir);
    }
  },
});

const freeInstallation = async (dataDir: string): Promise<Installation> => ({
  port: await quietPort(),
  sandboxPort: await quietPort(),
  mailPort: await quietPort(),
  oidcPort: await quietPort(),
  dataDir,
});

/** After everything else: what the installations have written, searched for what must not stand there. */
export function withSearches(outcome: Outcome, searches: Record<string, readonly string[]>): Outcome {
  const failed = Object.entries(searches).filter(([, found]) => found.length > 0);
  return {
    passed: outcome.passed + Object.keys(searches).length - failed.length,
    failed: outcome.failed + failed.length,
    tests: [
      ...outcome.tests,
      ...failed.map(([title, found]) => ({ title: `e2e › ${title}`, seconds: 0, why: found.join('\n') })),
    ],
  };
}

export function outcomeOf(report: PlaywrightReport | null): Outcome {
  if (report === null) return { passed: 0, failed: 0, tests: [] };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky, tests: report.suites.flatMap(testsOf) };
}

function testsOf({ specs, suites = [] }: Suite): TimedTest[] {
  const own = specs.map(({ file, title, tests }) => {
    const results = tests.flatMap((test) => test.results);
    const errors = results.flatMap((result) => result.errors);
    return {
      title: `e2e/${file} › ${title}`,
      seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
      ...(errors.length > 0 && { why: errors.map(saying).join('\n') }),
    };
  });
  return [...own, ...suites.flatMap(testsOf)];
}

/** That a test took too long is said by one error, what it waited for by the next. */
const saying = ({ message = 'ended with an error', location }: PlaywrightError): string =>
  location ? `${shortPath(location.file)}:${location.line} ${message}` : message;
