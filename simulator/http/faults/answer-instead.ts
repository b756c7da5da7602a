import { writeFailure } from '../write-failure';
import { excessActivity } from '../rate-limiter';
import { unauthorised, wrongRegion } from '../authenticate';
import { Failure } from '../../engine/failure';
import type { Answer } from '../route';
import { numberArg, textArg } from './effects';
import type { Strikes } from './strikes';

type Instead = (args: Record<string, unknown>, path: string) => Answer;

const page =
  '<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h1>We will be right back</h1></body></html>';

const coded =
  (status: number, code: string, text: string): Instead =>
  (args, path) =>
    writeFailure(
      new Failure(
        numberArg(args, 'status', status),
        textArg(args, 'code', code),
        textArg(args, 'message', text).repeat(numberArg(args, 'repeat', 1)),
      ),
      path,
    );

/** Nothing is done; the answer says something else. */
const instead: Record<string, Instead> = {
  unauthorized: (_, path) => writeFailure(unauthorised(), path),
  forbidden: (_, path) => writeFailure(wrongRegion(), path),
  'not-found': (args, path) => coded(404, missingCode(path), 'Error:')(args, path),
  conflict: coded(409, 'ERROR_CONFLICT', 'Error:'),
  'bad-request': coded(400, 'ERROR_NEVER_HEARD_OF', 'Something is not as it should be.'),
  'flat-limit': (_, path) => writeFailure(excessActivity(), path),
  'server-error': coded(500, 'ERROR_UNKNOWN', 'Error:'),
  unavailable: coded(503, 'ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE', 'Error:'),
  'too-many-requests': (args, path) => ({
    ...writeFailure(new Failure(429, '', '', { message: 'Too Many Requests' }), path),
    headers: {
      ...(args.retryAfter === undefined ? {} : { 'Retry-After': String(args.retryAfter) }),
      ...(args.reset === undefined ? {} : { 'X-RateLimit-Reset': String(args.reset) }),
      'X-RateLimit-Remaining': '0',
    },
  }),
  status: (args, path) => ({
    ...(args.body === undefined
      ? coded(numberArg(args, 'status', 418), '', '')(args, path)
      : { body: args.body }),
    status: numberArg(args, 'status', 418),
  }),
  html: (args) => ({
    status: numberArg(args, 'status', 200),
    raw: { type: 'text/html; charset=utf-8', content: textArg(args, 'content', page) },
  }),
  redirect: (args) => ({
    status: numberArg(args, 'status', 302),
    headers: { Location: textArg(args, 'location', 'https://elsewhere.example/') },
    raw: { type: 'text/plain', content: '' },
  }),
};

/** The code that the thing asked for would have if it were not there. */
function missingCode(path: string): string {
  if (/\/import\//.test(path)) return 'ERROR_IMPORT_NOT_FOUND';
  if (/^\/v2\/campaigns/.test(path)) return 'ERROR_CAMPAIGN_NOT_FOUND';
  if (/^\/v2\/address-books/.test(path)) return 'ERROR_ADDRESSBOOK_NOT_FOUND';
  return /^\/v2\/data-fields/.test(path) ? 'ERROR_DATAFIELD_NOTFOUND' : 'ERROR_CONTACT_NOT_FOUND';
}

export const insteadKinds = Object.keys(instead);

export function answerInstead(strikes: Strikes, path: string): Answer | undefined {
  const taken = strikes.take(...insteadKinds);
  return taken && instead[taken.kind]?.(taken.args, path);
}
