import { expect, test } from 'vitest';
import { isObject } from '@/app/_server/api/is-object';
import { openApiDocument } from '@/app/_server/api/openapi';
import { apiRoutes } from './_routes';
import { read, testApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';

/** Check 4: keys that a client never sets, tried at every body that the document knows, and in every object inside it. */
const tried = [
  'role',
  'id',
  'ownerId',
  'createdAt',
  'createdById',
  'deletedAt',
  'status',
  'state',
  'encryptedPassword',
  'passwordHash',
  'integrationId',
  'isSystem',
  'scopes',
  'userId',
  '__proto__',
  'constructor',
];

type Json = Record<string, unknown>;
const document = openApiDocument(apiRoutes);
const components =
  isObject(document.components) && isObject(document.components.schemas) ? document.components.schemas : {};

const resolved = (schema: unknown): Json => {
  if (!isObject(schema)) return {};
  return typeof schema.$ref === 'string' ? resolved(components[schema.$ref.split('/').at(-1) ?? '']) : schema;
};
const propertiesOf = (schema: Json): Json => (isObject(schema.properties) ? schema.properties : {});

/** Places of objects within objects; what is a list, or one of several shapes, is left to its own tests. */
function placesOf(schema: Json, at: string[] = []): { at: string[]; known: string[] }[] {
  const known = Object.keys(propertiesOf(schema));
  const inner = Object.entries(propertiesOf(schema)).flatMap(([name, one]) => {
    const part = resolved(one);
    return part.type === 'object' && isObject(part.properties) && at.length < 3
      ? placesOf(part, [...at, name])
      : [];
  });
  return [{ at, known }, ...inner];
}

/** As text: an object can't be given a key __proto__ by name. */
const textOf = (at: string[], key: string): string =>
  at.reduceRight((inner, name) => `{${JSON.stringify(name)}:${inner}}`, `{${JSON.stringify(key)}:"1"}`);

function bodiesOf(route: (typeof apiRoutes)[number]): { at: string[]; known: string[] }[] {
  const operation = resolved(
    (document.paths as Record<string, Json>)[route.path]?.[route.method.toLowerCase()],
  );
  const content =
    isObject(operation.requestBody) && isObject(operation.requestBody.content)
      ? operation.requestBody.content
      : {};
  const media = content['application/x-ndjson'] ?? content['application/json'];
  return isObject(media) ? placesOf(resolved(media.schema)) : [];
}

const address = (path: string): string =>
  path.replace('{entity}', 'contact').replaceAll(/\{\w+\}/g, '900000000000000000');

test('every POST, PATCH and PUT refuses each of them by name', async () => {
  const { call, ctx, token } = await testApi();
  const { port } = await startBulkServer(ctx);
  const wrong: string[] = [];
  let cells = 0;
  for (const route of apiRoutes.filter(({ method }) => method !== 'GET' && method !== 'DELETE')) {
    for (const { at, known } of bodiesOf(route)) {
      for (const key of tried.filter((one) => !known.includes(one))) {
        cells += 1;
        const [raw, path] = [textOf(at, key), [...at, key].join('.')];
        if (route.bulk) {
          const { text } = await sendBulk(port, token, route.path, [`${raw}\n`]);
          if (
            !text.startsWith('{"row":1,"outcome":"rejected"') ||
            !text.includes(`"path":"${key.startsWith('__') || key === 'constructor' ? key : path}"`)
          )
            wrong.push(`${route.path} ${path}: ${text.slice(0, 200)}`);
          continue;
        }
        const answer = await call(route.method, address(route.path), undefined, { raw });
        const paths =
          (read(answer, 'errors') as { path: string }[] | undefined)?.map((one) => one.path) ?? [];
        if (answer.status !== 400 || !paths.some((one) => one === path || one === key))
          wrong.push(`${route.method} ${route.path} ${path}: ${answer.status} ${paths.join()}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(400);
  expect(Object.keys({})).toEqual([]);
});

test('a body that takes nothing refuses any key', async () => {
  const { call } = await testApi();
  const none = apiRoutes.filter(
    ({ method, body, bulk }) => method === 'POST' && body === null && bulk === null,
  );
  expect(none.length).toBeGreaterThan(3);
  for (const { path } of none)
    expect([path, (await call('POST', address(path), { role: 'admin' })).status]).toEqual([path, 400]);
});
