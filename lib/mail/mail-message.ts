import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailSetup } from './mail-setup';
import { oneLine } from './one-line';
import type { WrittenMail } from './write-mail';

export type Recipient = { name: string; address: string };

export type MailContent = WrittenMail & {
  /** By which mail programs take the person off with one press (RFC 8058). */
  stopUrl: string | null;
};

/** The bytes that travel. Names are given apart from addresses, so that nothing in them is read as a header or a second address. */
export function mailMessage(
  { from }: MailSetup,
  key: string,
  to: Recipient,
  { stopUrl, ...content }: MailContent,
): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to: { name: oneLine(to.name), address: to.address },
    ...content,
    messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${from.address.split('@')[1]}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(stopUrl === null
        ? {}
        : { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
