import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type PinnedAddress = { address: string; family: 4 | 6 };

/** All addresses of a name, as the system resolves it. */
export type Lookup = (hostname: string) => Promise<{ address: string; family: number }[]>;

const bySystem: Lookup = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** A name leads to an address inside this network. */
export class InsideAddress extends Error {}

/** All addresses of a host, each checked: private, loopback and other special ranges only where that is allowed. */
export async function resolveChecked(
  hostname: string,
  { mayBeInside, find = bySystem }: { mayBeInside: boolean; find?: Lookup },
): Promise<PinnedAddress[]> {
  const literal = isIP(hostname);
  const found = literal ? [{ address: hostname, family: literal }] : await find(hostname);
  if (!mayBeInside && !found.every(({ address }) => isPublicAddress(address)))
    throw new InsideAddress('its name leads to an address inside this network');
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}
