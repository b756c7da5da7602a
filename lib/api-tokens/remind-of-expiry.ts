import type { Context } from '../context';
import { mailSetup, queueMail, requireMail, writeMail } from '../mail';
import { expiryText } from './expiry-text';
import { remindedUntil } from './list-expiring-tokens';

const expiryMailKind = 'api-token-expiry';
const mostAtOnce = 100;

export const expiryMailKey = (tokenId: string): string => `${expiryMailKind}:${tokenId}`;

/** Tokens that soon work no more, of which their person has not been told by mail. */
export async function findDueReminders(ctx: Context): Promise<{ tokenId: string }[]> {
  if (mailSetup(ctx) === null) return [];
  const now = ctx.now();
  const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT t.id FROM api_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.revoked_at IS NULL AND u.disabled_at IS NULL AND t.expires_at > ${now}::timestamptz AND t.expires_at <= ${remindedUntil(now)}::timestamptz
      AND NOT EXISTS (SELECT FROM mails m WHERE m.key = ${expiryMailKind} || ':' || t.id)
    ORDER BY t.expires_at, t.id LIMIT ${mostAtOnce}`;
  return rows.map(({ id }) => ({ tokenId: String(id) }));
}

/** Stores the mail that tells a token's person; it leaves by the mail's own job. Made twice, it is stored once. */
export async function remindOfExpiry(ctx: Context, { tokenId }: { tokenId: string }): Promise<void> {
  const { applicationUrl } = requireMail(ctx);
  const now = ctx.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    const token = await tx.apiToken.findFirst({
      where: {
        id: BigInt(tokenId),
        revokedAt: null,
        expiresAt: { gt: now, lte: remindedUntil(now) },
        user: { disabledAt: null },
      },
      include: { user: true },
    });
    if (!token?.expiresAt) return;
    const { user, expiresAt } = token;
    await queueMail(ctx, tx, {
      key: expiryMailKey(tokenId),
      kind: expiryMailKind,
      userId: user.id,
      to: { name: user.name, address: user.email },
      content: {
        ...writeMail(expiryText({ userName: user.name, tokenName: token.name, expiresAt, applicationUrl })),
        stopUrl: null,
      },
      expiresAt,
    });
  });
}
