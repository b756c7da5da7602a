import { NextRequest } from 'next/server';
import { decodeUtf8, readBytes } from './api/read-body';
import { HttpProblem } from './api/http-problem';
import { isObject } from './api/is-object';
import { parseStrictJson } from './api/strict-json';

const largestBody = 100_000;

/**
 * NextAuth answers 500 to a body, an address to return to and a method that it can't read. It is handed only what it can; the
 * rest is refused here. Its body has been read by now, so the request is made anew.
 */
export async function readableByNextAuth(
  request: NextRequest,
  [action = '', provider = '']: string[],
): Promise<NextRequest> {
  for (const address of returnAddresses(request)) checkReturnAddress(address);
  if (request.method !== 'POST') {
    // A provider sends people back with a GET; passwords and codes come by POST alone.
    if (action === 'callback' && provider !== 'oidc')
      throw new HttpProblem(405, 'method_not_allowed', 'This address takes POST.', {
        headers: { allow: 'POST' },
      });
    return request;
  }
  const body = decodeUtf8(await readBytes(request, largestBody, tooLarge));
  checkFields(fieldsOf(request.headers.get('content-type') ?? '', body));
  return new NextRequest(request.url, { method: 'POST', headers: request.headers, body });
}

/** Beside the one in the body: of the query, and the one that NextAuth keeps in a cookie. */
function returnAddresses(request: NextRequest): string[] {
  const kept = request.cookies.getAll().filter(({ name }) => name.endsWith('dotbridge.callback-url'));
  return [...request.nextUrl.searchParams.getAll('callbackUrl'), ...kept.map(({ value }) => value)];
}

function fieldsOf(contentType: string, body: string): Record<string, unknown> {
  if (body.trim() === '') throw refused('The body is empty. Send the fields of the form.');
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (type !== 'application/json')
    throw refused(
      'Send the fields as application/x-www-form-urlencoded or application/json, and say so in Content-Type.',
    );
  const fields = parseStrictJson(body);
  if (isObject(fields)) return fields;
  throw refused('Send one JSON object with the fields of the form.');
}

function checkFields({ callbackUrl, csrfToken }: Record<string, unknown>): void {
  if (callbackUrl !== undefined) checkReturnAddress(callbackUrl);
  if (csrfToken !== undefined && typeof csrfToken !== 'string') throw refused('Not a text.', 'csrfToken');
}

function checkReturnAddress(address: unknown): void {
  if (typeof address === 'string' && (address === '' || address.startsWith('/') || isHttp(address))) return;
  throw refused('Not an address of this site.', 'callbackUrl');
}

const isHttp = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

const tooLarge = (): HttpProblem =>
  new HttpProblem(413, 'too_large', `The body may have ${largestBody.toLocaleString('en')} bytes at most.`);

const refused = (message: string, path?: string): HttpProblem =>
  new HttpProblem(400, 'invalid_input', path === undefined ? message : `${path}: ${message}`, {
    errors: path === undefined ? [] : [{ path, message }],
  });
