const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this the name of the machine itself? */
export const isLoopback = (hostname: string): boolean => loopback.has(hostname);

/**
 * Does this Origin header name the application itself? Compared with NEXTAUTH_URL, never with Host or
 * X-Forwarded-Host (reliability.md P2). On one's own machine the names of the loopback are the same.
 */
export function isOwnOrigin(origin: string | null, applicationUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const asked = new URL(origin);
  const own = new URL(applicationUrl);
  if (asked.origin === own.origin) return true;
  return (
    isLoopback(asked.hostname) &&
    isLoopback(own.hostname) &&
    asked.port === own.port &&
    asked.protocol === own.protocol
  );
}

/** A path inside the application to go to after sign-in; anything else becomes the dashboard (check 18). */
export function safePath(target: string | null | undefined, applicationUrl: string): string {
  if (!target || /[\u0000-\u001f\\]/.test(target)) return '/';
  const base = new URL(applicationUrl);
  if (!URL.canParse(target, base)) return '/';
  const url = new URL(target, base);
  return isOwnOrigin(url.origin, applicationUrl) ? url.pathname.replace(/^\/+/, '/') + url.search : '/';
}
