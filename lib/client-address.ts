import ipaddr from 'ipaddr.js';

type ReadHeader = (name: string) => string | null;

declare global {
  /** The header in which scripts/note-who-connects.mjs notes who is at the other end of the connection: another name at each start, so that nobody can send it. */
  var dotbridgePeerHeader: string | undefined;
}

/**
 * Who sent a request, as far as it can be trusted. Without a proxy in front of us that is who holds the connection; behind `proxies` of
 * our own it is the address that the outermost of them saw, which each adds to the right of X-Forwarded-For. What stands further left
 * is the sender's own word and is never believed. null: not known.
 */
export function clientAddress(
  read: ReadHeader,
  { proxies, peerHeader = globalThis.dotbridgePeerHeader }: { proxies: number; peerHeader?: string },
): string | null {
  if (proxies === 0) return plain(peerHeader === undefined ? null : read(peerHeader));
  const hops = (read('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return plain(hops.at(-proxies) ?? null);
}

/** One spelling of an address: an IPv4 one in its own, also where it came over IPv6. */
function plain(address: string | null): string | null {
  const bare = address?.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1') ?? '';
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}
