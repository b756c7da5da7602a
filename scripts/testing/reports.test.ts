import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../local/project';
import { outcomeOf as playwrightOutcome } from './playwright-stage';
import { settle } from './read-report';
import { outcomeOf as vitestOutcome } from './vitest-stage';

it('counts a test file that could not be loaded as a failed test', () => {
  const name = join(projectFolder, 'lib/a.test.ts');
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      { name, status: 'passed', assertionResults: [{ status: 'passed', fullName: 'adds', duration: 1500 }] },
      {
        name,
        status: 'failed',
        assertionResults: [
          { status: 'failed', fullName: 'takes', duration: null, failureMessages: ['1 is not 2'] },
        ],
      },
      { name, status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  expect(vitestOutcome(report)).toEqual({
    passed: 2,
    failed: 2,
    tests: [
      { title: 'lib/a.test.ts', seconds: 0, why: 'no such module' },
      { title: 'lib/a.test.ts › adds', seconds: 1.5 },
      { title: 'lib/a.test.ts › takes', seconds: 0, why: '1 is not 2' },
    ],
  });
});

it('counts a browser test that passed only when it was tried again as failed, and finds tests in groups', () => {
  const spec = (title: string, ...durations: number[]) => ({
    file: 'a.spec.ts',
    title,
    tests: [
      {
        results: durations.map((duration, at) => ({
          duration,
          errors:
            at === durations.length - 1
              ? []
              : [
                  { message: 'took too long' },
                  {
                    message: 'no button',
                    location: { file: join(projectFolder, 'e2e/a.spec.ts'), line: 7 },
                  },
                ],
        })),
      },
    ],
  });
  const report = {
    stats: { expected: 3, unexpected: 1, flaky: 1 },
    suites: [{ specs: [spec('signs in', 2000)], suites: [{ specs: [spec('signs out', 500, 700)] }] }],
  };
  expect(playwrightOutcome(report)).toEqual({
    passed: 3,
    failed: 2,
    tests: [
      { title: 'e2e/a.spec.ts › signs in', seconds: 2 },
      { title: 'e2e/a.spec.ts › signs out', seconds: 1.2, why: 'took too long\ne2e/a.spec.ts:7 no button' },
    ],
  });
});

it('takes a runner that ends badly without a failed test, or without a report, for a failure', () => {
  expect(settle(vitestOutcome(null), 1).failed).toBe(1);
  expect(settle(playwrightOutcome(null), 0).failed).toBe(0);
  expect(settle({ passed: 5, failed: 0, tests: [] }, 1).failed).toBe(1);
  expect(settle({ passed: 5, failed: 2, tests: [] }, 1).failed).toBe(2);
});
