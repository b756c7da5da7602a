import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from './errors';

/** Key id → 32 bytes, from ENCRYPTION_KEYS. The first one encrypts, all decrypt. */
export type Keyring = { primary: string; keys: ReadonlyMap<string, Buffer> };

export type SealedSecret = { keyId: string; ciphertext: Uint8Array<ArrayBuffer> };

const nonceBytes = 12;
const tagBytes = 16;

/** `binding` names table, row and column: a ciphertext moved to another row does not open. */
export function sealSecret(keyring: Keyring, binding: string, plain: string): SealedSecret {
  const key = keyOf(keyring, keyring.primary);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return {
    keyId: keyring.primary,
    ciphertext: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body])),
  };
}

/** Throws `unavailable` when the key is missing or the value was tampered with. */
export function openSecret(keyring: Keyring, binding: string, sealed: SealedSecret): string {
  const key = keyOf(keyring, sealed.keyId);
  const bytes = Buffer.from(sealed.ciphertext);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(binding))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch (cause) {
    throw new AppError('unavailable', `secret ${binding} does not open with key ${sealed.keyId}`, {
      userMessage: 'The stored password can’t be read. Enter it again on the integration.',
      cause,
    });
  }
}

function keyOf(keyring: Keyring, id: string): Buffer {
  const key = keyring.keys.get(id);
  if (!key) {
    throw new AppError('unavailable', `encryption key ${id} is missing`, {
      userMessage: `Encryption key “${id}” is missing from ENCRYPTION_KEYS. Put it back, then run npm run keys:rotate before you remove it.`,
    });
  }
  return key;
}
