import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { isObject } from '@/app/_server/api/is-object';
import { openApiDocument } from '@/app/_server/api/openapi';
import type { ApiRoute } from '@/app/_server/api/define-api-route';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { startSimulator } from '@/simulator/start';
import { apiRoutes } from './_routes';
import { testApi, type TestApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';
import { valuesOf } from './test-from-schema';

// Every route of the document, asked as nobody should: refused with a reason or done, and never a fault of ours.

type Json = Record<string, unknown>;
type Operation = {
  parameters?: { name: string; in: string; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
};
const document = openApiDocument(apiRoutes);
const { schemas } = document.components as { schemas: Json };
const operationOf = ({ path, method }: ApiRoute): Operation =>
  (document.paths as Record<string, Record<string, Operation>>)[path]?.[method.toLowerCase()] ?? {};
const bodyOf = (route: ApiRoute): unknown =>
  Object.values(operationOf(route).requestBody?.content ?? {})[0]?.schema;

/** As JSON texts: some of them no value of JavaScript can spell. */
const oddTexts = [
  'null',
  'true',
  '0',
  '-0',
  '1e400',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '99999999999999999999',
  '0.1',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"ÅÅ🚀\\u202e"',
  '"2026-02-30"',
  '"9999-99-99T99:99:99Z"',
  '"-1"',
  '"9223372036854775808"',
  '"0"',
  `"${'x'.repeat(5_000)}"`,
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"a":{}}',
  '{"a":1,"a":2}',
  '{"__proto__":1}',
  '{"":""}',
  `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
  `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`,
  '{"version":1e400}',
  '{',
  '"torn',
  'NaN',
  '\ufeff{}',
  '[1,]',
];
const oddQueries = [
  'limit=1&limit=2',
  'limit=-1',
  'limit=1e3',
  'limit=999999999999999999999',
  'limit=',
  'limit=%00',
  'cursor=',
  'cursor=%F0%9F',
  'cursor=abc',
  `cursor=${'a'.repeat(3_000)}`,
  '__proto__=1',
  'constructor=1',
  '%=%',
  'a=%ff',
  '=',
  '&&',
  'limit=1;limit=2',
  'q=%ED%A0%80',
];

/** What a path can lead to: things that are there, so that a call comes as far as it can. */
async function somethingOfEach(api: TestApi): Promise<(path: string) => string> {
  const { prisma } = api.ctx.db;
  const list = await createList(prisma, { type: 'manual' });
  const { connectionId } = await connectList(prisma, list);
  const ids: Record<string, string> = {
    'marketing-lists': String(list),
    integrations: String(await createIntegrationRow(api.ctx)),
    connections: String(connectionId),
  };
  for (const entity of ['contact', 'lead', 'customer'] as const)
    ids[`${entity}s`] = String((await createRecords(prisma, 1, { entity }))[0]?.id);
  return (path) =>
    path
      .replace(/^\/([\w-]+)\/\{id\}/, (_, kind: string) => `/${kind}/${ids[kind] ?? '1'}`)
      .replace('{entity}', 'contact')
      .replaceAll(/\{\w+\}/g, '1');
}

const places = (value: unknown, at: string[] = []): string[][] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, one]) => [[...at, key], ...places(one, [...at, key])])
    : [];

/** The body with one place put wrong, as text. */
function oddly(body: unknown, path: string[], text: string): string {
  const mark = randomUUID();
  const put = (value: unknown, [key, ...rest]: string[]): unknown =>
    key === undefined ? mark : isObject(value) ? { ...value, [key]: put(value[key], rest) } : value;
  return JSON.stringify(put(body, path)).replace(`"${mark}"`, text);
}

test('every route answers odd bodies, queries and ids with a reason, or does what they say', async () => {
  const simulator = await startSimulator({ port: 0 });
  onTestFinished(() => simulator.close());
  const api = await testApi({ dotdigitalUrl: simulator.url });
  const { port } = await startBulkServer(api.ctx);
  const wrong: string[] = [];
  let calls = 0;
  const ask = async (route: ApiRoute, path: string, raw?: string): Promise<void> => {
    calls += 1;
    if (route.bulk) {
      const told = await sendBulk(port, api.token, path, [raw ?? ''], { 'content-type': 'application/json' });
      if (told.status >= 500 || /"status":5\d\d/.test(told.text))
        wrong.push(`${path} ${raw?.slice(0, 200)}: ${told.text}`);
      return;
    }
    const told = await api
      .call(route.method, path, undefined, raw === undefined || route.method === 'GET' ? {} : { raw })
      .catch((error: unknown) => ({ status: 500, text: String(error) }));
    if (told.status >= 500) wrong.push(`${route.method} ${path} ${raw?.slice(0, 300)}: ${told.text}`);
    else if (told.status >= 400 && !/"detail":".{5}/.test(told.text))
      wrong.push(`${route.method} ${path}: no reason`);
  };
  for (const [seed, route] of apiRoutes.entries()) {
    const addressOf = await somethingOfEach(api);
    const path = addressOf(route.path);
    for (const query of pick(oddQueries, seed, 4)) await ask(route, `${path}?${query}`);
    for (const { name, schema } of operationOf(route).parameters?.filter((one) => one.in === 'query') ?? [])
      for (const value of fc.sample(valuesOf(schema, schemas), { numRuns: 1, seed }))
        await ask(route, `${path}?${new URLSearchParams({ [name]: String(value) })}`);
    for (const id of pick(
      ['0', '-1', '9223372036854775808', '%00', '%F0%9F', '1e3', '١', 'x'.repeat(500)],
      seed,
      2,
    ))
      if (route.path.includes('{')) await ask(route, route.path.replaceAll(/\{\w+\}/g, id));
    const schema = bodyOf(route);
    if (schema === undefined) {
      for (const text of pick(oddTexts, seed, 2)) await ask(route, path, text);
      continue;
    }
    for (const text of pick(oddTexts, seed, 4)) await ask(route, path, route.bulk ? `[${text}]` : text);
    for (const body of fc.sample(valuesOf(schema, schemas), { numRuns: 3, seed })) {
      const row = (text: string): string => (route.bulk && !text.startsWith('[') ? `[${text}]` : text);
      await ask(route, path, row(JSON.stringify(body) ?? 'null'));
      for (const [n, place] of pick(places(body), seed, 4).entries())
        await ask(route, path, row(oddly(body, place, oddTexts[(seed * 7 + n * 3) % oddTexts.length] ?? '')));
    }
  }
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(500);
});

/** Some of them, others for each seed. */
const pick = <T>(all: readonly T[], seed: number, count: number): T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, n) => all[(seed * 5 + n * 11) % all.length] as T);
