import type { Context } from '../context';
import type { Tx } from '../db';
import { sealSecret } from '../secrets';
import type { MailContent, Recipient } from './mail-message';

export type NewMail = {
  key: string;
  kind: string;
  userId: bigint | null;
  to: Recipient;
  content: MailContent;
  expiresAt: Date;
};

export const contentBinding = (key: string): string => `mails:${key}:content`;

/** Stores a mail that is to leave, in the transaction of what it tells of. null: there is one of this key already. */
export async function queueMail(ctx: Context, tx: Tx, mail: NewMail): Promise<bigint | null> {
  const { keyId, ciphertext } = sealSecret(
    ctx.config.keyring,
    contentBinding(mail.key),
    JSON.stringify(mail.content),
  );
  const [row] = await tx.mail.createManyAndReturn({
    data: [
      {
        key: mail.key,
        kind: mail.kind,
        userId: mail.userId,
        toName: mail.to.name,
        toAddress: mail.to.address,
        content: ciphertext,
        keyId,
        nextTryAt: ctx.now(),
        expiresAt: mail.expiresAt,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Takes back what has not left yet. */
export async function withdrawMail(
  ctx: Context,
  tx: Tx,
  which: { userId: bigint; kind?: string; key?: string },
): Promise<void> {
  await tx.mail.updateMany({
    where: {
      userId: which.userId,
      state: 'waiting',
      ...(which.kind === undefined ? {} : { kind: which.kind }),
      ...(which.key === undefined ? {} : { key: which.key }),
    },
    data: { state: 'withdrawn', content: null, endedAt: ctx.now() },
  });
}
