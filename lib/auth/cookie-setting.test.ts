import { expect, test } from 'vitest';
import { cookieSetting } from './cookie-setting';

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
