import { recordAudit, type Context } from '../context';
import { permit } from '../permissions';
import { resealRows } from '../reseal';
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
  const { rotated } = await resealRows(
    keyring,
    rows.flatMap(({ id, key, keyId, content }) => {
      if (keyId === null || content === null) return [];
      const ciphertext = new Uint8Array(content);
      const reseal = () => {
        const plain = openSecret(keyring, contentBinding(key), { keyId, ciphertext });
        const sealed = sealSecret(keyring, contentBinding(key), plain);
        return ctx.db.prisma.mail.updateMany({
          where: { id, content: ciphertext },
          data: { content: sealed.ciphertext, keyId: sealed.keyId },
        });
      };
      return [{ keyId, reseal }];
    }),
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-mail',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return { rotated };
}
