import { expect, it } from 'vitest';
import type { Keyring } from '../secrets';
import { knownDevice, rememberDevice } from './known-device';

const ring = (...ids: string[]): Keyring => ({
  primary: ids[0] ?? '',
  keys: new Map(ids.map((id) => [id, Buffer.alloc(32, id)])),
});
const keys = ring('one');

it('knows a browser again for whom it was remembered, and for nobody else', () => {
  const kept = rememberDevice(keys, null, 7n);
  expect(knownDevice(keys, kept, 7n)).toMatch(/^[\w-]{22}$/);
  expect([knownDevice(keys, kept, 8n), knownDevice(keys, null, 7n), knownDevice(keys, '', 7n)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('believes nothing that was altered or signed by a key that is gone, and follows a new key', () => {
  const kept = rememberDevice(keys, null, 7n);
  const altered = [kept.replace(/^7/, '8'), kept.replace(/\.one$/, '.two'), kept.slice(0, -6), `${kept}x`];
  expect(altered.map((one) => knownDevice(ring('one', 'two'), one, one.startsWith('8') ? 8n : 7n))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(knownDevice(ring('two', 'one'), kept, 7n)).not.toBeNull();
  expect(knownDevice(ring('two'), kept, 7n)).toBeNull();
});

it('remembers the last four people of a browser, each once', () => {
  let kept: string | null = null;
  for (const id of [1n, 2n, 3n, 2n, 4n, 5n]) kept = rememberDevice(keys, kept, id);
  expect([1n, 2n, 3n, 4n, 5n].map((id) => knownDevice(keys, kept, id) !== null)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
});
