import { z } from 'zod';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';
import { scopeWords } from '@/lib/api-tokens/schemas';
import type { ApiRoute } from './define-api-route';
import { components, tellMore, type Json } from './documented';
import { isObject } from './is-object';
import { largestBody } from './read-body';
import { longestRow } from './split-rows';

const Problem: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'errors'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const outcomeLine: Json = {
  type: 'object',
  required: ['row', 'outcome', 'id'],
  properties: {
    row: { type: 'integer', description: 'Counts from 1, in the order of the body.' },
    outcome: { enum: ['created', 'updated', 'unchanged', 'rejected'] },
    id: { type: ['string', 'null'] },
    externalId: { type: 'string' },
    errors: Problem.properties && isObject(Problem.properties) ? Problem.properties.errors : {},
  },
};

const closingLine: Json = {
  type: 'object',
  required: ['done', 'read', 'created', 'updated', 'unchanged', 'rejected'],
  properties: {
    done: {
      type: 'boolean',
      description:
        'false: the body broke off or could not be stored to its end; read says how many rows were.',
    },
    read: { type: 'integer' },
    created: { type: 'integer' },
    updated: { type: 'integer' },
    unchanged: { type: 'integer' },
    rejected: { type: 'integer' },
    error: { $ref: '#/components/schemas/Problem' },
  },
};

/** The table of routes as OpenAPI 3.1, from the very schemas that check calls. */
export function openApiDocument(routes: readonly ApiRoute[]): Json {
  const schemas: Json = { Problem, BulkOutcome: outcomeLine, BulkEnd: closingLine };
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dotbridge REST API',
      version: '1',
      description: `Bearer tokens from the API Tokens page or npm run token. Lists go on by nextCursor. Errors are application/problem+json. An ordinary body has ${largestBody.toLocaleString('en')} bytes at most; a bulk call has no limit but ${longestRow.toLocaleString('en')} characters per row.`,
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: Object.entries(scopeWords)
            .map(([scope, words]) => `${scope}: ${words}`)
            .join('. '),
        },
      },
      responses: {
        Problem: {
          description: 'Refused, with the reason',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(route: ApiRoute, schemas: Json): Json {
  const headers =
    route.method === 'POST'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
            description: 'The same key and body get one effect and the same answer, for 24 hours.',
          },
        ]
      : ['PATCH', 'DELETE'].includes(route.method)
        ? [
            {
              name: 'If-Match',
              in: 'header',
              schema: { type: 'string', pattern: '^(\\*|"\\d{1,9}")$' },
              description: 'The ETag of the version to change.',
            },
          ]
        : [];
  const params = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaOf(name === 'entity' ? CrmEntity : idText, 'input', schemas),
  }));
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, `Scope ${route.scope}.`].filter(Boolean).join(' '),
    'x-scope': route.scope,
    'x-permission': route.permission,
    parameters: [...params, ...queryParameters(route, schemas), ...headers],
    ...requestBody(route, schemas),
    responses: {
      [String(route.status)]: answerOf(route, schemas),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function queryParameters(route: ApiRoute, schemas: Json): Json[] {
  const { properties, required } = objectParts(schemaOf(route.query, 'input', schemas));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function objectParts(schema: Json): { properties: Json; required: unknown[] } {
  return {
    properties: isObject(schema.properties) ? schema.properties : {},
    required: Array.isArray(schema.required) ? schema.required : [],
  };
}

function requestBody(route: ApiRoute, schemas: Json): Json {
  if (route.bulk) {
    const row = schemaOf(route.bulk.row, 'input', schemas);
    return {
      requestBody: {
        required: true,
        content: {
          'application/x-ndjson': { schema: row },
          'application/json': { schema: { type: 'array', items: row } },
        },
      },
    };
  }
  if (route.upload)
    return {
      requestBody: {
        required: true,
        content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  if (!route.body) return {};
  return {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema: schemaOf(route.body, 'input', schemas) } },
    },
  };
}

function answerOf(route: ApiRoute, schemas: Json): Json {
  if (route.bulk) {
    const line = {
      anyOf: [{ $ref: '#/components/schemas/BulkOutcome' }, { $ref: '#/components/schemas/BulkEnd' }],
    };
    return {
      description: 'One line per row as rows are stored, and one closing line',
      content: { 'application/x-ndjson': { schema: line } },
    };
  }
  if (!route.answer) return { description: 'Done' };
  return {
    description: 'Done',
    content: { 'application/json': { schema: schemaOf(route.answer, 'output', schemas) } },
  };
}

/** One schema; what refers to itself goes among the components, where the references of a document can find it. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs,
    ...made
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    cycles: 'ref',
    reused: 'inline',
    metadata: components,
    override: ({ zodSchema, jsonSchema }) => tellMore(zodSchema, jsonSchema),
  }) as Json;
  if (!isObject($defs)) return made;
  const names = new Map(
    Object.keys($defs).map((name) => [
      name,
      name.startsWith('__') ? `Part${Object.keys(schemas).length}_${name.replace(/\W/g, '')}` : name,
    ]),
  );
  const moved = (value: unknown): unknown => moveReferences(value, names);
  for (const [name, part] of Object.entries($defs)) schemas[names.get(name) ?? name] = moved(part);
  const done = moved(made);
  return isObject(done) ? done : {};
}

function moveReferences(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => moveReferences(one, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const name =
        key === '$ref' && typeof one === 'string' ? names.get(one.replace('#/$defs/', '')) : undefined;
      return [key, name === undefined ? moveReferences(one, names) : `#/components/schemas/${name}`];
    }),
  );
}

const operationId = (route: ApiRoute): string =>
  [route.method.toLowerCase(), ...route.path.split(/[^A-Za-z]+/).filter(Boolean)]
    .map((word, n) => (n === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
