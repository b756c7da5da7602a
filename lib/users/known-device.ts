import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../secrets';

const between = '~';
const mostPeople = 4;

/** What a browser keeps after a sign-in: proof that this person came in there before. It opens nothing, it only spares the throttle of strangers. */
export function rememberDevice({ keys, primary }: Keyring, kept: string | null, userId: bigint): string {
  const key = keys.get(primary);
  if (!key) throw new Error(`encryption key ${primary} is missing`);
  const device = randomBytes(16).toString('base64url');
  const made = [userId, device, signature(key, userId, device).toString('base64url'), primary].join('.');
  const others = (kept ?? '').split(between).filter((one) => one !== '' && !one.startsWith(`${userId}.`));
  return [made, ...others].slice(0, mostPeople).join(between);
}

/** The name of this browser, where the person has signed in before; else null. */
export function knownDevice({ keys }: Keyring, kept: string | null, userId: bigint): string | null {
  for (const one of (kept ?? '').split(between)) {
    const [, owner = '', device = '', signed = '', keyId = ''] =
      /^([1-9]\d{0,18})\.([\w-]{22})\.([\w-]{43})\.([\w.-]{1,40})$/.exec(one) ?? [];
    const key = keys.get(keyId);
    if (!key || owner !== String(userId)) continue;
    const [given, real] = [Buffer.from(signed, 'base64url'), signature(key, userId, device)];
    if (given.length === real.length && timingSafeEqual(given, real)) return device;
  }
  return null;
}

const signature = (key: Buffer, userId: bigint, device: string): Buffer =>
  createHmac('sha256', key).update(`known-device:${userId}:${device}`).digest();
