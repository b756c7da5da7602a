import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSecret, sealSecret, type Keyring } from './secrets';

const keyring = (...ids: string[]): Keyring => ({
  primary: ids[0] ?? '',
  keys: new Map(ids.map((id) => [id, randomBytes(32)])),
});

test('a sealed secret opens with its key and binding, and two seals differ', () => {
  const keys = keyring('a');
  const one = sealSecret(keys, 'integrations:1:password', 'correct horse');
  const two = sealSecret(keys, 'integrations:1:password', 'correct horse');
  expect(openSecret(keys, 'integrations:1:password', one)).toBe('correct horse');
  expect(Buffer.from(one.ciphertext).equals(Buffer.from(two.ciphertext))).toBe(false);
});

test('a secret swapped into another row is refused', () => {
  const keys = keyring('a');
  const sealed = sealSecret(keys, 'integrations:1:password', 'correct horse');
  expect(() => openSecret(keys, 'integrations:2:password', sealed)).toThrow(/does not open/);
});

test('a missing key is named', () => {
  const sealed = sealSecret(keyring('old'), 'x', 'y');
  expect(() => openSecret(keyring('new'), 'x', sealed)).toThrow(/key old is missing/);
});
