import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, ok } from '@/lib/result';
import { eventually } from '@/prisma/test-eventually';
import { callAction } from './call-action';
import { sessionStore, signInAgain } from './session-over';

const over = failed({ code: 'not_signed_in', message: 'Your session has ended.' });
let stop: () => void = () => undefined;
beforeEach(() => {
  stop = sessionStore.subscribe(() => undefined);
});
afterEach(() => {
  sessionStore.back();
  stop();
});

describe('a session that has ended', () => {
  it('lets the very call go out once more when the same person is back', async () => {
    const answers = [over, ok('saved')];
    const called = callAction(() => Promise.resolve(answers.shift() ?? ok('too often')));
    await eventually(() => expect(sessionStore.read().kind).toBe('over'));
    sessionStore.back();
    expect(await called).toEqual(ok('saved'));
    expect(answers).toEqual([]);
  });

  it('tells what was refused when the person closes the dialog', async () => {
    const called = callAction(() => Promise.resolve(over));
    await eventually(() => expect(sessionStore.read().kind).toBe('over'));
    sessionStore.decline();
    expect(await called).toEqual(over);
    expect(sessionStore.read().kind).toBe('fine');
  });

  it('is asked about once, however many calls meet it', async () => {
    const asked = [signInAgain(), signInAgain({ byItself: true }), signInAgain()];
    sessionStore.back();
    expect(await Promise.all(asked)).toEqual([true, true, true]);
  });

  it('is not asked about again by what asks by itself, but by a press', async () => {
    const first = signInAgain({ byItself: true });
    sessionStore.decline();
    expect(await first).toBe(false);
    expect(await signInAgain({ byItself: true })).toBe(false);
    expect(sessionStore.read().kind).toBe('fine');
    const pressed = signInAgain();
    expect(sessionStore.read().kind).toBe('over');
    sessionStore.back();
    expect(await pressed).toBe(true);
  });

  it('asks nobody where no page of a signed-in person stands', async () => {
    stop();
    expect(await signInAgain()).toBe(false);
  });
});

it('says why no answer came', async () => {
  const call = () =>
    callAction<string>(() => Promise.reject(new TypeError('fetch failed')), 'Nobody was added.');
  vi.stubGlobal('navigator', { onLine: true });
  expect(await call()).toMatchObject({ error: { code: 'unreachable', message: 'Nobody was added.' } });
  vi.stubGlobal('navigator', { onLine: false });
  expect(await call()).toMatchObject({
    error: { code: 'unreachable', message: expect.stringContaining('offline') as string },
  });
  vi.unstubAllGlobals();
});
