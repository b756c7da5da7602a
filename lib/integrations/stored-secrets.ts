import type { Context } from '../context';
import type { Tx } from '../db';
import { openSecret, sealSecret } from '../secrets';

export type SecretKind = 'password' | 'client_secret';

/** What a ciphertext is bound to: moved to another row it does not open. */
export const secretBinding = (integrationId: bigint, kind: string): string =>
  `integration_secrets:${integrationId}:${kind}`;

export async function storeSecret(
  ctx: Pick<Context, 'config'>,
  tx: Tx,
  integrationId: bigint,
  kind: SecretKind,
  plain: string,
): Promise<void> {
  const sealed = sealSecret(ctx.config.keyring, secretBinding(integrationId, kind), plain);
  await tx.integrationSecret.upsert({
    where: { integrationId_kind: { integrationId, kind } },
    create: { integrationId, kind, ...sealed },
    update: sealed,
  });
}

/** null when none is stored. Throws `unavailable` when its key is missing. */
export async function readSecret(
  ctx: Pick<Context, 'config'>,
  tx: Tx,
  integrationId: bigint,
  kind: SecretKind,
): Promise<string | null> {
  const row = await tx.integrationSecret.findUnique({
    where: { integrationId_kind: { integrationId, kind } },
  });
  return row
    ? openSecret(ctx.config.keyring, secretBinding(integrationId, kind), {
        keyId: row.keyId,
        ciphertext: new Uint8Array(row.ciphertext),
      })
    : null;
}
