import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventually } from '@/prisma/test-eventually';
import { sessionStore } from './session-over';
import { isStillSignedIn } from './still-signed-in';

let stop: () => void = () => undefined;
const answers = (status: number): void =>
  void vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status })));
beforeEach(() => {
  stop = sessionStore.subscribe(() => undefined);
});
afterEach(() => {
  sessionStore.back();
  stop();
  vi.unstubAllGlobals();
});

it('waits for the sign-in where the session is over, and for nothing else', async () => {
  answers(200);
  expect(await isStillSignedIn()).toBe(true);
  answers(401);
  const asked = isStillSignedIn();
  await eventually(() => expect(sessionStore.read().kind).toBe('over'));
  sessionStore.back();
  expect(await asked).toBe(true);
  const declined = isStillSignedIn();
  await eventually(() => expect(sessionStore.read().kind).toBe('over'));
  sessionStore.decline();
  expect(await declined).toBe(false);
});

it('leaves a server that does not answer to the upload itself', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  expect(await isStillSignedIn()).toBe(true);
});
