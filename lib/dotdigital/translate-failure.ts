import { codeOf, isTimeoutCode, neverLeft, plainReason, UnreadableBody } from '../outward';
import { DotdigitalError, type Acted, type DotdigitalErrorKind } from './errors';

type Clean = (text: string) => string;

type FailedAnswer = {
  what: string;
  status: number;
  text: string;
  location: string | null;
  retryAt: Date;
  clean: Clean;
};

/** What an answer that isn't a 2xx means. Decided on the ERROR_ code where there is one, else on the number. */
export function errorFromAnswer({
  what,
  status,
  text,
  location,
  retryAt,
  clean,
}: FailedAnswer): DotdigitalError {
  const message = readMessage(text);
  const vendorCode = /ERROR_[A-Z_]+/.exec(message ?? '')?.[0].replace(/_+$/, '') ?? readCode(text);
  const { kind, acted } = judge(status, vendorCode, message, text);
  const told =
    status >= 300 && status < 400
      ? `a redirect to ${hostOf(location)}, which is not followed`
      : humanPart(message ?? text);
  return new DotdigitalError(kind, what, {
    acted,
    status,
    vendorCode,
    detail: clean(told),
    retryAt: kind === 'rate_limited' || kind === 'busy' ? retryAt : undefined,
  });
}

const kindByCode: Record<string, DotdigitalErrorKind> = {
  ERROR_APIUSAGE_EXCEEDED: 'rate_limited',
  ERROR_IMPORT_TOOMANYACTIVEIMPORTS: 'busy',
  'contacts:tooManyActiveImports': 'busy',
  ERROR_ADDRESSBOOK_IN_USE: 'busy',
  ERROR_ENROLMENT_ALLOWANCE_EXCEEDED: 'busy',
  ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE: 'server',
  ERROR_UNKNOWN: 'server',
  ERROR_INVALID_LOGIN: 'credentials',
  ERROR_APIUSER_INVALID: 'credentials',
  ERROR_USERACCOUNT_UNKNOWN: 'credentials',
};

function judge(
  status: number,
  code: string | null,
  message: string | null,
  text: string,
): { kind: DotdigitalErrorKind; acted: Acted } {
  const byCode = code ? kindByCode[code] : undefined;
  if (status >= 500) return { kind: 'server', acted: 'maybe' };
  if (byCode) return { kind: byCode, acted: byCode === 'server' ? 'maybe' : 'no' };
  if (status < 400) return { kind: 'invalid_answer', acted: 'maybe' };
  if (status === 401) return { kind: 'credentials', acted: 'no' };
  if (status === 403) return { kind: code ? 'refused' : 'region', acted: 'no' };
  if (status === 429) return { kind: 'rate_limited', acted: 'no' };
  if (status === 408) return { kind: 'timeout', acted: 'maybe' };
  // A 404 that isn't Dotdigital's own (a proxy's page) must not pass for "deleted there".
  if (status === 404)
    return { kind: message !== null || text.trim() === '' ? 'not_found' : 'invalid_answer', acted: 'no' };
  return { kind: 'refused', acted: 'no' };
}

/** v2 says `message`, v3 `description`, problem details `detail` and `title`. */
function readMessage(text: string): string | null {
  if (text.length > 1_000_000 || !/^\s*[{"]/.test(text)) return null;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'string') return body;
    if (typeof body !== 'object' || body === null) return null;
    const fields = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
    for (const key of ['message', 'description', 'detail', 'title']) {
      const value = fields.get(key);
      if (typeof value === 'string' && value.trim() !== '') return value;
    }
    return null;
  } catch {
    return null;
  }
}

/** v3 has its codes in a key of their own: `insightData:contactNotFound`. */
const readCode = (text: string): string | null =>
  text.length > 1_000_000 ? null : (/"errorCode"\s*:\s*"([a-zA-Z]+:[a-zA-Z]+)"/.exec(text)?.[1] ?? null);

/** "Email is not a valid email address. ERROR_PARAMETER_INVALID" → the words; a bare code stays. */
function humanPart(message: string): string {
  const words = message
    .replace(/\bERROR_[A-Z_]+/g, '')
    .replace(/^\s*Error:\s*$/i, '')
    .trim();
  return words === '' ? message : words;
}

const hostOf = (location: string | null): string =>
  location && URL.canParse(location) ? new URL(location).host || 'another address' : 'another address';

type NetworkFailure = {
  what: string;
  isRead: boolean;
  timedOut: boolean;
  status: number | null;
  clean: Clean;
};

export function errorFromNetwork(
  error: unknown,
  { what, isRead, timedOut, status, clean }: NetworkFailure,
): DotdigitalError {
  const code = codeOf(error);
  const acted: Acted = isRead || neverLeft(code) ? 'no' : 'maybe';
  if (timedOut || isTimeoutCode(code))
    return new DotdigitalError('timeout', what, { acted, status, cause: error });
  const unreadable =
    error instanceof UnreadableBody || code?.startsWith('Z_') || code === 'ERR_INVALID_ARG_TYPE';
  if (unreadable || (status !== null && code !== 'ECONNRESET')) {
    const beginning = error instanceof UnreadableBody ? error.beginning : '';
    const told = `${error instanceof Error ? error.message : String(error)}${beginning ? `: ${clean(beginning)}` : ''}`;
    return new DotdigitalError('invalid_answer', what, { acted, status, detail: clean(told), cause: error });
  }
  return new DotdigitalError('network', what, {
    acted,
    status,
    detail: clean(plainReason(code, error)),
    cause: error,
  });
}
