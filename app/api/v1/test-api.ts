import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { findRoute } from '@/app/_server/api/find-route';
import { openApiDocument } from '@/app/_server/api/openapi';
import type { Role } from '@/lib/actor';
import { createApiToken } from '@/lib/api-tokens';
import type { Scope } from '@/lib/api-tokens/schemas';
import { systemActor, type FlowContext } from '@/lib/context';
import { serveApi } from '@/app/_server/api/serve-api';
import { testContext } from '@/prisma/test-context';
import { apiRoutes } from './_routes';

export type Answer = { status: number; headers: Headers; body: unknown; text: string };

type Options = {
  headers?: Record<string, string | undefined>;
  raw?: string | Uint8Array<ArrayBuffer>;
  token?: string | null;
};

export type TestApi = {
  ctx: FlowContext;
  /** The person of the token, for calling verbs beside it. */
  person: FlowContext;
  token: string;
  call: (method: string, path: string, body?: unknown, options?: Options) => Promise<Answer>;
};

/** The REST API without a server around it, called with a token of a person of this role. */
export async function testApi(
  options: { role?: Role; scopes?: Scope[]; dotdigitalUrl?: string } = {},
): Promise<TestApi> {
  const person = await testContext({
    role: options.role ?? 'admin',
    ...(options.dotdigitalUrl ? { dotdigitalUrl: options.dotdigitalUrl } : {}),
  });
  const { token } = await createApiToken(person, {
    name: 'a test',
    scopes: options.scopes ?? ['admin'],
    expiresInDays: null,
  });
  const ctx: FlowContext = { ...person, actor: systemActor };
  return {
    ctx,
    person,
    token,
    call: (method, path, body, own = {}) => callApi(ctx, token, method, path, body, own),
  };
}

export async function callApi(
  ctx: FlowContext,
  token: string,
  method: string,
  path: string,
  body: unknown,
  options: Options,
): Promise<Answer> {
  const payload = options.raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const bearer = options.token === undefined ? token : options.token;
  const request = new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    ...(payload === undefined ? {} : { body: payload }),
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(
        Object.entries(options.headers ?? {}).filter(
          (pair): pair is [string, string] => pair[1] !== undefined,
        ),
      ),
    },
  });
  const answer = await serveApi(
    { routes: apiRoutes, ctx, wake: async () => undefined },
    request,
    new URL(request.url).pathname.replace('/api/v1', ''),
  );
  const text = await answer.text();
  const parsed = text === '' ? undefined : (JSON.parse(text) as unknown);
  checkAgainstDocument(method, new URL(request.url).pathname.replace('/api/v1', ''), answer.status, parsed);
  return { status: answer.status, headers: answer.headers, text, body: parsed };
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(openApiDocument(apiRoutes), 'openapi');
const validators = new Map<string, ValidateFunction>();

/** Every answer of every test is what the document says it is. */
function checkAgainstDocument(method: string, path: string, status: number, body: unknown): void {
  const route = findRoute(apiRoutes, method, path)?.route;
  const part =
    status >= 400
      ? '/components/schemas/Problem'
      : `/paths/${pointer(route?.path ?? '')}/${method.toLowerCase()}/responses/${status}/content/${pointer('application/json')}/schema`;
  // Their answer is made in the pages router; here they are only admitted.
  if (status < 400 && route?.bulk) return;
  if (status < 400 && (!route || route.status !== status))
    throw new Error(`${method} ${path} answers ${status}, which the document does not have`);
  if (status === 204) return;
  const validate = validators.get(part) ?? ajv.compile({ $ref: `openapi#${part}` });
  validators.set(part, validate);
  if (!validate(body))
    throw new Error(
      `${method} ${path} ${status} is not what the document says: ${ajv.errorsText(validate.errors)}`,
    );
}

const pointer = (text: string): string =>
  encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

/** What is at a path of an answer, for looking without knowing its type: read(answer, 'data', 0, 'id'). */
export function read(answer: Answer, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
    answer.body,
  );
}
