import { type Context, recordAudit } from '../context';
import { permit } from '../permissions';
import { openSecret, sealSecret } from '../secrets';
import { secretBinding } from './stored-secrets';

/**
 * Encrypts every secret under the first key of ENCRYPTION_KEYS; after that the older keys can go. Safe to repeat, and to
 * run while others save: a secret that changed meanwhile is left as it is.
 */
export async function rotateSecrets(
  ctx: Context,
): Promise<{ rotated: number; upToDate: number; unreadable: string[] }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.integrationSecret.findMany({
    include: { integration: { select: { name: true } } },
  });
  const unreadable: string[] = [];
  let rotated = 0;
  for (const { integrationId, kind, keyId, ciphertext, integration } of rows) {
    if (keyId === keyring.primary) continue;
    const binding = secretBinding(integrationId, kind);
    const plain = openOrNull(ctx, binding, { keyId, ciphertext: new Uint8Array(ciphertext) });
    if (plain === null) {
      unreadable.push(`${integration.name}: ${kind.replace('_', ' ')} (key ${keyId})`);
      continue;
    }
    const { count } = await ctx.db.prisma.integrationSecret.updateMany({
      where: { integrationId, kind, keyId, ciphertext },
      data: sealSecret(keyring, binding, plain),
    });
    rotated += count;
  }
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(ctx, tx, {
      action: 'secrets.rotate',
      subjectType: 'settings',
      detail: { rotated, unreadable: unreadable.length, key: keyring.primary },
    }),
  );
  return { rotated, upToDate: rows.length - rotated - unreadable.length, unreadable };
}

function openOrNull(ctx: Context, binding: string, sealed: Parameters<typeof openSecret>[2]): string | null {
  try {
    return openSecret(ctx.config.keyring, binding, sealed);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a secret does not open');
    return null;
  }
}
