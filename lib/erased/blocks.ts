import type { Context } from '../context';
import type { Tx } from '../db';
import { currentKey, openKey } from './keys';
import { fingerprintOf } from './fingerprint';

/** From now on nobody comes in with these addresses. Twice is once; a block that was lifted stands again. */
export async function blockAddresses(ctx: Context, tx: Tx, emailKeys: readonly string[]): Promise<void> {
  if (emailKeys.length === 0) return;
  const key = await currentKey(ctx, tx);
  for (const emailKey of emailKeys) {
    const fingerprint = fingerprintOf(key, emailKey);
    const stands = { erasedAt: ctx.now(), liftedAt: null, liftedBy: null, liftReason: null };
    await tx.erasedAddress.upsert({
      where: { fingerprint },
      create: { fingerprint, keyId: key.id, ...stands },
      update: stands,
    });
  }
}

export type AddressBlock = {
  fingerprint: Uint8Array<ArrayBuffer>;
  erasedAt: Date;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftReason: string | null;
};

/** What is known of an address: blocks, also those that were lifted; the latest first. */
export async function findBlocks(ctx: Context, tx: Tx, emailKey: string): Promise<AddressBlock[]> {
  const keys = await tx.erasureKey.findMany();
  const fingerprints = keys.map((sealed) => fingerprintOf(openKey(ctx, sealed), emailKey));
  const rows = await tx.erasedAddress.findMany({
    where: { fingerprint: { in: fingerprints } },
    orderBy: { erasedAt: 'desc' },
  });
  return rows.map(({ fingerprint, erasedAt, liftedAt, liftedBy, liftReason }) => ({
    fingerprint: new Uint8Array(fingerprint),
    erasedAt,
    liftedAt,
    liftedBy,
    liftReason,
  }));
}

/** The person may come back. Answers how many blocks stood. */
export async function liftBlocks(
  ctx: Context,
  tx: Tx,
  { emailKey, by, reason }: { emailKey: string; by: string; reason: string },
): Promise<number> {
  const blocks = await findBlocks(ctx, tx, emailKey);
  const { count } = await tx.erasedAddress.updateMany({
    where: { fingerprint: { in: blocks.map(({ fingerprint }) => fingerprint) }, liftedAt: null },
    data: { liftedAt: ctx.now(), liftedBy: by, liftReason: reason },
  });
  return count;
}
