import { randomBytes } from 'node:crypto';
import { webEnv } from '@/lib/env';
import { frameCookie, readFrameOrigin } from '@/lib/frame-origin';
import { NextResponse, type NextRequest } from 'next/server';
import { studioPath } from '@/lib/studio-path';

/** Pages for people who need not be signed in. */
const open = new Set(['/sign-in', '/forgotten-password', '/set-password', '/weekly-report/stop']);

/** Where browsers tell what broke the policy of a page. */
const reportAddress = '/api/csp-reports';

/**
 * Gives every page its Content Security Policy, and sends people without a session cookie to the sign-in page.
 * Never the guard: verbs check permission. `/api` is left out because a matched body is cut at 10 MB (P1).
 */
export function proxy(request: NextRequest): NextResponse {
  const signedIn =
    request.cookies.has('dotbridge.session') || request.cookies.has('__Host-dotbridge.session');
  const { pathname, search } = request.nextUrl;
  // An action says itself that the session is over, so that the page can sign in again in place; a redirect would be lost on it.
  const isAction = request.method === 'POST' && request.headers.has('next-action');
  if (!signedIn && !isAction && !open.has(pathname)) {
    const target = request.nextUrl.clone();
    target.pathname = '/sign-in';
    // What Dotdigital sends back with a sign-in belongs to a session that is over: it goes no further.
    const place = pathname === `${studioPath}/callback` ? studioPath : pathname + search;
    target.search = pathname === '/' ? '' : `?${new URLSearchParams({ callbackUrl: place })}`;
    return NextResponse.redirect(target);
  }
  const nonce = randomBytes(16).toString('base64');
  const framed =
    pathname === studioPath
      ? readFrameOrigin(request.cookies.get(frameCookie)?.value, webEnv().nextauthSecret)
      : null;
  const policy = contentSecurityPolicy(nonce, framed);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-address', pathname + search);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('reporting-endpoints', `policy="${reportAddress}"`);
  return response;
}

function contentSecurityPolicy(nonce: string, framed: string | null): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Radix and Recharts set style attributes; style elements need the nonce.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src 'self'${framed === null ? '' : ` ${framed}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    'report-to policy',
    // For browsers that don't know `report-to`; those that do leave it out.
    `report-uri ${reportAddress}`,
  ].join('; ');
}

export const config = {
  // Next.js reads this without running it: the files of public/ stand here by name, and proxy.test.ts holds the two together.
  matcher: [
    '/((?!api/|_next/static|_next/image|(?:favicon\\.ico|icon\\.svg|icon-192\\.png|icon-512\\.png|icon-maskable-512\\.png|apple-touch-icon\\.png|site\\.webmanifest|robots\\.txt)$).*)',
  ],
};
