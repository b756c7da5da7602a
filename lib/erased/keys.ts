import { randomBytes } from 'node:crypto';
import { recordAudit, type Context, type FlowContext } from '../context';
import type { Tx } from '../db';
import { permit } from '../permissions';
import { resealRows } from '../reseal';
import { openSecret, sealSecret } from '../secrets';
import type { FingerprintKey } from './fingerprint';

export type SealedKey = { id: bigint; sealedWith: string; ciphertext: Uint8Array };
type Who = Pick<Context, 'config'>;

const binding = (id: bigint): string => `erasure_keys:${id}:secret`;

export const openKey = ({ config }: Who, { id, sealedWith, ciphertext }: SealedKey): FingerprintKey => ({
  id,
  secret: Buffer.from(
    openSecret(config.keyring, binding(id), {
      keyId: sealedWith,
      ciphertext: new Uint8Array(ciphertext),
    }),
    'base64',
  ),
});

/** The key that new fingerprints are made with; made with the first of them. */
export async function currentKey(ctx: Context, tx: Tx): Promise<FingerprintKey> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('erasure-key', 0))::text`;
  const known = await tx.erasureKey.findFirst({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  if (known) return openKey(ctx, known);
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`);
  const secret = randomBytes(32);
  const sealed = sealSecret(ctx.config.keyring, binding(id), secret.toString('base64'));
  await tx.erasureKey.create({
    data: { id, sealedWith: sealed.keyId, ciphertext: sealed.ciphertext, createdAt: ctx.now() },
  });
  return { id, secret };
}

/** Seals under the first key of ENCRYPTION_KEYS: how many keys that were; the fingerprints stay what they are. Safe to repeat. */
export async function rotateErasureKeys(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { erasureKey } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (sealedWith, take) => erasureKey.findMany({ where: { sealedWith }, take }),
    async (row) => {
      const sealed = sealSecret(keyring, binding(row.id), openKey(ctx, row).secret.toString('base64'));
      return erasureKey.updateMany({
        where: { id: row.id, sealedWith: row.sealedWith },
        data: { sealedWith: sealed.keyId, ciphertext: sealed.ciphertext },
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-erasure-keys',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
