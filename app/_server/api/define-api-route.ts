import { z } from 'zod';
import type { Effects } from '@/lib/api-tokens';
import type { Scope } from '@/lib/api-tokens/schemas';
import type { Context } from '@/lib/context';
import type { Permission } from '@/lib/permissions';

export const apiMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type ApiMethod = (typeof apiMethods)[number];

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type ParamsOf<Path extends string> = Record<NamesIn<Path>, string>;

/** What a handler is given, all of it checked. */
export type ApiCall<Params, Query, Body> = {
  params: Params;
  query: Query;
  body: Body;
  /** From If-Match or the body; undefined: whichever version there is. */
  version: number | undefined;
};

type Definition<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = {
  method: ApiMethod;
  /** Behind /api/v1: '/contacts/{id}'. Every {…} but {entity} is an id. */
  path: Path;
  tag: string;
  summary: string;
  description?: string;
  scope: Scope;
  permission: Permission;
  query?: Query;
  body?: Body;
  /** Left out: an empty 204. */
  answer?: Answer;
  status?: 200 | 201 | 202;
  /** Rows became due: jobs are booked at once. */
  wakes?: boolean;
  run: (
    ctx: Context,
    call: ApiCall<ParamsOf<Path>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Answer>>;
  /**
   * For a POST with an Idempotency-Key whose first call was killed: the audited action that is the effect, and how to
   * answer from it. Without it the verb may run again (it changes nothing, or a second time is once).
   */
  effect?: {
    action: (call: ApiCall<ParamsOf<Path>, z.output<Query>, z.output<Body>>) => string;
    again: (
      ctx: Context,
      done: { subjectId: string | null; detail: unknown; effects: Effects },
      call: ApiCall<ParamsOf<Path>, z.output<Query>, z.output<Body>>,
    ) => Promise<z.input<Answer>>;
  };
};

/** What a bulk route is given: the body as it arrives. */
export type BulkCall = { params: Record<string, string>; query: Record<string, unknown>; request: Request };

/** A route as the table holds it; inside, types are those of its definition. */
export type ApiRoute = {
  method: ApiMethod;
  path: string;
  tag: string;
  summary: string;
  description: string | undefined;
  scope: Scope;
  permission: Permission;
  query: z.ZodObject;
  body: z.ZodType | null;
  answer: z.ZodType | null;
  status: number;
  wakes: boolean;
  run: (ctx: Context, call: ApiCall<Record<string, string>, unknown, unknown>) => Promise<unknown>;
  effect: {
    action: (call: ApiCall<Record<string, string>, unknown, unknown>) => string;
    again: (
      ctx: Context,
      done: { subjectId: string | null; detail: unknown; effects: Effects },
      call: ApiCall<Record<string, string>, unknown, unknown>,
    ) => Promise<unknown>;
  } | null;
  /** Takes rows as they come and answers each as it is done. */
  bulk: BulkHandler | null;
  /** Takes a file as it comes. */
  upload: UploadHandler | null;
};

/** A file as it arrives; its checked query says what it is. */
export type UploadHandler = (
  ctx: Context,
  call: { query: unknown; body: AsyncIterable<Uint8Array>; contentLength: number | null },
) => Promise<unknown>;

export type BulkHandler = {
  /** One row, for the document. */
  row: z.ZodType;
  /** What is checked here of a row; left out: `row`. A verb that names the faults of its rows itself is given them as they come. */
  check?: z.ZodType;
  store: (ctx: Context, rows: readonly unknown[], call: Record<string, string>) => Promise<BulkOutcome[]>;
};

/** One line of the answer; `row` counts from 1 and is filled in by the stream. */
export type BulkOutcome = {
  outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  id: string | null;
  errors?: { path: string; message: string }[];
};

const noQuery = z.strictObject({});
type NoQuery = typeof noQuery;

/** One row of the table that drives router, checks and the OpenAPI document. */
export function defineApiRoute<
  const Path extends string,
  Query extends z.ZodObject = NoQuery,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodVoid,
>(definition: Definition<Path, Query, Body, Answer>): ApiRoute {
  type Call = ApiCall<ParamsOf<Path>, z.output<Query>, z.output<Body>>;
  const { effect } = definition;
  const typed = (call: ApiCall<Record<string, string>, unknown, unknown>): Call => call as Call;
  return {
    method: definition.method,
    path: definition.path,
    tag: definition.tag,
    summary: definition.summary,
    description: definition.description,
    scope: definition.scope,
    permission: definition.permission,
    query: definition.query ?? noQuery,
    body: definition.body ?? null,
    answer: definition.answer ?? null,
    status: definition.answer ? (definition.status ?? 200) : 204,
    wakes: definition.wakes ?? false,
    run: (ctx, call) => definition.run(ctx, typed(call)),
    effect: effect
      ? {
          action: (call) => effect.action(typed(call)),
          again: (ctx, done, call) => effect.again(ctx, done, typed(call)),
        }
      : null,
    bulk: null,
    upload: null,
  };
}

type BulkDefinition = Pick<ApiRoute, 'path' | 'tag' | 'summary' | 'scope' | 'permission'> & {
  description?: string;
} & BulkHandler;

export const defineBulkRoute = ({ row, check, store, ...definition }: BulkDefinition): ApiRoute => ({
  ...definition,
  description: definition.description,
  method: 'POST',
  query: noQuery,
  body: null,
  answer: null,
  status: 200,
  wakes: false,
  run: async () => undefined,
  effect: null,
  bulk: { row, ...(check ? { check } : {}), store },
  upload: null,
});

type UploadDefinition<Query extends z.ZodObject, Answer extends z.ZodType> = Pick<
  ApiRoute,
  'path' | 'tag' | 'summary' | 'scope' | 'permission'
> & {
  description?: string;
  query: Query;
  answer: Answer;
  store: (
    ctx: Context,
    call: { query: z.output<Query>; body: AsyncIterable<Uint8Array>; contentLength: number | null },
  ) => Promise<z.input<Answer>>;
};

export const defineUploadRoute = <Query extends z.ZodObject, Answer extends z.ZodType>({
  store,
  ...definition
}: UploadDefinition<Query, Answer>): ApiRoute => ({
  ...definition,
  description: definition.description,
  method: 'POST',
  body: null,
  status: 201,
  wakes: false,
  run: async () => undefined,
  effect: null,
  bulk: null,
  upload: (ctx, call) => store(ctx, { ...call, query: call.query as z.output<Query> }),
});
