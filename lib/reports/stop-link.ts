import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../secrets';

/** Signed, so that a link ends the report of nobody but whom it was written to; it opens nothing else. */
export function stopToken({ keys, primary }: Keyring, userId: bigint | string): string {
  const key = keys.get(primary);
  if (!key) throw new Error(`encryption key ${primary} is missing`);
  return [userId, signature(key, userId).toString('base64url'), primary].join('.');
}

/** Whose report it ends; null where it was altered, or its key is gone. */
export function readStopToken({ keys }: Keyring, token: string): bigint | null {
  const [, userId = '', signed = '', keyId = ''] =
    /^([1-9]\d{0,18})\.([\w-]{43})\.([\w.-]{1,40})$/.exec(token) ?? [];
  const key = keys.get(keyId);
  if (!key) return null;
  const [given, real] = [Buffer.from(signed, 'base64url'), signature(key, userId)];
  return given.length === real.length && timingSafeEqual(given, real) ? BigInt(userId) : null;
}

const signature = (key: Buffer, userId: bigint | string): Buffer =>
  createHmac('sha256', key).update(`weekly-report:stop:${userId}`).digest();

/** The page with the button, for a person; and the address that mail programs post to (RFC 8058). */
export const stopPage = (applicationUrl: string, token: string): string =>
  `${applicationUrl}/weekly-report/stop?${new URLSearchParams({ token })}`;
export const stopAddress = (applicationUrl: string, token: string): string =>
  `${applicationUrl}/api/weekly-report/stop?${new URLSearchParams({ token })}`;
