import type { FinishedStage } from './stage';

/** What stands at the end of a run; the last line is what programs read. */
export function summarise(
  stages: FinishedStage[],
  { seconds, trouble }: { seconds: number; trouble: number },
): string {
  const sum = (of: 'passed' | 'failed'): number => stages.reduce((all, { outcome }) => all + outcome[of], 0);
  const slowest = stages
    .flatMap(({ outcome }) => outcome.tests)
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, 10);
  return [
    ...stages.map(stageLine),
    `${secondsText(seconds)} altogether`,
    ...(slowest.length === 0 ? [] : ['', 'the slowest tests']),
    ...slowest.map((test) => `${secondsText(test.seconds)} ${test.title}`),
    '',
    `${sum('passed')} passed, ${sum('failed') + trouble} failed`,
  ].join('\n');
}

export function stageLine({ title, seconds, outcome: { passed, failed } }: FinishedStage): string {
  return `${secondsText(seconds)} ${failed === 0 ? 'ok    ' : 'FAILED'} ${title}: ${passed} passed, ${failed} failed`;
}

const secondsText = (seconds: number): string => `${seconds.toFixed(1).padStart(6)} s`;
