import type { Context } from '../context';
import { isLoopback } from '../own-origin';
import { conflict } from '../errors';
import { oneLine } from './one-line';
import type { MailServerView } from './schemas';

export type MailServer = {
  host: string;
  port: number;
  /** TLS from the first byte, instead of STARTTLS. */
  secure: boolean;
  /** A password never travels in clear text, but to this machine. */
  requireTLS: boolean;
  auth: { user: string; pass: string } | null;
};

export type MailSetup = {
  server: MailServer;
  from: { name: string; address: string };
  /** Links begin with it. */
  applicationUrl: string;
};

type Asker = Pick<Context, 'config'>;

/** What mail needs; null where something of it isn't configured. */
export function mailSetup({ config: { mail } }: Asker): MailSetup | null {
  if (mail.smtpUrl === null || mail.applicationUrl === null) return null;
  return {
    server: readServer(mail.smtpUrl),
    from: readFrom(mail.from, mail.applicationUrl),
    applicationUrl: mail.applicationUrl,
  };
}

/** The same for a verb that can't go on without. */
export function requireMail(ctx: Asker): MailSetup {
  const setup = mailSetup(ctx);
  if (setup) return setup;
  throw conflict(
    `No mail goes out of this installation: ${missingForMail(ctx).join(' and ')} is not set. An admin sets it and starts Dotbridge again.`,
  );
}

export const missingForMail = ({ config: { mail } }: Asker): string[] => [
  ...(mail.smtpUrl === null ? ['SMTP_URL'] : []),
  ...(mail.applicationUrl === null ? ['NEXTAUTH_URL'] : []),
];

export function mailServerView(ctx: Asker): MailServerView {
  const setup = mailSetup(ctx);
  if (!setup) return { ready: false, missing: missingForMail(ctx) };
  const { name, address } = setup.from;
  return {
    ready: true,
    server: nameOf(setup.server),
    from: name === '' ? address : `${name} <${address}>`,
  };
}

export const nameOf = ({ host, port }: MailServer): string => `${host}:${port}`;

function readServer(smtpUrl: string): MailServer {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const auth =
    url.username === ''
      ? null
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: auth !== null && !secure && !isLoopback(url.hostname),
    auth,
  };
}

function readFrom(from: string | null, applicationUrl: string): MailSetup['from'] {
  if (from === null) return { name: 'Dotbridge', address: `dotbridge@${domainOf(applicationUrl)}` };
  const named = /^([^<>]*)<([^<>]+)>$/.exec(from);
  if (!named) return { name: '', address: from };
  const [, name = '', address = ''] = named;
  return { name: oneLine(name.replaceAll('"', '')), address };
}

/** A numeric address is no domain of a sender. */
function domainOf(applicationUrl: string): string {
  const { hostname } = new URL(applicationUrl);
  return /^[\d.]+$|^\[/.test(hostname) ? 'localhost' : hostname;
}
