import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Keyring } from '../../lib/secrets';
import { BackupError } from './backup-error';
import { ByteReader } from './byte-reader';

const format = 'dotbridge-backup-1';
/** Format, id of the key and salt, filled up with blanks to its fixed length. */
const headerBytes = 128;
const saltBytes = 32;
const chunkBytes = 256 * 1024;
const tagBytes = 16;
/** Whether it is the last one, and how long it is. */
const prefixBytes = 5;

/**
 * A stream encrypted in chunks of AES-256-GCM, after the STREAM construction (https://eprint.iacr.org/2015/189): the nonce of a chunk is
 * its place and whether it is the last one, so none can be left out, moved or added, and an end that is missing shows. The key is made
 * for this file alone, of the first key of ENCRYPTION_KEYS and the header.
 */
export async function* seal(keyring: Keyring, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const master = keyring.keys.get(keyring.primary);
  if (!master) throw new BackupError(`Key ${keyring.primary} is missing from ENCRYPTION_KEYS.`);
  const salt = randomBytes(saltBytes).toString('base64url');
  const header = Buffer.from(`${format} ${keyring.primary} ${salt}`.padEnd(headerBytes - 1) + '\n');
  const key = keyOf(master, header);
  yield header;
  const reader = new ByteReader(plain);
  let chunk = await reader.take(chunkBytes);
  for (let place = 0; ; place += 1) {
    const next = await reader.take(chunkBytes);
    const last = next.length === 0;
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, last));
    const body = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    const prefix = Buffer.alloc(prefixBytes);
    prefix.writeUInt8(last ? 1 : 0);
    prefix.writeUInt32BE(body.length, 1);
    yield prefix;
    yield body;
    if (last) return;
    chunk = next;
  }
}

/** What was sealed; throws where a part is missing, altered or under another key, before it hands that part out. */
export async function* open(keyring: Keyring, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(sealed);
  const header = await reader.take(headerBytes);
  const [name, keyId = '', salt = ''] = header.toString('latin1').trimEnd().split(' ');
  if (name !== format || header.length < headerBytes || salt === '')
    throw new BackupError('This is not a backup of Dotbridge, or the file is cut off at its beginning.');
  const master = keyring.keys.get(keyId);
  if (!master)
    throw new BackupError(
      `The backup was made with key ${keyId}, which is not among ENCRYPTION_KEYS (${[...keyring.keys.keys()].join(', ')}). Put it there, behind the others, and restore again.`,
    );
  const key = keyOf(master, header);
  for (let place = 0; ; place += 1) {
    const prefix = await reader.take(prefixBytes);
    if (prefix.length < prefixBytes) throw cutOff();
    const last = prefix.readUInt8() === 1;
    const length = prefix.readUInt32BE(1);
    if (length < tagBytes || length > chunkBytes + tagBytes) throw damaged(place, keyId);
    const body = await reader.take(length);
    if (body.length < length) throw cutOff();
    yield openChunk({ key, keyId, place, last, body });
    if (!last) continue;
    if ((await reader.take(1)).length > 0) throw damaged(place + 1, keyId);
    return;
  }
}

type SealedChunk = { key: Buffer; keyId: string; place: number; last: boolean; body: Buffer };

function openChunk({ key, keyId, place, last, body }: SealedChunk): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, last));
  decipher.setAuthTag(body.subarray(body.length - tagBytes));
  const plain = decipher.update(body.subarray(0, body.length - tagBytes));
  try {
    decipher.final();
  } catch {
    throw damaged(place, keyId);
  }
  return plain;
}

const keyOf = (master: Buffer, header: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, header, format, 32));

function nonceOf(place: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(place, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

const cutOff = (): BackupError =>
  new BackupError('The backup is cut off: its end is missing. Nothing was restored. Fetch the file again.');

const damaged = (place: number, keyId: string): BackupError =>
  new BackupError(
    place === 0
      ? `The backup does not open with key ${keyId}: it is another key of that name, or the file was altered. Nothing was restored.`
      : 'The backup was altered or damaged after it was made. Nothing was restored. Fetch the file again.',
  );
