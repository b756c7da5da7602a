import type { Context } from '../context';
import type { Tx } from '../db';
import { mailSetup, queueMail, writeMail } from '../mail';
import type { MailText } from '../mail/schemas';

export type Recipient = { id: bigint; name: string; email: string };

export type Told = { name: string; at: Date; applicationUrl: string };

/** A mail about one's own account, in case it wasn't them; where no mail goes out, none. */
export async function tellPerson(
  ctx: Context,
  tx: Tx,
  user: Recipient,
  mail: { kind: string; textOf: (told: Told) => MailText },
): Promise<void> {
  const setup = mailSetup(ctx);
  if (setup === null) return;
  const at = ctx.now();
  await queueMail(ctx, tx, {
    key: `${mail.kind}:${user.id}:${at.getTime()}`,
    kind: mail.kind,
    userId: user.id,
    to: { name: user.name, address: user.email },
    content: { ...writeMail(mail.textOf({ name: user.name, at, ...setup })), stopUrl: null },
    expiresAt: new Date(at.getTime() + 3 * 86_400_000),
  });
}
