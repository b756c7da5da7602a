import { getAccount } from '../engine/accounts';
import { playDueEvents } from '../engine/events';
import { Failure } from '../engine/failure';
import type { World } from '../engine/world';
import { answerInstead } from './faults/answer-instead';
import { changeAnswer } from './faults/change-answer';
import { skewOf } from './faults/effects';
import { spoilRequest, spoilResponse } from './faults/socket';
import { Strikes } from './faults/strikes';
import { swapAnswers } from './faults/swap-answers';
import { authenticate, wrongRegion } from './authenticate';
import { act } from './act';
import type { Arrived } from './arrived';
import { pathOf } from './call';
import type { LoggedRequest } from './request-log';
import type { Answer, Route } from './route';
import type { Sandbox } from './sandbox';
import { sendAnswer, writeAnswer } from './send-answer';
import { writeFailure } from './write-failure';

/** One call of the API: the faults set for it, then credentials, region, limit, and only then the object. */
export async function handleApiCall(
  sandbox: Sandbox,
  arrived: Arrived,
  route: Route | undefined,
  values: string[],
  missing: (world: World) => Answer,
): Promise<void> {
  const { request, response, signal } = arrived;
  const path = pathOf(request);
  const method = request.method ?? 'GET';
  const started = performance.now();
  const entry = sandbox.log.begin(
    method,
    request.url ?? '/',
    arrived.region,
    new Date(sandbox.world.clock.now()).toISOString(),
  );
  entry.route = route?.path ?? null;
  const strikes = new Strikes(
    sandbox.faults.match(method, path, route?.path, sandbox.world.clock.now()),
    entry,
  );

  const over = await spoilRequest(strikes, request, response, signal);
  if (!over) {
    const answer = await answerCall(sandbox, arrived, { route, values, missing, strikes, entry, path });
    const wire = await swapAnswers(
      sandbox.swaps,
      strikes,
      changeAnswer(writeAnswer(answer, sandbox.world.settings.dateFraction), strikes),
    );
    entry.status = wire.status;
    entry.responseBytes = wire.content.length;
    const dealtWith = await spoilResponse(strikes, response, wire, signal);
    if (!dealtWith) {
      const skew = skewOf(strikes);
      if (skew !== 0) strikes.take('clock-skew');
      sendAnswer(response, wire, sandbox.world.clock.now() + skew);
    }
  }
  strikes.settle(sandbox.faults);
  entry.requestBytes = Math.max(entry.requestBytes, Number(request.headers['content-length'] ?? 0));
  sandbox.log.end(entry, performance.now() - started);
}

interface Asked {
  route: Route | undefined;
  values: string[];
  missing: (world: World) => Answer;
  strikes: Strikes;
  entry: LoggedRequest;
  path: string;
}

async function answerCall(sandbox: Sandbox, arrived: Arrived, asked: Asked): Promise<Answer> {
  const { route, strikes, entry, path } = asked;
  const spoilt = answerInstead(strikes, path);
  let headers: Record<string, string> = {};
  try {
    catchUp(sandbox.world);
    if (route?.open && !(route.openBySwitch && !sandbox.world.settings.serverTimeOpen))
      return spoilt ?? (await act(sandbox, arrived, { ...asked, route }));
    const user = authenticate(sandbox.world, arrived.request.headers.authorization);
    entry.apiUser = user.email;
    if (!route?.anyRegion && getAccount(sandbox.world, user.account).region !== arrived.region)
      throw wrongRegion();
    const counted = sandbox.limiter.count(sandbox.world, user, route?.tier ?? 'high');
    headers = counted.headers;
    if (spoilt) return { ...spoilt, headers: { ...headers, ...spoilt.headers } };
    if (counted.refusal) throw counted.refusal;
    const answer = route
      ? await act(sandbox, arrived, { ...asked, route }, user)
      : asked.missing(sandbox.world);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (spoilt) return spoilt;
    return {
      ...writeFailure(
        error instanceof Failure ? error : defect(error, entry),
        path,
        sandbox.world.settings.v3DetailKey,
      ),
      headers,
    };
  }
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
  playDueEvents(
    world,
    world.clock.now(),
    () => world.clock.speed === 0 || performance.now() - started < patienceMilliseconds,
  );
}
