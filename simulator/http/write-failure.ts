import type { Failure } from '../engine/failure';
import type { Answer } from './route';

export const isV3 = (path: string): boolean => /^\/[a-z]+\/v3(\/|$|\?)/i.test(path);

/** One text and its code in v2; code, description and details apart in v3. */
export function writeFailure(failure: Failure, path: string): Answer {
  if (!isV3(path)) return { status: failure.status, body: failure.body };
  const details = failure.body && typeof failure.body === 'object' && 'details' in failure.body ? failure.body.details : [];
  return { status: failure.status, body: { errorCode: failure.code || v3Codes[failure.status] || 'general:error', description: failure.message || 'The request failed', details } };
}

const v3Codes: Record<number, string> = {
  401: 'auth:authorizationDenied', 403: 'auth:forbidden', 404: 'general:notFound', 405: 'general:methodNotAllowed', 429: 'general:rateLimitExceeded',
};
