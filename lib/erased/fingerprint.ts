import { createHmac } from 'node:crypto';

export type FingerprintKey = { id: bigint; secret: Buffer };

/** Keyed, since addresses can be guessed: nobody who has the database alone can try them. */
export const fingerprintOf = (key: FingerprintKey, emailKey: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key.secret).update(emailKey).digest());

/** How PostgreSQL spells it: the name of a fingerprint in a map. */
export const hexOf = (fingerprint: Uint8Array): string => Buffer.from(fingerprint).toString('hex');
