import type { IncomingMessage, ServerResponse } from 'node:http';
import { getAccount, type ApiUser } from '../engine/accounts';
import { playDueEvents } from '../engine/events';
import { Failure } from '../engine/failure';
import type { World } from '../engine/world';
import { answerInstead } from './faults/answer-instead';
import { changeAnswer } from './faults/change-answer';
import { readEffects } from './faults/effects';
import type { Injection } from './faults/rule';
import { spoilRequest, spoilResponse } from './faults/socket';
import { authenticate, wrongRegion } from './authenticate';
import { Parameters, pathOf, readQuery } from './call';
import { receiveUpload } from './receive-upload';
import { readAs, readBytes, readJson, refuseForeignType } from './request-body';
import type { LoggedRequest } from './request-log';
import type { Answer, Call, Route } from './route';
import { urlOfRegion, type Sandbox } from './sandbox';
import { sendAnswer, writeAnswer } from './send-answer';
import { writeFailure } from './write-failure';

export interface Arrived {
  request: IncomingMessage;
  response: ServerResponse;
  region: string;
  baseUrl: string;
  /** The whole address as it was asked for, with the region's part. */
  url: string;
  signal: AbortSignal;
}

const largestBody = 64 * 1024 * 1024;
const largestForm = 64 * 1024;

/** One call of the API: the faults set for it, then credentials, region, limit, and only then the object. */
export async function handleApiCall(sandbox: Sandbox, arrived: Arrived, route: Route | undefined, values: string[], missing: () => Answer): Promise<void> {
  const { request, response, signal } = arrived;
  const path = pathOf(request);
  const method = request.method ?? 'GET';
  const started = performance.now();
  const entry = sandbox.log.begin(method, request.url ?? '/', arrived.region, new Date(sandbox.world.clock.now()).toISOString());
  entry.route = route?.path ?? null;
  const injections = sandbox.faults.match(method, path, route?.path, sandbox.world.clock.now());
  if (injections.length > 0) entry.faultId = injections.map(({ id }) => id).join(',');

  const over = await spoilRequest(injections, request, response, signal);
  if (!over) {
    const answer = await answerCall(sandbox, arrived, { route, values, missing, injections, entry, path });
    const wire = changeAnswer(writeAnswer(answer), injections);
    entry.status = wire.status;
    entry.responseBytes = wire.content.length;
    const dealtWith = await spoilResponse(injections, response, wire, signal);
    if (!dealtWith) sendAnswer(response, wire, sandbox.world.clock.now());
  }
  entry.requestBytes = Math.max(entry.requestBytes, Number(request.headers['content-length'] ?? 0));
  entry.ms = Math.round((performance.now() - started) * 100) / 100;
}

interface Asked {
  route: Route | undefined;
  values: string[];
  missing: () => Answer;
  injections: Injection[];
  entry: LoggedRequest;
  path: string;
}

async function answerCall(sandbox: Sandbox, arrived: Arrived, asked: Asked): Promise<Answer> {
  const { route, injections, entry, path } = asked;
  const spoilt = answerInstead(injections, path);
  let headers: Record<string, string> = {};
  try {
    catchUp(sandbox.world);
    if (route?.open) return spoilt ?? (await act(sandbox, arrived, asked, route));
    const user = authenticate(sandbox.world, arrived.request.headers.authorization);
    entry.apiUser = user.email;
    if (!route?.anyRegion && getAccount(sandbox.world, user.account).region !== arrived.region) throw wrongRegion();
    const counted = sandbox.limiter.count(sandbox.world, user, route?.tier ?? 'high');
    headers = counted.headers;
    if (spoilt) return { ...spoilt, headers: { ...headers, ...spoilt.headers } };
    if (counted.refusal) throw counted.refusal;
    const answer = route ? await act(sandbox, arrived, asked, route, user) : asked.missing();
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (spoilt) return spoilt;
    return { ...writeFailure(error instanceof Failure ? error : defect(error, entry), path), headers };
  }
}

async function act(sandbox: Sandbox, arrived: Arrived, { values, injections, entry }: Asked, route: Route, user?: ApiUser): Promise<Answer> {
  const { world } = sandbox;
  const given = new Parameters(route, values, readQuery(arrived.request.url ?? ''));
  const page = given.page(route.maxSelect);
  const account = user ? getAccount(world, user.account) : undefined;
  if (route.feature && !account?.features.includes(route.feature)) throw new Failure(403, 'ERROR_FEATURENOTACTIVE', 'The feature is not active for this account.');
  const upload = route.upload ? await receiveUpload(world, arrived.request) : undefined;
  const body = route.body ? await readBody(route, arrived.request, entry) : undefined;
  const form = new URLSearchParams(route.form ? (await readBytes(arrived.request, largestForm)).toString('utf8') : '');
  if (upload) entry.requestBytes = upload.bytes;

  const call = {
    world, body, form, page, upload, baseUrl: arrived.baseUrl, url: arrived.url, effects: readEffects(injections),
    int: (name: string) => given.int(name), text: (name: string) => given.text(name), date: (name: string) => given.date(name),
    query: (name: string) => given.query(name), queries: (name: string) => given.queries(name),
    endpointOf: (region: string) => urlOfRegion(sandbox, arrived.baseUrl, region),
    callsInLastHour: () => (account ? sandbox.limiter.callsInLastHour(account.id, world.clock.now()) : 0),
  } as Call;
  if (account && user) Object.assign(call, { account, user });
  try {
    const once = (): Answer => world.store.transaction(() => route.handle(call));
    if (injections.some(({ kind }) => kind === 'duplicate-delivery')) once();
    return once();
  } catch (error) {
    upload?.discard();
    throw error;
  }
}

async function readBody(route: Route, request: IncomingMessage, entry: LoggedRequest): Promise<unknown> {
  const bytes = await readBytes(request, largestBody);
  entry.requestBytes = bytes.length;
  if (bytes.length > 0) refuseForeignType(request);
  return route.body ? readAs(route.body, readJson(bytes)) : undefined;
}

/** A fault of the sandbox itself: told on the console, where whoever runs it will see it. */
function defect(error: unknown, entry: LoggedRequest): Failure {
  console.error(`The sandbox failed at ${entry.method} ${entry.path}`, error);
  return new Failure(500, 'ERROR_UNKNOWN', 'Error:');
}

const patienceMilliseconds = 40;

/**
 * Plays what fell due before this call. When the clock runs by itself and much is due, as in the middle of a large
 * import, the call does not wait for all of it; a clock that is stepped has played everything with the step.
 */
function catchUp(world: World): void {
  const started = performance.now();
  playDueEvents(world, world.clock.now(), () => world.clock.speed === 0 || performance.now() - started < patienceMilliseconds);
}
