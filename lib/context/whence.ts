import { clientAddress } from '../client-address';
import { programName } from '../program-name';

/** By which road and from where something is asked for; the audit log says so. */
export type Whence = {
  road: 'page' | 'api' | 'command' | 'job';
  address: string | null;
  userAgent: string | null;
  /** Of the API token it is asked with. */
  tokenId: string | null;
};

/** From one of our own programs, on the machine itself. */
export const fromInside = (road: 'command' | 'job'): Whence => ({
  road,
  address: null,
  userAgent: null,
  tokenId: null,
});

export const fromRequest = (
  read: (header: string) => string | null,
  { road, tokenId = null, proxies }: { road: 'page' | 'api'; tokenId?: string | null; proxies: number },
): Whence => ({
  road,
  address: clientAddress(read, { proxies }),
  userAgent: programName(read('user-agent')),
  tokenId,
});
