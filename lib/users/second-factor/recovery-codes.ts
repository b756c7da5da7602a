import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../../db';
import { recoveryCodeCount } from '../schemas';

/** No letter or digit that is read as another: Crockford's alphabet. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 4;
const groupLength = 6;

/** New ones in place of all before: this once they are known, afterwards their hashes alone. */
export async function replaceRecoveryCodes(tx: Tx, userId: bigint): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(code) })) });
  return codes;
}

/** Uses one up. false: none of theirs, or used before. */
export async function takeRecoveryCode(tx: Tx, userId: bigint, code: string, at: Date): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: hashOf(code), usedAt: null },
    data: { usedAt: at },
  });
  return count === 1;
}

export const countRecoveryCodes = (tx: Tx, userId: bigint): Promise<number> =>
  tx.recoveryCode.count({ where: { userId, usedAt: null } });

/** 120 bits (reliability.md check 17): too many to be guessed from a hash without salt. */
function newCode(): string {
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet.charAt(byte % 32));
  return Array.from({ length: groups }, (_, n) =>
    letters.slice(n * groupLength, (n + 1) * groupLength).join(''),
  ).join('-');
}

/** As it was written down: in small letters, with other spaces, O for 0, I or L for 1. */
const hashOf = (code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(plainOf(code)).digest());

const plainOf = (code: string): string =>
  code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
