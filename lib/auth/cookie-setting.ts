import type { AuthOptions } from 'next-auth';

/** A cookie of ours: `__Host-` where it can be secure (reliability.md P10, check 14). */
export function cookieSetting(applicationUrl: string, name: string) {
  const secure = applicationUrl.startsWith('https:');
  return {
    name: secure ? `__Host-dotbridge.${name}` : `dotbridge.${name}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

/** What a browser keeps between being sent to the provider and coming back. */
const onTheWaySeconds = 15 * 60;

/** Those of next-auth too: under its own names some would be `__Secure-` alone, which another host of the domain may set. */
export function authCookies(applicationUrl: string): NonNullable<AuthOptions['cookies']> {
  const lasting = (name: string) => cookieSetting(applicationUrl, name);
  const brief = (name: string) => {
    const { options, ...rest } = lasting(name);
    return { ...rest, options: { ...options, maxAge: onTheWaySeconds } };
  };
  return {
    sessionToken: lasting('session'),
    callbackUrl: lasting('callback-url'),
    csrfToken: lasting('csrf-token'),
    pkceCodeVerifier: brief('pkce'),
    state: brief('state'),
    nonce: brief('nonce'),
  };
}
