import type { Logger } from '@/lib/logger';
import { knownError, statusOf, titleOf } from '../error-to-http';
import { HttpProblem, type ProblemError } from './http-problem';

const titles: Record<number, string> = {
  400: 'Not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
};

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors: ProblemError[];
};

/** Any error as the API tells it; what isn't ours is logged whole and told plainly. */
export function problemBody(
  error: unknown,
  log: Logger,
): { body: ProblemBody; headers: Record<string, string> } {
  if (error instanceof HttpProblem) {
    const { status, code, detail, errors, headers, more } = error;
    return {
      body: {
        ...more,
        type: 'about:blank',
        title: titles[status] ?? 'Refused',
        status,
        detail,
        code,
        errors,
      },
      headers,
    };
  }
  const known = knownError(error, log);
  const status = statusOf[known.code];
  const errors = Object.entries(known.fieldErrors ?? {}).map(([path, message]) => ({ path, message }));
  const [only] = errors.length === 1 ? errors : [];
  return {
    body: {
      type: 'about:blank',
      title: titleOf[known.code],
      status,
      code: known.code,
      errors,
      detail:
        only && only.message !== known.userMessage ? `${only.path}: ${only.message}` : known.userMessage,
    },
    headers: {
      ...(known.retryAfterSeconds ? { 'retry-after': String(known.retryAfterSeconds) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="dotbridge"' } : {}),
    },
  };
}

export function problemAnswer(error: unknown, log: Logger): Response {
  const { body, headers } = problemBody(error, log);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...apiHeaders, ...headers, 'content-type': 'application/problem+json' },
  });
}

/** On every answer of the API. */
export const apiHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
