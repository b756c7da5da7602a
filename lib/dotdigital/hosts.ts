import { InsideAddress, resolveChecked, type PinnedAddress } from '../outward';
import { DotdigitalError } from './errors';

const ownApiHost = /^(?:r[1-9]-api\.(?:dotdigital|dotmailer)|api\.dotmailer)\.com$/;
const ownAppHost = /^(?:(?:r[1-9]-app|login|my)\.(?:dotdigital|dotmailer))\.com$/;
/** Scheme, bare host, optional port, nothing that could hide another host (reliability.md 4.4 #30). The sandbox tells its regions by path. */
const bareOrigin = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(\/r[1-9])?(?:\/v2)?\/?$/i;

export type AllowedOrigin = {
  /** `https://r1-api.dotdigital.com`, without a trailing slash or version. */
  origin: string;
  hostname: string;
  /** Named by the operator: plain http and private addresses are all right there. */
  byOperator: boolean;
};

const refuse = (text: string, why: string): DotdigitalError =>
  new DotdigitalError('host_not_allowed', `host ${text.slice(0, 120)}`, { acted: 'no', detail: why });

/** The address as we call it, or a DotdigitalError `host_not_allowed`. Takes `https://r1-api.dotdigital.com/`, `…/v2` and the bare form. */
export const allowedApiOrigin = (text: string, allowedHosts: readonly string[]): AllowedOrigin =>
  allowedOrigin(text, allowedHosts, ownApiHost);

/** The same for the host of the Dotdigital application (Custom OAuth Domain). */
export const allowedAppOrigin = (text: string, allowedHosts: readonly string[]): AllowedOrigin =>
  allowedOrigin(text, allowedHosts, ownAppHost);

function allowedOrigin(text: string, allowedHosts: readonly string[], own: RegExp): AllowedOrigin {
  const raw = text.trim();
  const [, scheme, host, port, region = ''] = bareOrigin.exec(raw) ?? [];
  if (!scheme || !host || !URL.canParse(raw)) throw refuse(raw, 'not a plain http address');
  const url = new URL(raw);
  // The parser rewrites 2130706433 and 0x7f.1 to an address: what it reads must be what was written.
  if (url.hostname !== host.toLowerCase() || url.username || url.password)
    throw refuse(raw, 'hides another host');
  const portNumber = url.port || (url.protocol === 'https:' ? '443' : '80');
  const byOperator = allowedHosts.some((one) => one.trim().toLowerCase() === `${url.hostname}:${portNumber}`);
  if (!byOperator) {
    if (url.protocol !== 'https:') throw refuse(raw, 'not https');
    if (!own.test(url.hostname) || portNumber !== '443' || (port && port !== '443') || region !== '')
      throw refuse(raw, 'not a host of Dotdigital');
  }
  return {
    origin: `${url.origin}${region.toLowerCase()}`,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    byOperator,
  };
}

/** r1, r2, r3 …, as the host (or the sandbox’s path) says; null for legacy names. */
export const regionOf = (origin: string): string | null =>
  /^https?:\/\/(?:(r[1-9])-|[^/]+\/(r[1-9])$)/.exec(origin)?.slice(1).find(Boolean) ?? null;

/** All addresses of a host, each checked: special ranges only for hosts the operator named. */
export async function resolveAllowed(host: AllowedOrigin): Promise<PinnedAddress[]> {
  try {
    return await resolveChecked(host.hostname, { mayBeInside: host.byOperator });
  } catch (error) {
    throw error instanceof InsideAddress ? refuse(host.origin, error.message) : error;
  }
}
