import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { openSecret, sealSecret } from '../secrets';
import { contentBinding } from './queue-mail';

const keptDays = 400;

/** Drops the lines of mails that ended long ago. Safe to repeat. */
export async function removeOldMail(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - keptDays * 86_400_000);
  await ctx.db.prisma.mail.deleteMany({ where: { endedAt: { lt: before } } });
}

/** Encrypts under the first key of ENCRYPTION_KEYS what has still to leave. Safe to repeat; what no key opens stays. */
export async function rotateMail(ctx: Context): Promise<{ rotated: number }> {
  permit(ctx, 'integrations.write');
  const { keyring } = ctx.config;
  const rows = await ctx.db.prisma.mail.findMany({
    where: { content: { not: null }, keyId: { not: keyring.primary } },
    select: { id: true, key: true, keyId: true, content: true },
  });
  let rotated = 0;
  for (const { id, key, keyId, content } of rows) {
    if (keyId === null || content === null || !keyring.keys.has(keyId)) continue;
    const ciphertext = new Uint8Array(content);
    const sealed = sealSecret(
      keyring,
      contentBinding(key),
      openSecret(keyring, contentBinding(key), { keyId, ciphertext }),
    );
    const { count } = await ctx.db.prisma.mail.updateMany({
      where: { id, content: ciphertext },
      data: { content: sealed.ciphertext, keyId: sealed.keyId },
    });
    rotated += count;
  }
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-mail',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return { rotated };
}
