import { expect, test } from 'vitest';
import { isObject } from '@/app/_server/api/is-object';
import { openApiDocument } from '@/app/_server/api/openapi';
import type { ApiRoute } from '@/app/_server/api/define-api-route';
import { apiRoutes } from './_routes';
import { read, testApi, type Answer } from './test-api';

type Json = Record<string, unknown>;
type Operation = {
  parameters?: { name: string; in: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
};
const document = openApiDocument(apiRoutes) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};
const operationOf = ({ path, method }: ApiRoute): Operation =>
  document.paths[path]?.[method.toLowerCase()] ?? {};
const address = (path: string): string => path.replace('{entity}', 'contact').replaceAll(/\{\w+\}/g, '1');

/** What a route says of the largest value of a field: that value, and one more. */
type Limit = { path: string[]; most: unknown; over: unknown };

function limitsOf(schema: unknown, path: string[] = []): Limit[] {
  if (!isObject(schema)) return [];
  const { maxLength, maximum, maxItems } = schema;
  const inner = [
    ...Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([key, one]) =>
      limitsOf(one, [...path, key]),
    ),
    ...(Array.isArray(schema.anyOf) && !schema.properties
      ? schema.anyOf.flatMap((one) => limitsOf(one, path))
      : []),
  ];
  if (path.length === 0) return inner;
  if (typeof maxLength === 'number' && !schema.enum)
    inner.push({ path, most: textOf(maxLength, schema.format), over: textOf(maxLength + 1, schema.format) });
  if (typeof maximum === 'number' && maximum < 2 ** 53 - 1)
    inner.push({ path, most: maximum, over: maximum + 1 });
  if (typeof maxItems === 'number' && maxItems <= 50_000 && isObject(schema.items)) {
    const item = (n: number): unknown => ((schema.items as Json).pattern ? String(n + 1) : `x${n}`);
    const items = Array.from({ length: maxItems + 1 }, (_, n) => item(n));
    inner.push({ path, most: items.slice(0, maxItems), over: items });
  }
  return inner;
}

const textOf = (length: number, format: unknown): string =>
  (format === 'uri' ? 'https://x.example/' : '').padEnd(length, 'x');

const put = (path: string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

/** What is said of this field. */
const saidOf = (answer: Answer, path: string[]): string[] =>
  ((read(answer, 'errors') ?? []) as { path: string; message: string }[])
    .filter((one) => one.path === path.join('.'))
    .map(({ message }) => message);

test('every limit of a body that the document tells holds: the largest is no fault, one more is refused by name', async () => {
  const { call } = await testApi();
  const wrong: string[] = [];
  let tried = 0;
  for (const route of apiRoutes.filter(({ body }) => body !== null)) {
    const schema = operationOf(route).requestBody?.content['application/json']?.schema;
    for (const { path, most, over } of limitsOf(schema)) {
      tried += 1;
      const [at, beyond] = [
        await call(route.method, address(route.path), put(path, most)),
        await call(route.method, address(route.path), put(path, over)),
      ];
      const said = saidOf(beyond, path);
      const isNew = said.some((message) => !saidOf(at, path).includes(message));
      if (at.status >= 500 || beyond.status !== 400 || !isNew)
        wrong.push(
          `${route.method} ${route.path} ${path.join('.')}: ${at.status}, ${beyond.status} ${said.join()}`,
        );
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(60);
});

test('every page has the limits that the document tells, and the default where none is given', async () => {
  const { call } = await testApi();
  const pages = apiRoutes.filter(({ method }) => method === 'GET');
  let tried = 0;
  for (const route of pages) {
    const limit = operationOf(route).parameters?.find(({ name }) => name === 'limit')?.schema;
    if (!limit) continue;
    tried += 1;
    const statuses = [];
    for (const value of [limit.minimum, limit.maximum, limit.default])
      statuses.push((await call('GET', `${address(route.path)}?limit=${String(value)}`)).status);
    expect([route.path, statuses.includes(400), new Set(statuses).size]).toEqual([route.path, false, 1]);
    for (const value of [Number(limit.minimum) - 1, Number(limit.maximum) + 1]) {
      const told = await call('GET', `${address(route.path)}?limit=${value}`);
      expect([route.path, value, told.status, saidOf(told, ['limit']).length]).toEqual([
        route.path,
        value,
        400,
        1,
      ]);
    }
    expect(route.query.parse({})).toMatchObject({ limit: limit.default });
  }
  expect(tried).toBeGreaterThan(8);
});

test('every default that the document tells is what a call without the field means', () => {
  let tried = 0;
  for (const route of apiRoutes) {
    const { body, query } = route;
    const operation = operationOf(route);
    const told: [string, Json, unknown][] = [
      ...(operation.parameters ?? []).map(
        ({ name, schema }) => [name, schema, query] as [string, Json, unknown],
      ),
      ...Object.entries(
        (operation.requestBody?.content['application/json']?.schema.properties ?? {}) as Record<string, Json>,
      ).map(([name, schema]) => [name, schema, body] as [string, Json, unknown]),
    ];
    for (const [name, schema, of] of told) {
      // A query is text; its limit is tried above.
      if (
        name === 'limit' ||
        !isObject(schema) ||
        !('default' in schema) ||
        !isObject(of) ||
        !isObject(of.shape)
      )
        continue;
      tried += 1;
      const field = of.shape[name] as { parse: (input: unknown) => unknown };
      expect([route.path, name, field.parse(undefined)]).toEqual([
        route.path,
        name,
        field.parse(schema.default),
      ]);
    }
  }
  expect(tried).toBeGreaterThan(12);
});
