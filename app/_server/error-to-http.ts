import { isUnavailable } from '@/lib/db';
import type { Logger } from '@/lib/logger';
import { AppError, type ErrorCode } from '@/lib/errors';

export const statusOf: Record<ErrorCode, number> = {
  invalid_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  step_up: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  too_many: 429,
  unavailable: 503,
  outside_failed: 502,
  internal: 500,
};

export const titleOf: Record<ErrorCode, string> = {
  invalid_input: 'Not valid',
  not_signed_in: 'Not signed in',
  forbidden: 'Not allowed',
  step_up: 'Not confirmed',
  not_found: 'Not found',
  conflict: 'Conflict',
  stale: 'Changed meanwhile',
  too_many: 'Too many requests',
  unavailable: 'Not available',
  outside_failed: 'Dotdigital did not answer as expected',
  internal: 'Something went wrong here',
};

/** Any error as application/problem+json; unknown ones are logged whole and shown plainly. */
export function errorToHttp(error: unknown, log: Logger): Response {
  const known = knownError(error, log);
  return Response.json(
    {
      type: 'about:blank',
      title: titleOf[known.code],
      status: statusOf[known.code],
      code: known.code,
      detail: known.userMessage,
      errors: Object.entries(known.fieldErrors ?? {}).map(([path, message]) => ({ path, message })),
    },
    {
      status: statusOf[known.code],
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(known.retryAfterSeconds ? { 'retry-after': String(known.retryAfterSeconds) } : {}),
      },
    },
  );
}

/** An AppError as it is; a database that is away or full is `unavailable`; anything else is logged and becomes `internal`. */
export function knownError(error: unknown, log: Logger): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) {
    log.warn({ err: error }, 'the database could not be reached');
    return new AppError('unavailable', 'database unavailable', {
      userMessage:
        'The database is busy or away for a moment. Nothing was half-stored; try again in a few seconds.',
      retryAfterSeconds: 5,
      cause: error,
    });
  }
  log.error({ err: error }, 'unexpected error');
  return new AppError('internal', 'unexpected error', {
    userMessage:
      'Something went wrong here. Nothing was half-stored; try again, and tell an admin if it stays.',
    cause: error,
  });
}
