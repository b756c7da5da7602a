import type { Actor } from '@/lib/actor';
import { noteRefusal } from '@/lib/audit';
import { findTokenBearer, takeTurn, type TokenBearer } from '@/lib/api-tokens';
import type { Scope } from '@/lib/api-tokens/schemas';
import { readingOnly, type Context } from '@/lib/context';
import { whenceOf } from '@/lib/context/process-context';
import { permit } from '@/lib/permissions';
import { idText } from '@/lib/text';
import { answerThenDrain } from '../drain-body';
import { noteDenied } from '../note-denied';
import { answerOnce, keyedCall, readIdempotencyKey, type Once } from './answer-once';
import { checkInput, readQuery } from './check-input';
import { questionOf, readCursor, signCursor } from './cursor';
import type { ApiCall, ApiRoute } from './define-api-route';
import { findRoute } from './find-route';
import { HttpProblem } from './http-problem';
import { isObject } from './is-object';
import { apiHeaders, problemAnswer } from './problem-answer';
import { parseBody, readBytes } from './read-body';

export type ApiParts = {
  routes: readonly ApiRoute[];
  /** The product's own context; each call speaks for the person of its token. */
  ctx: Context;
  /** Books what became due. */
  wake: () => Promise<void>;
};

export type Admitted = {
  ctx: Context;
  route: ApiRoute;
  path: string;
  params: Record<string, string>;
  rawQuery: Record<string, string>;
  tokenId: string;
};

/** Answers one call of the REST API. */
export async function serveApi(parts: ApiParts, request: Request, path: string): Promise<Response> {
  try {
    const found = await admit(parts, request, path);
    return await serveCall(parts, found, request).catch((error: unknown) =>
      denied(found.ctx, error, request, path),
    );
  } catch (error) {
    return answerThenDrain(request, problemAnswer(error, parts.ctx.log));
  }
}

/** Who asks, may they, is it there: everything that is settled before a body is looked at. */
export async function admit(parts: ApiParts, request: Request, path: string): Promise<Admitted> {
  const bearer = await authenticate(parts.ctx, request);
  const ctx = {
    ...parts.ctx,
    actor: bearer.actor,
    whence: whenceOf((name) => request.headers.get(name), 'api', bearer.tokenId),
    log: parts.ctx.log.child({ tokenId: bearer.tokenId }),
  };
  try {
    return await admitBearer(parts, { ctx, bearer }, request, path);
  } catch (error) {
    return denied(ctx, error, request, path);
  }
}

/** Notes a refusal and goes on with it. */
async function denied(ctx: Context, error: unknown, { method }: Request, path: string): Promise<never> {
  await noteDenied(ctx, error, { method, path: `/api/v1${path}` });
  throw error;
}

async function admitBearer(
  parts: ApiParts,
  { ctx, bearer }: { ctx: Context; bearer: TokenBearer },
  request: Request,
  path: string,
): Promise<Admitted> {
  await takeTurn(ctx, bearer.tokenId);
  const found = findRoute(parts.routes, request.method, path);
  if (!found)
    throw new HttpProblem(
      404,
      'not_found',
      'There is nothing at this address. GET /api/v1/openapi.json lists what there is.',
    );
  if (!found.route) {
    throw new HttpProblem(405, 'method_not_allowed', `This address takes ${found.methods.join(', ')}.`, {
      headers: { allow: found.methods.join(', ') },
    });
  }
  const { route, params } = found;
  requireScope(bearer, route.scope);
  permit(onItsRoad(ctx, route), route.permission);
  requireIds(params);
  requireAccept(request, route.bulk ? 'application/x-ndjson' : 'application/json');
  return {
    ctx,
    route,
    path,
    params,
    rawQuery: readQuery(new URL(request.url).searchParams),
    tokenId: bearer.tokenId,
  };
}

/** A call that changes nothing sees as a page does. */
const onItsRoad = (ctx: Context, { method }: ApiRoute): Context =>
  method === 'GET' ? readingOnly(ctx) : ctx;

async function serveCall(parts: ApiParts, found: Admitted, request: Request): Promise<Response> {
  const { route } = found;
  const ctx = onItsRoad(found.ctx, route);
  const question = questionOf(found.path, found.rawQuery);
  const query = checkInput(route.query, withPosition(question, found.rawQuery), 'query');
  const bytes = await readBytes(request);
  const body = parseBody(request, bytes);
  if (!route.body && body !== undefined && !(isObject(body) && Object.keys(body).length === 0)) {
    throw new HttpProblem(400, 'invalid_input', 'This call takes no body.');
  }
  const given = route.body && isObject(body) && 'version' in body ? body.version : undefined;
  const call: ApiCall<Record<string, string>, unknown, unknown> = {
    params: found.params,
    query,
    body: route.body ? checkInput(route.body, body, 'body') : undefined,
    version: readIfMatch(request) ?? (typeof given === 'number' ? given : undefined),
  };
  const run = async ({ ctx: own, effects }: Once): Promise<unknown> => {
    const done = route.effect ? effects[route.effect.action(call)] : undefined;
    const data =
      route.effect && done
        ? await route.effect.again(own, { subjectId: done.subjectId, detail: done.detail, effects }, call)
        : await route.run(own, call);
    if (route.wakes) await parts.wake();
    return withCursor(question, data);
  };
  const key = route.method === 'POST' ? readIdempotencyKey(request) : null;
  if (key === null) return toResponse(route, await run({ ctx, effects: {} }));
  const keyed = keyedCall(found.tokenId, key, `${route.method} ${question}`, bytes);
  const {
    status,
    body: text,
    contentType,
    replayed,
  } = await answerOnce(ctx, keyed, async (once) => {
    const response = toResponse(route, await run(once));
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: await response.text(),
    };
  });
  return new Response(status === 204 ? null : text, {
    status,
    headers: {
      ...apiHeaders,
      ...(contentType ? { 'content-type': contentType } : {}),
      ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  });
}

const nobody: Actor = { kind: 'system', name: 'an unknown token' };

/** Bearer and nothing else: no cookie, nothing in the address. */
async function authenticate(ctx: Context, request: Request): Promise<TokenBearer> {
  const token = /^Bearer ([^\s]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const whence = whenceOf((name) => request.headers.get(name), 'api');
  const bearer = token === undefined ? null : await findTokenBearer({ ...ctx, whence }, token);
  if (bearer) return bearer;
  if (token !== undefined)
    await noteRefusal(
      { ...ctx, actor: nobody, whence },
      { asked: 'a token that works', method: request.method, path: new URL(request.url).pathname },
    );
  throw new HttpProblem(
    401,
    'not_signed_in',
    'Send Authorization: Bearer with a token that is neither revoked nor expired.',
    {
      headers: { 'www-authenticate': 'Bearer realm="dotbridge"' },
    },
  );
}

function requireScope(bearer: TokenBearer, scope: Scope): void {
  if (bearer.scopes.has(scope) || bearer.scopes.has('admin')) return;
  throw new HttpProblem(403, 'missing_scope', `This token lacks the scope ${scope}.`, {
    headers: { 'www-authenticate': `Bearer realm="dotbridge", error="insufficient_scope", scope="${scope}"` },
  });
}

/** What can't be an id is simply not there. */
function requireIds(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (name !== 'entity' && !idText.safeParse(value).success)
      throw new HttpProblem(404, 'not_found', 'This does not exist, or you may not see it.');
  }
}

function requireAccept(request: Request, type: string): void {
  const accept = request.headers.get('accept');
  if (accept === null || accept.trim() === '') return;
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
    return { range, refused: parameters.some((one) => /^q=0(\.0*)?$/.test(one)) };
  });
  const wanted = ['*/*', `${type.split('/')[0]}/*`, type, 'application/json', 'application/problem+json'];
  if (ranges.some(({ range, refused }) => !refused && wanted.includes(range))) return;
  throw new HttpProblem(406, 'not_acceptable', `This address answers ${type}.`);
}

function readIfMatch(request: Request): number | undefined {
  const tag = request.headers.get('if-match');
  if (tag === null || tag === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  if (version !== undefined) return Number(version);
  const message = 'Send the ETag of the last answer as it is, like "3".';
  throw new HttpProblem(400, 'invalid_input', `If-Match: ${message}`, {
    errors: [{ path: 'If-Match', message }],
  });
}

/** The schema of a list sees the position that its cursor carries. */
const withPosition = (question: string, query: Record<string, string>): Record<string, string> =>
  query.cursor === undefined ? query : { ...query, cursor: readCursor(question, query.cursor) };

function withCursor(question: string, data: unknown): unknown {
  if (!isObject(data) || typeof data.nextCursor !== 'string') return data;
  return { ...data, nextCursor: signCursor(question, data.nextCursor) };
}

function toResponse(route: ApiRoute, data: unknown): Response {
  if (!route.answer) return new Response(null, { status: 204, headers: apiHeaders });
  const tag: Record<string, string> =
    isObject(data) && typeof data.version === 'number' ? { etag: `"${data.version}"` } : {};
  return new Response(JSON.stringify(data), {
    status: route.status,
    headers: { ...apiHeaders, ...tag, 'content-type': 'application/json; charset=utf-8' },
  });
}
