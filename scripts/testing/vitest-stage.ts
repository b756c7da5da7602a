import { join } from 'node:path';
import { environment, packageFile } from './environment';
import { readReport, settle, shortPath } from './read-report';
import { runTestProgram } from './run-test-program';
import { statementsFolder } from './statements-stage';
import type { Outcome, Stage } from './stage';

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: {
      status: string;
      fullName: string;
      duration?: number | null;
      failureMessages?: string[];
    }[];
  }[];
};

export function vitestStage(project: string, title: string): Stage {
  return {
    name: project,
    title,
    run: async ({ abort, scratch }) => {
      const report = join(scratch, `${project}.json`);
      const { code } = await runTestProgram(
        [
          packageFile('vitest/vitest.mjs'),
          'run',
          '--project',
          project,
          '--passWithNoTests',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        {
          env: environment({ NODE_ENV: 'test', STATEMENTS_DIR: statementsFolder(scratch) }),
          abort,
          hear: (line) => console.log(line),
        },
      );
      return settle(outcomeOf(readReport<VitestReport>(report)), code);
    },
  };
}

export function outcomeOf(report: VitestReport | null): Outcome {
  if (report === null) return { passed: 0, failed: 0, tests: [] };
  // A file that could not even be loaded has no tests to count; it counts as one.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    tests: [
      ...brokenFiles.map(({ name, message }) => ({
        title: shortPath(name),
        seconds: 0,
        why: message || 'could not be loaded',
      })),
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults.map(({ status, fullName, duration, failureMessages = [] }) => ({
          title: `${shortPath(name)} › ${fullName}`,
          seconds: (duration ?? 0) / 1000,
          ...(status === 'failed' && { why: failureMessages.join('\n') }),
        })),
      ),
    ],
  };
}
