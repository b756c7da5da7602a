import { expect, test } from 'vitest';
import { authCookies, cookieSetting } from './cookie-setting';

test('over https a cookie belongs to this host alone, is sent over https alone and is read by no script (check 14)', () => {
  expect(cookieSetting('https://dotbridge.example.com', 'session')).toEqual({
    name: '__Host-dotbridge.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
});

test('over plain http it keeps what it can, under a name that promises no more', () => {
  expect(cookieSetting('http://localhost:3000', 'session')).toEqual({
    name: 'dotbridge.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
  });
});

test('so do those that next-auth keeps, which end soon where they are for the way to the provider alone', () => {
  const all = Object.entries(authCookies('https://dotbridge.example.com'));
  expect(all).toHaveLength(6);
  for (const [of, cookie] of all)
    expect([of, cookie]).toEqual([
      of,
      {
        name: expect.stringMatching(/^__Host-dotbridge\./),
        options: expect.objectContaining({ httpOnly: true, sameSite: 'lax', path: '/', secure: true }),
      },
    ]);
  expect(all.flatMap(([of, cookie]) => (cookie?.options.maxAge === 900 ? [of] : []))).toEqual([
    'pkceCodeVerifier',
    'state',
    'nonce',
  ]);
});
