import { isLoopback } from './own-origin';

/** The API user that a new sandbox lets in; no secret, every start prints it. */
export const sandboxUser = {
  username: 'apiuser-demo@apiconnector.com',
  password: 'sandbox-password',
} as const;

/** Where the sandbox is, when Dotdigital is asked at this machine; null where it is the real one. */
export function sandboxAt(dotdigitalUrl: string): string | null {
  const { hostname, origin } = new URL(dotdigitalUrl);
  return isLoopback(hostname) ? origin : null;
}
