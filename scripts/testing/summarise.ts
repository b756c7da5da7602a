import { stripVTControlCharacters } from 'node:util';
import type { FinishedStage, TimedTest } from './stage';

/** What stands at the end of a run; the last line is what programs read. */
export function summarise(
  stages: FinishedStage[],
  { seconds, trouble }: { seconds: number; trouble: number },
): string {
  const sum = (of: 'passed' | 'failed'): number => stages.reduce((all, { outcome }) => all + outcome[of], 0);
  const tests = stages.flatMap(({ outcome }) => outcome.tests);
  const broken = tests.filter(({ why }) => why !== undefined);
  const slowest = tests.toSorted((one, other) => other.seconds - one.seconds).slice(0, 10);
  return [
    ...stages.map(stageLine),
    `${secondsText(seconds)} altogether`,
    ...(slowest.length === 0 ? [] : ['', 'the slowest tests']),
    ...slowest.map((test) => `${secondsText(test.seconds)} ${test.title}`),
    ...(broken.length === 0 ? [] : ['', 'what failed']),
    ...broken.map(complaint),
    '',
    `${sum('passed')} passed, ${sum('failed') + trouble} failed`,
  ].join('\n');
}

export function stageLine({ title, seconds, outcome: { passed, failed } }: FinishedStage): string {
  return `${secondsText(seconds)} ${failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${passed} passed, ${failed} failed`;
}

/** A failed test and the first lines of what it said: enough to know which it was where only the end of a log is kept. */
function complaint({ title, why = '' }: TimedTest): string {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return [`- ${title}`, ...lines.slice(0, 8).map((line) => `    ${line.trim().slice(0, 200)}`)].join('\n');
}

const secondsText = (seconds: number): string => `${seconds.toFixed(1).padStart(6)} s`;
