import { describe, expect, test } from 'vitest';
import { isObject } from '@/app/_server/api/is-object';
import { openApiDocument } from '@/app/_server/api/openapi';
import type { FlowContext } from '@/lib/context';
import { apiRoutes } from './_routes';
import { read, testApi, type Answer } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';

/** One request is one transaction: every body of the document with each of its fields broken in turn leaves nothing behind. */
type Json = Record<string, unknown>;

const document = openApiDocument(apiRoutes);
const kinds = ['contacts', 'leads', 'customers'] as const;

function bodyOf(method: 'post' | 'patch', path: string): Json {
  const operation = (document.paths as Record<string, Record<string, Json>>)[path]?.[method];
  const content = isObject(operation?.requestBody) ? operation.requestBody.content : undefined;
  if (!isObject(content)) throw new Error(`${path} has no body`);
  const media = content['application/x-ndjson'] ?? content['application/json'];
  return isObject(media) && isObject(media.schema) ? media.schema : expect.fail(path);
}

const propertiesOf = (schema: Json): [string, Json][] =>
  Object.entries(isObject(schema.properties) ? schema.properties : {}) as [string, Json][];
const shapesOf = (schema: Json): Json[] =>
  Array.isArray(schema.anyOf) ? (schema.anyOf as Json[]).flatMap(shapesOf) : [schema];

/** As long as the document allows, in a form that its field can take. */
function longest(name: string, schema: Json): unknown {
  const [shape = {}] = shapesOf(schema);
  if (name === 'email') return `${'e'.repeat(60)}@${'d'.repeat(60)}.example`;
  if (name === 'birthday') return '1984-02-29';
  if (name === 'birthdayMonthDay') return '02-29';
  if (name === 'phone' || name === 'mobile') return `+4930${'1'.repeat(Number(shape.maxLength) - 5)}`;
  if (shape.enum) return (shape.enum as unknown[])[0];
  if (shape.type === 'array') {
    const items = isObject(shape.items) ? shape.items : {};
    return Array.from({ length: Number(shape.maxItems) }, (_, n) =>
      String(n).padEnd(Number(items.maxLength), 't'),
    );
  }
  if (shape.type === 'object')
    return Object.fromEntries(propertiesOf(shape).map(([key, one]) => [key, longest(key, one)]));
  if (shape.format === 'date-time') return '2026-01-02T03:04:05Z';
  return 't'.repeat(Number(shape.maxLength));
}

const noIds = (schema: Json): [string, Json][] =>
  propertiesOf(schema).filter(([name]) => !['ownerId', 'custom', 'version'].includes(name));
const longestBody = (schema: Json): Json =>
  Object.fromEntries(noIds(schema).map(([name, one]) => [name, longest(name, one)]));

type Broken = { path: string; body: Json };

/** A value in place of one field, wherever in the body it stands. */
function brokenValues(name: string, schema: Json): { at: string; value: unknown }[] {
  const shapes = shapesOf(schema);
  const [shape = {}] = shapes;
  const texts = ['nul\u0000', 'half \ud800 of it'].map((value) => ({ at: name, value }));
  const shaped = [{ at: name, value: shapes.some(({ type }) => type === 'object') ? 'text' : { a: 1 } }];
  if (shape.type === 'array') {
    const items = isObject(shape.items) ? shape.items : {};
    const inner = [...texts, { at: name, value: '' }, { at: name, value: 5 }];
    return [
      ...shaped,
      { at: name, value: Array.from({ length: Number(shape.maxItems) + 1 }, (_, n) => `t${n}`) },
      { at: name, value: ['x'.repeat(Number(items.maxLength) + 1)] },
      ...inner.map(({ value }) => ({ at: name, value: [value] })),
    ];
  }
  if (shape.type === 'object' && isObject(shape.properties)) {
    const base = Object.fromEntries(propertiesOf(shape).map(([key, one]) => [key, longest(key, one)]));
    return [
      ...shaped,
      { at: `${name}.unknown`, value: { ...base, unknown: 1 } },
      ...propertiesOf(shape).flatMap(([key, one]) =>
        brokenValues(`${name}.${key}`, one).map(({ at, value }) => ({
          at,
          value: { ...base, [key]: value },
        })),
      ),
    ];
  }
  if (shape.type === 'object')
    return [
      ...shaped,
      { at: `${name}.nobody_has_it`, value: { nobody_has_it: 1 } },
      { at: name, value: { half: 'half \ud800 of it' } },
      { at: name, value: { 'half \ud800 of it': 1 } },
      { at: name, value: { nul: 'nul\u0000' } },
      { at: name, value: { long: 'x'.repeat(2_001) } },
    ];
  const long =
    typeof shape.maxLength === 'number' ? [{ at: name, value: 'x'.repeat(shape.maxLength + 1) }] : [];
  return [...shaped, ...texts, ...long];
}

/** What no schema of the document says, but for the row of a bulk call, whose consent is a word. */
const beyondSchema: Broken[] = [
  { path: 'email', body: { email: 'nobody' } },
  { path: 'birthday', body: { birthday: '2999-01-01' } },
  { path: 'consent.text', body: { consent: { state: 'given' } } },
  { path: 'consent.text', body: { consent: { state: 'given', text: '  ' } } },
  { path: 'consent.at', body: { consent: { state: 'withdrawn', at: '2999-01-01T00:00:00Z' } } },
  { path: 'consent.at', body: { consent: { state: 'withdrawn', at: 'yesterday' } } },
  { path: 'consent.state', body: { consent: { state: 'perhaps', text: 'Yes' } } },
  { path: 'consent.state', body: { consent: { text: 'Yes' } } },
  { path: 'ownerId', body: { ownerId: '9000000000000000000' } },
  { path: 'ownerId', body: { ownerId: 'me' } },
  { path: 'nobody', body: { nobody: 1 } },
];

const brokenBodies = (schema: Json): Broken[] => [
  ...propertiesOf(schema).flatMap(([name, one]) =>
    brokenValues(name, one).map(({ at, value }) => ({ path: at, body: { [name]: value } })),
  ),
  ...beyondSchema,
];

/** Everything that a call about a record could leave behind, row by row. */
async function everything({ db }: FlowContext): Promise<string> {
  const tables = [
    'crm_records',
    'tags',
    'record_tags',
    'consents',
    'record_changes',
    'audit_entries',
    'record_stats',
  ];
  const found = await Promise.all(
    tables.map((table) =>
      db.pool
        .query<{ n: string }>(
          `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS n FROM ${table} t`,
        )
        .then(({ rows }) => `${table} ${rows[0]?.n}`),
    ),
  );
  return found.join('\n');
}

const pathsOf = (answer: Answer): string[] =>
  ((read(answer, 'errors') as { path: string }[] | undefined) ?? []).map(({ path }) => path);
const names = (paths: readonly string[], path: string): boolean =>
  paths.some((one) => one === path || one.startsWith(`${path}.`));

describe.each(kinds)('%s', (kind) => {
  test('a body that is as long as the document allows is stored, by POST and by PATCH, as it was sent', async () => {
    const { call } = await testApi();
    const body = longestBody(bodyOf('post', `/${kind}`));
    const made = await call('POST', `/${kind}`, body);
    expect([made.status, read(made, 'errors')]).toEqual([201, undefined]);
    const { consent: _, smsConsent: __, pushConsent: ___, ...fields } = body;
    const sorted = { ...fields, tags: (fields.tags as string[]).toSorted() };
    const given = { state: 'given', at: '2026-01-02T03:04:05.000Z' };
    expect(made.body).toMatchObject({ ...sorted, consent: given, smsConsent: given, pushConsent: given });
    const changed = await call(
      'PATCH',
      `/${kind}/${String(read(made, 'id'))}`,
      longestBody(bodyOf('patch', `/${kind}/{id}`)),
    );
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(sorted)]);
  });

  test('a broken body is refused by the name of its field and leaves nothing, by POST', async () => {
    const { call, ctx } = await testApi();
    const wrong: string[] = [];
    const all = brokenBodies(bodyOf('post', `/${kind}`));
    const before = await everything(ctx);
    for (const { path, body } of all) {
      const around = { tags: ['half'], consent: { state: 'withdrawn' } };
      const answer = await call('POST', `/${kind}`, { email: 'half@example.com', ...around, ...body });
      if (answer.status !== 400 || !names(pathsOf(answer), path))
        wrong.push(
          `${path} ${JSON.stringify(body).slice(0, 90)}: ${answer.status} ${pathsOf(answer).join()}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
    expect(await everything(ctx)).toBe(before);
  });

  test('a broken body is refused by the name of its field and changes nothing, by PATCH', async () => {
    const { call, ctx } = await testApi();
    const made = await call('POST', `/${kind}`, { email: `half@${kind}.example`, tags: ['kept'] });
    const wrong: string[] = [];
    const before = await everything(ctx);
    for (const { path, body } of brokenBodies(bodyOf('patch', `/${kind}/{id}`))) {
      const around = { firstName: 'Half', tags: ['half'], consent: { state: 'withdrawn' } };
      const answer = await call('PATCH', `/${kind}/${String(read(made, 'id'))}`, { ...around, ...body });
      if (answer.status !== 400 || !names(pathsOf(answer), path))
        wrong.push(
          `${path} ${JSON.stringify(body).slice(0, 90)}: ${answer.status} ${pathsOf(answer).join()}`,
        );
    }
    expect(wrong).toEqual([]);
    const stale = await call('PATCH', `/${kind}/${String(read(made, 'id'))}`, {
      version: 99,
      tags: ['half'],
    });
    expect(stale.status).toBe(409);
    expect(await everything(ctx)).toBe(before);
  });

  test('a broken row is refused by the name of its field and leaves nothing, in a bulk call', async () => {
    const { ctx, token } = await testApi();
    const { port } = await startBulkServer(ctx);
    const rows = brokenBodies(bodyOf('post', `/${kind}/bulk`)).filter(
      ({ path }) => !path.startsWith('consent.') && path !== 'ownerId',
    );
    const before = await everything(ctx);
    const { text } = await sendBulk(
      port,
      token,
      `/${kind}/bulk`,
      rows.map(({ body }) => `${JSON.stringify({ email: 'half@example.com', tags: ['half'], ...body })}\n`),
    );
    const told = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    const wrong = rows.flatMap(({ path, body }, n) => {
      const errors = (told[n]?.errors ?? []) as { path: string }[];
      const fits =
        told[n]?.outcome === 'rejected' &&
        names(
          errors.map((one) => one.path),
          path,
        );
      return fits ? [] : [`${path} ${JSON.stringify(body).slice(0, 90)}: ${JSON.stringify(told[n])}`];
    });
    expect(wrong).toEqual([]);
    expect(told.at(-1)).toMatchObject({ done: true, rejected: rows.length });
    expect(await everything(ctx)).toBe(before);
  });
});
