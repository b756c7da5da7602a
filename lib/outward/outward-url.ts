import { OutwardError } from './outward-error';

/** An address that somebody entered, as it may be called. */
export type OutwardUrl = {
  url: URL;
  hostname: string;
  /** Named by the operator: plain http and addresses inside the network are all right there. */
  byOperator: boolean;
};

/** Scheme, host with an optional port, then a path: no user, no backslash, nothing of white space. */
const bareHost = /^https?:\/\/([^\s\\/?#@]+)(?:[/?#][^\s\\]*)?$/i;

/**
 * Only https, and no address that hides another host or carries a password; plain http and addresses inside this network only for a
 * host:port that the operator named. Whither its name leads is asked when it is called.
 */
export function outwardUrl(text: string, allowedHosts: readonly string[]): OutwardUrl {
  const raw = text.trim();
  const written = bareHost.exec(raw)?.[1]?.toLowerCase();
  if (written === undefined || !URL.canParse(raw)) throw refuse(raw, 'it is no plain address');
  const url = new URL(raw);
  // The parser rewrites 2130706433 and 0x7f.1 to an address: what it reads must be what was written.
  if (written !== url.host && written !== `${url.host}:${portOf(url)}`)
    throw refuse(raw, 'it hides another host');
  const byOperator = allowedHosts.some(
    (one) => one.trim().toLowerCase() === `${url.hostname}:${portOf(url)}`,
  );
  if (!byOperator && url.protocol !== 'https:') throw refuse(raw, 'it is not https');
  return { url, hostname: url.hostname.replace(/^\[|\]$/g, ''), byOperator };
}

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

const refuse = (text: string, why: string): OutwardError =>
  new OutwardError('not_allowed', `address ${text.slice(0, 120)}`, 'no', why);
