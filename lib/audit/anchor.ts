import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Tx } from '../db';
import type { Keyring } from '../secrets';

/** What the chain was at a time: its end, and how far lines may be gone. */
export type Anchor = {
  at: Date;
  cutSeq: bigint;
  cutHash: Uint8Array<ArrayBuffer>;
  seq: bigint;
  hash: Uint8Array<ArrayBuffer>;
  keyId: string;
  signature: Uint8Array<ArrayBuffer>;
};

export const readNewestAnchor = (tx: Tx): Promise<Anchor | null> =>
  tx.auditAnchor.findFirst({ orderBy: { id: 'desc' } });

/** Signed with a key that is made of ENCRYPTION_KEYS, so that nobody with the database alone can make one. */
export async function storeAnchor(
  tx: Tx,
  keyring: Keyring,
  said: Omit<Anchor, 'keyId' | 'signature'>,
): Promise<Anchor> {
  const anchor = { ...said, keyId: keyring.primary };
  const signature = sign(keyring, anchor);
  if (signature === null) throw new Error('the keyring has no primary key');
  const signed = { ...anchor, signature: new Uint8Array(signature) };
  await tx.auditAnchor.create({ data: signed });
  return signed;
}

/** One that can't be checked, because its key is gone, is not ours either. */
export function isOurs(keyring: Keyring, anchor: Anchor): boolean {
  const ours = sign(keyring, anchor);
  return ours !== null && anchor.signature.length === ours.length && timingSafeEqual(ours, anchor.signature);
}

function sign(keyring: Keyring, anchor: Omit<Anchor, 'signature'>): Buffer | null {
  const key = keyring.keys.get(anchor.keyId);
  if (!key) return null;
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const text = [
    '1',
    anchor.at.getTime(),
    anchor.cutSeq,
    hex(anchor.cutHash),
    anchor.seq,
    hex(anchor.hash),
  ].join(':');
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'dotbridge audit anchor', 32)))
    .update(text)
    .digest();
}
