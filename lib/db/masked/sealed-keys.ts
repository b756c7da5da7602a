import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const [cipherKey, tagKey] = [randomBytes(32), randomBytes(32)];
const mark = 'sealed:';

/**
 * By which the parts of one request look each other up: the same key is always sealed the same way in this process, and nobody outside
 * it can open or make one.
 */
export function sealKey(key: string): string {
  const tag = tagOf(key);
  const cipher = createCipheriv('aes-256-ctr', cipherKey, tag);
  return mark + Buffer.concat([tag, cipher.update(key, 'utf8'), cipher.final()]).toString('base64url');
}

/** null: not one of ours. */
export function openSealedKey(text: string): string | null {
  if (!text.startsWith(mark)) return null;
  const bytes = Buffer.from(text.slice(mark.length), 'base64url');
  if (bytes.length < 16) return null;
  const tag = bytes.subarray(0, 16);
  const cipher = createDecipheriv('aes-256-ctr', cipherKey, tag);
  const key = Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]).toString('utf8');
  return tagOf(key).equals(tag) ? key : null;
}

const tagOf = (key: string): Buffer => createHmac('sha256', tagKey).update(key).digest().subarray(0, 16);
