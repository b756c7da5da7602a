import { expect, it } from 'vitest';
import type { FinishedStage } from './stage';
import { summarise } from './summarise';

const stage = (title: string, passed: number, failed: number, ...seconds: number[]): FinishedStage => ({
  title,
  seconds: 12.34,
  outcome: { passed, failed, tests: seconds.map((one) => ({ title: `${title} › ${one}`, seconds: one })) },
});

it('ends with one line that counts all stages, and what went wrong beside them', () => {
  const text = summarise([stage('types', 1, 0), stage('unit', 40, 2)], { seconds: 70, trouble: 1 });
  expect(text.split('\n').at(-1)).toBe('41 passed, 3 failed');
  expect(text).toMatch(
    /12\.3 s ok +types: 1 passed, 0 failed\n +12\.3 s FAILED unit: 40 passed, 2 failed\n +70\.0 s altogether/,
  );
});

it('names the ten slowest tests of all runners, the slowest first', () => {
  const text = summarise([stage('db', 6, 0, 1, 9, 3, 4, 5, 6), stage('e2e', 6, 0, 2, 8, 7, 10, 11, 12)], {
    seconds: 1,
    trouble: 0,
  });
  const named = text.split('\n').filter((line) => line.includes('›'));
  expect(named.map((line) => Number(line.trim().split(' ')[0]))).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  expect(named[0]).toContain('e2e › 12');
});

it('has no list of slow tests where only checks ran', () => {
  expect(summarise([stage('types', 1, 0)], { seconds: 1, trouble: 0 })).not.toContain('slowest');
});

it('names what failed and what it said, right above the last line', () => {
  const broken = {
    title: 'e2e/a.spec.ts › signs in',
    seconds: 3,
    why: '\u001b[31mno button\u001b[39m\n\n  at a',
  };
  const text = summarise([{ title: 'e2e', seconds: 3, outcome: { passed: 0, failed: 1, tests: [broken] } }], {
    seconds: 3,
    trouble: 0,
  });
  expect(text).toMatch(
    /what failed\n- e2e\/a\.spec\.ts › signs in\n {4}no button\n {4}at a\n\n0 passed, 1 failed$/,
  );
});
