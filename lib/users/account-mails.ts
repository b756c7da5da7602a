import type { MailText } from '../mail/schemas';
import { agree, plural } from '../format';
import type { AccountLinkKind } from './schemas';
import type { Told } from './tell-person';

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

export function passwordChangedText(told: Told): MailText {
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

type FactorChange = 'set' | 'removed' | 'reset';

const factorWords: Record<FactorChange, { title: string; happened: string }> = {
  set: {
    title: 'Codes of a phone are asked for',
    happened: 'a second factor was set up: from now on, signing in needs a code of the phone as well',
  },
  removed: {
    title: 'No code is asked for any more',
    happened: 'the second factor of your account was removed: the password is enough to sign in',
  },
  reset: {
    title: 'Your second factor was reset',
    happened:
      'an admin reset the second factor of your account, and you were signed out everywhere: sign in with your password, then set up your phone again',
  },
};

/** That something about the codes of a person's phone has changed. */
export const secondFactorText =
  (change: FactorChange) =>
  ({ name, at, applicationUrl }: Told): MailText => {
    const { title, happened } = factorWords[change];
    return {
      subject: `${title} (Dotbridge)`,
      blocks: [
        { kind: 'heading', text: title },
        { kind: 'text', text: `Hello ${name}, on ${moment.format(at)} (UTC) ${happened}.` },
        { kind: 'text', text: 'If it wasn’t you: choose a new password at once, and tell an admin.' },
        { kind: 'button', label: 'Your account', href: `${applicationUrl}/account` },
      ],
      foot: { text: 'Sent whenever the second factor changes; it can’t be switched off.' },
    };
  };

/** That one of the codes for a lost phone let somebody in. */
export const recoveryCodeText =
  (left: number) =>
  ({ name, at, applicationUrl }: Told): MailText => ({
    subject: 'A recovery code was used (Dotbridge)',
    blocks: [
      { kind: 'heading', text: 'A recovery code was used' },
      {
        kind: 'text',
        text: `Hello ${name}, on ${moment.format(at)} (UTC) somebody signed in to your account with your password and a recovery code. ${plural(left, 'recovery code')} ${agree(left, 'is', 'are')} left.`,
      },
      {
        kind: 'text',
        text: 'If it was you: set up your new phone, and make new recovery codes. If it wasn’t: choose a new password at once, and tell an admin.',
      },
      { kind: 'button', label: 'Your account', href: `${applicationUrl}/account` },
    ],
    foot: { text: 'Sent whenever a recovery code is used; it can’t be switched off.' },
  });

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
