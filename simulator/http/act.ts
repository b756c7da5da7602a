import type { IncomingMessage } from 'node:http';
import { getAccount, type ApiUser } from '../engine/accounts';
import { Failure } from '../engine/failure';
import type { ImportUpload } from '../engine/imports/create-import';
import type { World } from '../engine/world';
import type { Arrived } from './arrived';
import { Parameters, readQuery } from './call';
import type { Settings } from '../engine/settings';
import { noEffects, readEffects, skewOf, type FaultEffects } from './faults/effects';
import { doMeanwhile } from './faults/meanwhile';
import type { Injection } from './faults/rule';
import { spoilPage } from './faults/spoil-page';
import type { Strikes } from './faults/strikes';
import { receiveUpload } from './receive-upload';
import { readAs, readBytes, readJson, refuseForeignType } from './request-body';
import type { LoggedRequest } from './request-log';
import type { Answer, Call, Page, Route } from './route';
import { urlOfRegion, type Sandbox } from './sandbox';

export interface Asked {
  route: Route;
  values: string[];
  strikes: Strikes;
  entry: LoggedRequest;
}

const largestBody = 64 * 1024 * 1024;
const largestForm = 64 * 1024;

/** Reads what a route needs, lets it act, all or nothing, and hands back its answer. */
export async function act(sandbox: Sandbox, arrived: Arrived, asked: Asked, user?: ApiUser): Promise<Answer> {
  const { world } = sandbox;
  const { route, strikes } = asked;
  const account = user ? getAccount(world, user.account) : undefined;
  if (route.feature && !account?.features.includes(route.feature))
    throw new Failure(403, 'ERROR_FEATURENOTACTIVE', 'The feature is not active for this account.');
  const noted = new Set<Injection>();
  const effects = readEffects(strikes, (injection) => noted.add(injection));
  const call = { ...(await readCall(sandbox, arrived, asked, user)), effects };
  doMeanwhile(sandbox, strikes);
  try {
    const work = (changed: Partial<Call>): Answer =>
      underEffects(world, { effects, skew: skewOf(strikes), ...changed }, () =>
        world.store.transaction(() => route.handle({ ...call, ...changed })),
      );
    deliverTwice(strikes, route, () => work({ upload: call.upload?.copy() }));
    const answer = work({});
    for (const injection of noted) strikes.hit(injection);
    noteExclusion(strikes, route, answer, () => work({ effects: noEffects }));
    return spoilPage(strikes, answer, {
      page: route.maxSelect === undefined ? undefined : call.page,
      read: (page) => work({ page }),
      readFrom: (cursor, value) => work({ query: (name) => (name === cursor ? value : call.query(name)) }),
      now: world.clock.now(),
    });
  } catch (error) {
    call.upload?.discard();
    throw error;
  }
}

async function readCall(
  sandbox: Sandbox,
  arrived: Arrived,
  { route, values, entry }: Asked,
  user: ApiUser | undefined,
): Promise<Omit<Call, 'effects'>> {
  const { world } = sandbox;
  const { request, baseUrl, url } = arrived;
  const given = new Parameters(route, values, readQuery(request.url ?? ''));
  const page = given.page(route, world.settings);
  const upload = route.upload ? await receiveUpload(world, request) : undefined;
  const body = route.body ? await readBody(route, request, entry, world.settings) : undefined;
  const form = new URLSearchParams(
    route.form ? (await readBytes(request, largestForm)).toString('utf8') : '',
  );
  const call = {
    world,
    body,
    form,
    page,
    upload,
    baseUrl,
    url,
    int: (name: string) => given.int(name),
    text: (name: string) => given.text(name),
    date: (name: string) => given.date(name),
    query: (name: string) => given.query(name),
    queries: (name: string) => given.queries(name),
    endpointOf: (region: string) => urlOfRegion(sandbox, baseUrl, region),
    callsInLastHour: () => (user ? sandbox.limiter.callsInLastHour(user.account, world.clock.now()) : 0),
  };
  // Routes that are open to everybody know no account and do not ask for one.
  return (user ? { ...call, user, account: getAccount(world, user.account) } : call) as Omit<Call, 'effects'>;
}

async function readBody(
  route: Route,
  request: IncomingMessage,
  entry: LoggedRequest,
  { requestKeys }: Settings,
): Promise<unknown> {
  const bytes = await readBytes(request, largestBody);
  entry.requestBytes = bytes.length;
  if (bytes.length > 0) refuseForeignType(request);
  return route.body ? readAs(route.body, readJson(bytes), requestKeys === 'any-case') : undefined;
}

/** What only reads does no more when it is done twice. */
function deliverTwice(strikes: Strikes, { method }: Route, work: () => Answer): void {
  if (method === 'GET' || !strikes.find('duplicate-delivery')) return;
  work();
  strikes.take('duplicate-delivery');
}

/** Rows of the instant itself are left out only where there are any. */
function noteExclusion(strikes: Strikes, { method }: Route, answer: Answer, withThem: () => Answer): void {
  if (method !== 'GET' || !strikes.find('exclude-equal')) return;
  if (JSON.stringify(answer.body) !== JSON.stringify(withThem().body)) strikes.take('exclude-equal');
}

function underEffects<T>(
  world: World,
  { effects, skew }: { effects: FaultEffects; skew: number },
  work: () => T,
): T {
  const before = world.settings;
  if (effects.excludeEqual) world.settings = { ...before, sinceInclusive: false };
  try {
    return skew === 0 ? work() : world.at(world.now() + skew, work);
  } finally {
    world.settings = before;
  }
}
