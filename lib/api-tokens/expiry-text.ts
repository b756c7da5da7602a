import type { MailText } from '../mail/schemas';

type Expiry = { userName: string; tokenName: string; expiresAt: Date; applicationUrl: string };

/** What tells somebody that a token of theirs soon works no more. */
export function expiryText({ userName, tokenName, expiresAt, applicationUrl }: Expiry): MailText {
  return {
    subject: `Your API token ${tokenName} expires soon (Dotbridge)`,
    blocks: [
      { kind: 'heading', text: 'An API token expires soon' },
      {
        kind: 'text',
        text: `Hello ${userName}, your API token ${tokenName} works until ${moment.format(expiresAt)} (UTC). After that every call with it is refused.`,
      },
      {
        kind: 'text',
        text: 'If a program still needs it: create another token with the same scopes, give it to the program, and revoke this one. If not, there is nothing to do.',
      },
      { kind: 'button', label: 'API Tokens', href: `${applicationUrl}/api-tokens` },
    ],
    foot: { text: 'Sent once for each token, two weeks before it expires.' },
  };
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
