import { expect, it, vi } from 'vitest';
import { endAfter } from './end-after';

it('ends after its time, with whoever stops it, or at once where that has happened', () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const [timed, stopped] = [endAfter(1_000, new AbortController().signal), endAfter(9_000, stop.signal)];
  vi.advanceTimersByTime(999);
  expect([timed.signal.aborted, stopped.signal.aborted]).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  expect(timed.signal.aborted).toBe(true);
  stop.abort();
  expect(stopped.signal.aborted).toBe(true);
  expect(endAfter(1_000, stop.signal).signal.aborted).toBe(true);
  const released = endAfter(1_000, new AbortController().signal);
  released.release();
  vi.advanceTimersByTime(5_000);
  expect(released.signal.aborted).toBe(false);
  vi.useRealTimers();
});
