import { recordAudit, type Context, type FlowContext } from '../context';
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

/** Encrypts under the first key of ENCRYPTION_KEYS what has still to leave: how many mails that were. Safe to repeat. */
export async function rotateMail(ctx: FlowContext): Promise<number> {
  permit(ctx, 'keys.write');
  const { keyring } = ctx.config;
  const { mail } = ctx.db.prisma;
  const rotated = await resealRows(
    ctx,
    (keyId, take) =>
      mail.findMany({
        where: { content: { not: null }, keyId },
        select: { id: true, key: true, keyId: true, content: true },
        take,
      }),
    async ({ id, key, keyId, content }) => {
      if (keyId === null || content === null) return { count: 0 };
      const ciphertext = new Uint8Array(content);
      const plain = openSecret(keyring, contentBinding(key), { keyId, ciphertext });
      const sealed = sealSecret(keyring, contentBinding(key), plain);
      return mail.updateMany({
        where: { id, content: ciphertext },
        data: { content: sealed.ciphertext, keyId: sealed.keyId },
      });
    },
  );
  if (rotated > 0)
    await recordAudit(ctx, ctx.db.prisma, {
      action: 'secrets.rotate-mail',
      subjectType: 'settings',
      detail: { rotated, key: keyring.primary },
    });
  return rotated;
}
