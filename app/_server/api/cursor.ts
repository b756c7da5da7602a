import { createHmac, timingSafeEqual } from 'node:crypto';
import { webEnv } from '@/lib/env';
import { HttpProblem } from './http-problem';

const signatureLength = 16;

/** Which question a cursor goes on with: another path or other filters need another first page. */
export function questionOf(path: string, query: Record<string, string>): string {
  const filters = Object.entries(query)
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${path}?${new URLSearchParams(filters)}`;
}

/** Where a list goes on, signed: a client can't make one up. */
export function signCursor(question: string, position: string): string {
  return Buffer.concat([sign(question, position), Buffer.from(position)]).toString('base64url');
}

/** The position that was signed for this question. Throws a problem 400 for an altered or foreign cursor. */
export function readCursor(question: string, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(signatureLength).toString();
  const isOurs =
    bytes.length > signatureLength &&
    bytes.toString('base64url') === cursor &&
    timingSafeEqual(bytes.subarray(0, signatureLength), sign(question, position));
  if (isOurs) return position;
  const message =
    'Take nextCursor of the page before as it is, with the same filters; or leave it out to begin at the first page.';
  throw new HttpProblem(400, 'invalid_input', `cursor: ${message}`, {
    errors: [{ path: 'cursor', message }],
  });
}

const sign = (question: string, position: string): Buffer =>
  createHmac('sha256', webEnv().nextauthSecret)
    .update(`api-cursor\n${question}\n${position}`)
    .digest()
    .subarray(0, signatureLength);
