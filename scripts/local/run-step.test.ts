import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runStep } from './run-step';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const minute = 60_000;
const program = (script: string) => ['-e', script];
const options = {
  env: process.env,
  abort: new AbortController().signal,
  maxSilence: minute,
  graceSeconds: 12,
};

it('ends a program that says nothing any more, and says so', async () => {
  const { code, output } = await runStep(program(`console.log('begun'); setInterval(() => 0, 1000)`), {
    ...options,
    hear: (line) => {
      if (line === 'begun') vi.advanceTimersByTime(minute);
    },
  });
  expect({ code, output }).toEqual({
    code: 1,
    output: 'begun\nNothing was heard for 60 s: it hung, and was ended.',
  });
});

it('lets a program run beyond that while it speaks', async () => {
  const { code, output } = await runStep(
    program(
      `let n = 0; const timer = setInterval(() => { console.log('.'); if (++n === 3) clearInterval(timer); }, 20)`,
    ),
    { ...options, hear: () => void vi.advanceTimersByTime(minute - 1) },
  );
  expect({ code, output: output.replaceAll('\n', '') }).toEqual({ code: 0, output: '...' });
});

it('kills a program that hears no signal', async () => {
  const stop = new AbortController();
  const run = runStep(
    program(`process.on('SIGTERM', () => 0); console.log('deaf'); setInterval(() => 0, 1000)`),
    {
      ...options,
      abort: stop.signal,
      hear: () => {
        stop.abort(new Error('enough'));
        vi.advanceTimersByTime(minute);
      },
    },
  );
  await expect(run).rejects.toThrow('enough');
});

it('hands on what is said and answers the exit code', async () => {
  const heard: string[] = [];
  const { code } = await runStep(program(`console.error('no'); process.exitCode = 3`), {
    ...options,
    hear: (line) => heard.push(line),
  });
  expect({ code, heard }).toEqual({ code: 3, heard: ['no'] });
});
