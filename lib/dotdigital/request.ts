import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import {
  headerText,
  readDate,
  readRetryAt,
  readTierState,
  flatLimit,
  flatTier,
  type BudgetStore,
  type Tier,
} from './budget';
import { endAfter } from '../end-after';
import { cleanDetail, parseJson, pinnedAgent, readText, UnreadableBody } from '../outward';
import { DotdigitalError } from './errors';
import { allowedApiOrigin, resolveAllowed } from './hosts';
import { watchSilence, type TellSilence } from './silence';
import { errorFromAnswer, errorFromNetwork } from './translate-failure';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Which of Dotdigital's services; without it: v2. */
  api?: '/insightData/v3' | '/contacts/v3';
  /** Below the service, leading slash. */
  path: string;
  /** The path as it may be logged, where it holds an address. */
  shownPath?: string;
  tier: Tier;
  body?: unknown;
  /** A body that is JSON already. */
  json?: Buffer;
  /** How the body is read; `none`: not at all. */
  expect?: 'json' | 'text' | 'none';
};

export type Answer = { status: number; body: unknown; serverDate: Date | null };

export type CallRecord = {
  method: string;
  path: string;
  status: number | null;
  ms: number;
  tier?: string;
  remaining?: number;
  resetAt?: Date;
};

export type TransportOptions = {
  /** Scheme, host and port: https://r1-api.dotdigital.com */
  endpoint: string;
  username: string;
  password: string;
  /** host:port besides Dotdigital's own. */
  allowedHosts: readonly string[];
  budget?: BudgetStore;
  onCall?: (call: CallRecord) => void;
  signal?: AbortSignal;
  /** For the whole call, connecting and body included. */
  timeoutMs?: number;
  /** The longest wait for a limit to reset before the error is thrown with its retryAt. */
  maxWaitMs?: number;
  /** Only calls that are safe to repeat. */
  retry?: { retries?: number; minTimeoutMs?: number };
  maxBodyBytes?: number;
  /** Is told when a call has waited this long without an answer, and when there is one again. Must not throw. */
  onSilence?: TellSilence;
  silentAfterMs?: number;
  now?: () => Date;
};

export type Transport = { send(call: Call): Promise<Answer>; close(): Promise<void> };

/**
 * One account's road to Dotdigital. Redirects are answers like any other, never followed. Only GETs are
 * repeated here; a write is the caller's to repeat, who knows what was intended.
 */
export function createTransport(options: TransportOptions): Transport {
  const {
    timeoutMs = 121_000,
    maxWaitMs = 60_000,
    maxBodyBytes = 64 * 1024 * 1024,
    silentAfterMs = 8_000,
    now = () => new Date(),
  } = options;
  const host = allowedApiOrigin(options.endpoint, options.allowedHosts);
  const { origin, pathname } = new URL(host.origin);
  const base = pathname === '/' ? '' : pathname;
  const connection = pinnedAgent(() => resolveAllowed(host), Math.min(timeoutMs, 15_000));
  const credentials = Buffer.from(`${options.username}:${options.password}`, 'utf8').toString('base64');
  const secrets = [options.password, credentials, options.username].filter((one) => one.length > 3);
  const silence = watchSilence(options.onSilence, silentAfterMs, now);
  /** Which tier a path was really counted under, as the answers say. */
  const learnt = new Map<string, string>();

  const clean = (text: string): string => cleanDetail(text, secrets);

  async function waitUntil(at: Date, error: DotdigitalError): Promise<void> {
    const delay = at.getTime() - now().getTime();
    if (delay > maxWaitMs) throw error;
    if (delay > 0) await wait(delay, undefined, { signal: options.signal }).catch(() => undefined);
    if (options.signal?.aborted) throw stopped(error.message);
  }

  async function takeBudget(call: Call): Promise<void> {
    if (!options.budget || call.tier === 'unlimited') return;
    for (;;) {
      const taken = await options.budget.take(learnt.get(routeOf(call)) ?? call.tier);
      if (taken.ok) return;
      await waitUntil(
        taken.retryAt,
        new DotdigitalError('rate_limited', label(call), { acted: 'no', retryAt: taken.retryAt }),
      );
    }
  }

  async function once(call: Call): Promise<Answer> {
    if (options.signal?.aborted) throw stopped(label(call));
    await takeBudget(call);
    const deadline = endAfter(timeoutMs, options.signal);
    const started = performance.now();
    const endWaiting = silence.begin();
    const record: CallRecord = {
      method: call.method,
      path: shownPath(call),
      status: null,
      ms: 0,
    };
    try {
      return await exchange(call, deadline.signal, record, endWaiting);
    } catch (error) {
      if (error instanceof DotdigitalError) throw error;
      if (options.signal?.aborted) throw stopped(label(call), call.method === 'GET' ? 'no' : 'maybe');
      throw errorFromNetwork(error, {
        what: label(call),
        isRead: call.method === 'GET',
        timedOut: deadline.signal.aborted,
        status: record.status,
        clean,
      });
    } finally {
      deadline.release();
      endWaiting();
      record.ms = Math.round(performance.now() - started);
      options.onCall?.(record);
    }
  }

  async function exchange(
    call: Call,
    signal: AbortSignal,
    record: CallRecord,
    endWaiting: () => void,
  ): Promise<Answer> {
    const body = call.json ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const answer = await connection.agent.request({
      origin,
      path: `${base}${call.api ?? '/v2'}${call.path}`,
      method: call.method,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: {
        accept: call.expect === 'text' ? 'text/plain, application/octet-stream, */*' : 'application/json',
        'accept-encoding': 'gzip',
        authorization: `Basic ${credentials}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body,
    });
    record.status = answer.statusCode;
    endWaiting();
    await silence.answered();
    await learn(call, answer.headers, record);
    const text = await readText(answer.body, headerText(answer.headers, 'content-encoding'), maxBodyBytes);
    const serverDate = readDate(answer.headers);
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
      return { status: answer.statusCode, body: readAnswer(call, answer.statusCode, text), serverDate };
    }
    const failure = errorFromAnswer({
      what: label(call),
      status: answer.statusCode,
      text,
      clean,
      location: headerText(answer.headers, 'location'),
      retryAt: readRetryAt(answer.headers, now()),
    });
    if (failure.vendorCode === 'ERROR_APIUSAGE_EXCEEDED' && failure.retryAt) {
      await options.budget?.learn(flatTier, { limit: flatLimit, remaining: 0, resetAt: failure.retryAt });
    }
    throw failure;
  }

  async function learn(
    call: Call,
    headers: Parameters<typeof readTierState>[0],
    record: CallRecord,
  ): Promise<void> {
    const known = readTierState(headers, now());
    if (!known) return;
    const tier = known.tier ?? call.tier;
    learnt.set(routeOf(call), tier);
    Object.assign(record, { tier, remaining: known.state.remaining, resetAt: known.state.resetAt });
    await options.budget?.learn(tier, known.state);
  }

  return {
    close: async () => {
      await silence.settled();
      await connection.close();
    },
    send: (call) =>
      pRetry(() => once(call), {
        retries: call.method === 'GET' ? (options.retry?.retries ?? 3) : 0,
        minTimeout: options.retry?.minTimeoutMs ?? 500,
        maxTimeout: 10_000,
        randomize: true,
        shouldRetry: ({ error, attemptNumber }) => shouldRetry(error, attemptNumber),
        onFailedAttempt: async ({ error, retriesLeft }) => {
          if (
            retriesLeft > 0 &&
            error instanceof DotdigitalError &&
            error.kind === 'rate_limited' &&
            error.retryAt
          ) {
            await waitUntil(error.retryAt, error);
          }
        },
      }),
  };
}

function shouldRetry(error: Error, attempt: number): boolean {
  if (!(error instanceof DotdigitalError)) return false;
  if (error.kind === 'timeout') return attempt < 2;
  return ['network', 'server', 'rate_limited', 'invalid_answer'].includes(error.kind);
}

function readAnswer(call: Call, status: number, text: string): unknown {
  if (call.expect === 'text') {
    if (/^\s*<(?:!doctype|html)/i.test(text))
      throw new UnreadableBody('the answer is a web page, not data', text.slice(0, 400));
    return text;
  }
  if (status === 204 || (call.expect === 'none' && text.trim() === '')) return null;
  if (call.expect === 'none') return parseJsonOrNull(text);
  return parseJson(text);
}

/** A body nobody depends on (docs and description differ on whether there is one). A web page still means a stranger answered. */
function parseJsonOrNull(text: string): unknown {
  if (/^\s*[[{"\dtfn]/.test(text)) return parseJson(text);
  if (/^\s*</.test(text)) return parseJson(text);
  return null;
}

const shownPath = ({ api, shownPath: shown, path }: Call): string => `${api ?? ''}${shown ?? path}`;

const label = (call: Call): string => `${call.method} ${shownPath(call).split('?')[0]}`;

/** A path without its numbers, GUIDs and dates: what a tier is remembered under. */
const routeOf = (call: Call): string =>
  `${call.method} ${call.api ?? ''}${(call.shownPath ?? call.path.split('?')[0] ?? '').replace(/\/[^/]*\d[^/]*/g, '/{}')}`;

const stopped = (what: string, acted: 'no' | 'maybe' = 'no'): DotdigitalError =>
  new DotdigitalError('stopped', what, { acted });
