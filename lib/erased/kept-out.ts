import type { PoolClient } from 'pg';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { conflict } from '../errors';
import { fingerprintOf, hexOf } from './fingerprint';
import { openKey, type SealedKey } from './keys';

type Who = Pick<Context, 'config'>;

/** Keys with a block that stands. Nobody was erased in most installations: then nothing is reckoned. */
const usedKeys = `SELECT k.id, k.sealed_with AS "sealedWith", k.ciphertext FROM erasure_keys k
  WHERE EXISTS (SELECT FROM erased_addresses a WHERE a.key_id = k.id AND a.lifted_at IS NULL)`;

/**
 * Which of these addresses, by email key, belong to somebody who was erased. Ask in the transaction that would store them: an erasure
 * waits for what began before it.
 */
export async function erasedAmong(ctx: Who, tx: Tx, emailKeys: readonly string[]): Promise<Set<string>> {
  if (emailKeys.length === 0) return new Set();
  const keys = await tx.$queryRaw<SealedKey[]>(Prisma.raw(usedKeys));
  return among(ctx, keys, emailKeys, (fingerprints) =>
    tx.erasedAddress.findMany({
      where: { fingerprint: { in: fingerprints }, liftedAt: null },
      select: { fingerprint: true },
    }),
  );
}

/** The same beside COPY and temporary tables. */
export async function erasedAmongWith(
  ctx: Who,
  client: Pick<PoolClient, 'query'>,
  emailKeys: readonly string[],
): Promise<Set<string>> {
  if (emailKeys.length === 0) return new Set();
  const { rows } = await client.query<{ id: string; sealedWith: string; ciphertext: Buffer }>(usedKeys);
  const keys = rows.map((row) => ({ ...row, id: BigInt(row.id) }));
  return among(ctx, keys, emailKeys, async (fingerprints) => {
    const found = await client.query<{ fingerprint: Buffer }>(
      'SELECT fingerprint FROM erased_addresses WHERE fingerprint = ANY($1::bytea[]) AND lifted_at IS NULL',
      [fingerprints.map((one) => Buffer.from(one))],
    );
    return found.rows;
  });
}

type Find = (fingerprints: Uint8Array<ArrayBuffer>[]) => Promise<{ fingerprint: Uint8Array }[]>;

/** Parameters of one statement. */
const maxAtOnce = 10_000;

async function among(
  ctx: Who,
  keys: readonly SealedKey[],
  emailKeys: readonly string[],
  find: Find,
): Promise<Set<string>> {
  const erased = new Set<string>();
  for (const sealed of keys) {
    const key = openKey(ctx, sealed);
    for (let from = 0; from < emailKeys.length; from += maxAtOnce) {
      const byFingerprint = new Map<string, string>();
      const fingerprints = emailKeys.slice(from, from + maxAtOnce).map((emailKey) => {
        const fingerprint = fingerprintOf(key, emailKey);
        byFingerprint.set(hexOf(fingerprint), emailKey);
        return fingerprint;
      });
      for (const { fingerprint } of await find(fingerprints)) {
        const emailKey = byFingerprint.get(hexOf(fingerprint));
        if (emailKey !== undefined) erased.add(emailKey);
      }
    }
  }
  return erased;
}

export const erasedWords =
  'The person with this address was erased and stays out. If they come back of their own wish, an admin lifts the block on the Privacy page first.';

/** Throws a `conflict` when whoever has this address was erased. */
export async function refuseErased(ctx: Who, tx: Tx, emailKey: string | null | undefined): Promise<void> {
  if (!emailKey) return;
  const erased = await erasedAmong(ctx, tx, [emailKey]);
  if (erased.size > 0) throw conflict(erasedWords, { email: erasedWords });
}
