import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Keyring } from '@/lib/secrets';
import { BackupError } from './backup-error';
import { open, seal } from './sealed-stream';

const chunk = 256 * 1024;
const keyring: Keyring = { primary: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) };

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

const sealed = (plain: Buffer) => all(seal(keyring, inPieces(plain)));
const opened = (bytes: Buffer, keys = keyring) => all(open(keys, inPieces(bytes)));

test('what was sealed comes out as it was, whatever its length', async () => {
  for (const length of [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk]) {
    const plain = randomBytes(length);
    const bytes = await sealed(plain);
    expect((await opened(bytes)).equals(plain), String(length)).toBe(true);
    // Fewer may stand in the ciphertext by chance.
    if (length >= 16) expect(bytes.includes(plain.subarray(0, 64))).toBe(false);
  }
  expect((await sealed(Buffer.alloc(9))).equals(await sealed(Buffer.alloc(9)))).toBe(false);
});

test('a stream that is cut off anywhere, or of which a bit was turned, does not open to its end', async () => {
  const bytes = await sealed(randomBytes(2 * chunk + 500));
  const place = fc.nat(bytes.length - 1);
  await fc.assert(
    fc.asyncProperty(place, fc.nat(7), fc.boolean(), async (at, bit, cut) => {
      const hurt = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
      if (!cut) hurt[at] = (hurt[at] ?? 0) ^ (1 << bit);
      await expect(opened(hurt)).rejects.toThrow(BackupError);
    }),
    { numRuns: 60 },
  );
});

test('chunks left out, exchanged or put behind the end are found', async () => {
  const bytes = await sealed(randomBytes(3 * chunk));
  const frame = 5 + chunk + 16;
  const header = bytes.subarray(0, 128);
  const [one, two, three] = [0, 1, 2].map((n) => bytes.subarray(128 + n * frame, 128 + (n + 1) * frame));
  for (const parts of [
    [two, three],
    [two, one, three],
    [one, three],
    [one, two],
    [one, two, three, three],
  ])
    await expect(opened(Buffer.concat([header, ...parts.map((part) => part ?? header)]))).rejects.toThrow(
      BackupError,
    );
});

test('a key that is missing is named, and another one of the same name does not open it', async () => {
  const bytes = await sealed(Buffer.from('a backup'));
  const other = { primary: 'k2', keys: new Map([['k2', Buffer.alloc(32, 1)]]) };
  await expect(opened(bytes, other)).rejects.toThrow(/made with key k1.*ENCRYPTION_KEYS \(k2\)/);
  const sameName = { primary: 'k1', keys: new Map([['k1', Buffer.alloc(32, 2)]]) };
  await expect(opened(bytes, sameName)).rejects.toThrow(/does not open with key k1/);
  const later = { primary: 'k2', keys: new Map([...other.keys, ...keyring.keys]) };
  expect((await opened(bytes, later)).toString()).toBe('a backup');
});
