import { encode } from 'next-auth/jwt';
import { afterEach, expect, it, vi } from 'vitest';
import { readSessionToken } from './session-token';

const secret = 'a secret of thirty-two letters or more';
const seal = (by: string, sessionId: unknown) =>
  encode({ token: { sub: '1', sessionId }, secret: by, maxAge: 60 });

const read = (token: string) => readSessionToken(token, secret);

afterEach(() => {
  vi.useRealTimers();
});

it('says the session of a token sealed by us, the first time and after', async () => {
  const token = await seal(secret, 'one');
  expect([await read(token), await read(token)]).toEqual(['one', 'one']);
});

it('says nothing of a token that somebody else sealed, that was altered or names no session', async () => {
  const token = await seal(secret, 'two');
  const wrong = [
    await seal(`${secret}!`, 'two'),
    `${token.slice(0, -3)}abc`,
    'nothing',
    await seal(secret, 2),
  ];
  expect(await Promise.all(wrong.map(read))).toEqual([null, null, null, null]);
});

it('knows a token no longer once it is over, though it has read it before', async () => {
  const token = await seal(secret, 'three');
  expect(await read(token)).toBe('three');
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
  expect(await read(token)).toBe(null);
});
