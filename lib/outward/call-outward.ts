import { endAfter } from '../end-after';
import { InsideAddress, resolveChecked, type Lookup } from './addresses';
import { codeOf, isTimeoutCode, neverLeft, plainReason } from './network-failure';
import { OutwardError } from './outward-error';
import { outwardUrl } from './outward-url';
import { pinnedAgent } from './pinned-agent';
import { readText, UnreadableBody } from './read-body';

export type OutwardCall = {
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Of the answer; what is of another type is not read. */
  types: readonly string[];
};

export type OutwardOptions = {
  /** host:port that the operator named. */
  allowedHosts: readonly string[];
  signal?: AbortSignal;
  /** For the whole call, connecting and body included. */
  timeoutMs?: number;
  maxBodyBytes?: number;
  find?: Lookup;
};

export type OutwardAnswer = {
  status: number;
  /** When it wants to be asked again, as it said so. */
  retryAfter: string | null;
  /** null: it wasn't read. */
  text: string | null;
  /** Why it wasn't read; null: there was nothing, or it was read. */
  unread: string | null;
};

/**
 * The one way to call an address that somebody entered. Its name is resolved once, checked and pinned; a redirect is an answer like any
 * other; time and size have an end. Never repeated by itself. Throws OutwardError where there was no answer.
 */
export async function callOutward(call: OutwardCall, options: OutwardOptions): Promise<OutwardAnswer> {
  const { timeoutMs = 15_000, maxBodyBytes = 64 * 1024, find } = options;
  const { url, hostname, byOperator } = outwardUrl(call.url, options.allowedHosts);
  const what = `${call.method} ${url.origin}`;
  if (options.signal?.aborted) throw new OutwardError('stopped', what, 'no', null);
  const connection = pinnedAgent(
    () => resolveChecked(hostname, { mayBeInside: byOperator, find }),
    timeoutMs,
  );
  const deadline = endAfter(timeoutMs, options.signal);
  try {
    const answer = await connection.agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: call.method,
      signal: deadline.signal,
      headers: { accept: call.types.join(', '), 'accept-encoding': 'identity', ...call.headers },
      body: call.body,
    });
    const read = await readBody(answer, call.types, maxBodyBytes);
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfter: retryAfter === undefined ? null : String(retryAfter),
      ...read,
    };
  } catch (error) {
    throw translate(error, {
      what,
      isRead: call.method === 'GET',
      timedOut: deadline.signal.aborted,
      stopped: options.signal?.aborted === true,
    });
  } finally {
    deadline.release();
    await connection.close();
  }
}

type Answer = Awaited<ReturnType<ReturnType<typeof pinnedAgent>['agent']['request']>>;

/** Who answered has acted: that its words can't be read changes nothing of it. */
async function readBody(
  { body, headers }: Answer,
  types: readonly string[],
  maxBytes: number,
): Promise<Pick<OutwardAnswer, 'text' | 'unread'>> {
  const header = (name: string): string => String(headers[name] ?? '').toLowerCase();
  const type = header('content-type').split(';')[0]?.trim() ?? '';
  if (!types.includes(type)) {
    body.on('error', () => undefined).destroy();
    return { text: null, unread: type === '' ? null : `an answer of type ${type.slice(0, 60)}` };
  }
  try {
    return { text: await readText(body, header('content-encoding') || null, maxBytes), unread: null };
  } catch (error) {
    if (error instanceof UnreadableBody) return { text: null, unread: error.message };
    throw error;
  }
}

type Failed = { what: string; isRead: boolean; timedOut: boolean; stopped: boolean };

function translate(error: unknown, { what, isRead, timedOut, stopped }: Failed): OutwardError {
  if (error instanceof OutwardError) return error;
  if (error instanceof InsideAddress)
    return new OutwardError('not_allowed', what, 'no', error.message, error);
  const code = codeOf(error);
  const acted = isRead || neverLeft(code) ? 'no' : 'maybe';
  if (stopped) return new OutwardError('stopped', what, acted, null, error);
  if (timedOut || isTimeoutCode(code)) return new OutwardError('timeout', what, acted, null, error);
  return new OutwardError('network', what, acted, plainReason(code, error), error);
}
