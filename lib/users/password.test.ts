import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password';

test('a password is kept as argon2id, as hard as OWASP asks for at least, and never twice alike (check 12)', async () => {
  const [once, again] = await Promise.all([hashPassword('seven boats'), hashPassword('seven boats')]);
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(once) ?? [];
  expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
  expect(Number(passes)).toBeGreaterThanOrEqual(2);
  expect(again).not.toBe(once);
  expect(await verifyPassword(once, 'seven boats')).toBe(true);
  expect(await verifyPassword(once, 'seven boat')).toBe(false);
});
