import type { MailText } from '../mail/schemas';
import type { AccountLinkKind } from './schemas';

type Link = { name: string; url: string; minutes: number };

/** The mail that carries a link to choose a password. */
export function linkText(kind: AccountLinkKind, { name, url, minutes }: Link): MailText {
  const isInvitation = kind === 'invitation';
  const title = isInvitation ? 'Welcome to Dotbridge' : 'Choose a new password';
  return {
    subject: isInvitation ? 'Your access to Dotbridge' : 'A new password for Dotbridge',
    blocks: [
      { kind: 'heading', text: title },
      {
        kind: 'text',
        text: isInvitation
          ? `Hello ${name}, you can sign in to Dotbridge as soon as you have chosen a password.`
          : `Hello ${name}, with this link you choose a new password. Until then the old one works.`,
      },
      { kind: 'button', label: isInvitation ? 'Choose a password' : title, href: url },
      {
        kind: 'text',
        text: `The link works once, for ${minutes} minutes. After that ask for another one under “Forgot your password?” on the sign-in page.`,
      },
    ],
    foot: {
      text: isInvitation
        ? 'An admin of Dotbridge gave you access. If you don’t know of any, leave this mail be.'
        : 'Somebody asked for this on the sign-in page, or an admin did. If it wasn’t you, leave this mail be: nothing changes.',
    },
  };
}

export function passwordChangedText(told: { name: string; at: Date; applicationUrl: string }): MailText {
  return {
    subject: 'Your password for Dotbridge was changed',
    blocks: [
      { kind: 'heading', text: 'Your password was changed' },
      {
        kind: 'text',
        text: `Hello ${told.name}, on ${moment.format(told.at)} (UTC) a new password was set for your account, and whoever was signed in elsewhere was signed out.`,
      },
      {
        kind: 'text',
        text: 'If it wasn’t you: ask for a new password at once, and tell an admin.',
      },
      { kind: 'button', label: 'Ask for a new password', href: `${told.applicationUrl}/forgotten-password` },
    ],
    foot: { text: 'Sent whenever the password changes; it can’t be switched off.' },
  };
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
