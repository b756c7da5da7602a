import type { Failure } from '../engine/failure';
import type { Answer } from './route';

const servicePattern = /^\/([a-z]+)\/v3(\/|$|\?)/i;

/** One text and its code in v2; code, description and details apart in v3. Who may not come in is told alike in both. */
export function writeFailure(failure: Failure, path: string, detailKey: 'item' | 'error' = 'item'): Answer {
  const service = servicePattern.exec(path)?.[1];
  if (service === undefined || failure.status === 401 || failure.status === 403)
    return { status: failure.status, body: failure.body };
  const details =
    failure.body && typeof failure.body === 'object' && 'details' in failure.body
      ? failure.body.details
      : undefined;
  return {
    status: failure.status,
    body: {
      errorCode: codeOf(failure, service),
      description: failure.message || 'The request failed',
      ...(details === undefined ? {} : { details: spellDetails(details, detailKey) }),
    },
  };
}

/** One written sample of the newer services names the inner key otherwise. */
function spellDetails(details: unknown, key: 'item' | 'error'): unknown {
  if (key === 'item' || !Array.isArray(details)) return details;
  return details.map(({ item, ...rest }: { item: unknown }) => ({ error: item, ...rest }));
}

function codeOf({ code, status }: Failure, service: string): string {
  if (code.includes(':')) return code;
  if (code === 'ERROR_BODY_DOES_NOT_MATCH_CONTENT_TYPE') return `${service}:badJson`;
  return `${service}:${wordsByStatus[status] ?? 'invalidRequest'}`;
}

const wordsByStatus: Record<number, string> = {
  404: 'notFound',
  405: 'methodNotAllowed',
  429: 'rateLimitExceeded',
  500: 'internalError',
  503: 'unavailable',
};
