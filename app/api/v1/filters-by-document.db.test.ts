import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '@/app/_server/api/is-object';
import { openApiDocument } from '@/app/_server/api/openapi';
import { apiRoutes } from './_routes';
import { read, testApi } from './test-api';
import { valuesOf } from './test-from-schema';

type Json = Record<string, unknown>;
type Told = {
  name: string;
  type: string;
  about: string;
  choices?: string[];
  lastDays?: boolean;
  where?: Told[];
};

// What a client has: the document, as it goes out.
const document = JSON.parse(JSON.stringify(openApiDocument(apiRoutes))) as { components: { schemas: Json } };
const { schemas } = document.components;
const condition = schemas.FilterCondition as Json;
const fields = condition['x-fields'] as Record<string, Told[]>;
const operators = condition['x-operators'] as Record<string, { name: string; value: string }[]>;
const shapes = condition.anyOf as { title: string; properties: { value?: Json } }[];
const entities = ['contact', 'lead', 'customer'] as const;

const list = (entity: string, name: string, filter: unknown): Json => ({
  name,
  entity,
  type: 'on_demand',
  columns: ['email'],
  filter,
});

test('every field of the document with every operator of its type makes a list, in the shape that it gives the value', async () => {
  const { call } = await testApi();
  const refused: string[] = [];
  let asked = 0;
  // Customers have all that the others have.
  for (const entity of ['customer'] as const) {
    const conditions: Json[] = [];
    const add = ({ name, type, choices }: Told, wrap: (one: Json) => Json = (one) => one): void => {
      for (const operator of operators[type] ?? []) {
        const shape = shapes.find(({ title }) => title === operator.value)?.properties.value;
        // Tags, owners and lists are those of the account: none is here.
        if (operator.value === 'choices' && !choices) continue;
        const some = shape && fc.sample(valuesOf(shape, schemas), { numRuns: 1, seed: 7 })[0];
        const counted = ['number', 'range'].includes(operator.value);
        const value =
          operator.value === 'choices'
            ? choices?.slice(0, 2)
            : counted
              ? operator.value === 'number'
                ? 3
                : [1, 2]
              : operator.value === 'part'
                ? [1, 2]
                : some;
        conditions.push(
          wrap({ kind: 'condition', field: name, operator: operator.name, ...(shape ? { value } : {}) }),
        );
      }
    };
    for (const field of fields[entity] ?? []) {
      add(field);
      for (const one of field.where ?? [])
        add(one, (rule) => ({
          kind: 'condition',
          field: field.name,
          operator: 'has',
          where: { kind: 'group', combinator: 'all', rules: [rule] },
        }));
    }
    for (let n = 0; n < conditions.length; n += 25) {
      const rules = conditions.slice(n, n + 25);
      asked += rules.length;
      const root = { kind: 'group', combinator: 'all', rules };
      const told = await call(
        'POST',
        '/marketing-lists',
        list(entity, `All ${entity} ${n}`, { version: 1, root }),
      );
      if (told.status !== 201) refused.push(told.text.slice(0, 600));
    }
  }
  expect(refused).toEqual([]);
  expect(asked).toBeGreaterThan(250);
});

test('a filter made of the document’s schema alone is taken, or refused by name', async () => {
  const { call } = await testApi();
  const filter = (
    (
      (openApiDocument(apiRoutes).paths as Record<string, Record<string, Json>>)['/marketing-lists']?.post
        ?.requestBody as { content: Record<string, { schema: { properties: Json } }> }
    ).content['application/json'] as { schema: { properties: Json } }
  ).schema.properties.filter;
  const known = new Set(Object.values(fields).flatMap((all) => all.map(({ name }) => name)));
  const fromSchema = valuesOf(filter, schemas);
  // The names of fields are the document's; which of them are there for an entity is what may be refused.
  const named = fc
    .tuple(fromSchema, fc.infiniteStream(fc.constantFrom(...known)))
    .map(([made, names]) => withFields(made, names));
  let [taken, n] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 1, arbitrary: fromSchema }, { weight: 4, arbitrary: named }),
      fc.constantFrom(...entities),
      async (made, entity) => {
        n += 1;
        const told = await call('POST', '/marketing-lists', list(entity, `Random ${n}`, made));
        if (told.status === 201) taken += 1;
        else
          expect([told.status, String(read(told, 'detail')).length > 10, told.text]).toEqual([
            400,
            true,
            told.text,
          ]);
      },
    ),
    { numRuns: 150, seed: 20_261_129 },
  );
  expect(taken).toBeGreaterThan(3);
});

function withFields(made: unknown, names: Iterator<string>): unknown {
  if (Array.isArray(made)) return made.map((one) => withFields(one, names));
  if (!isObject(made)) return made;
  const inner = Object.fromEntries(Object.entries(made).map(([key, one]) => [key, withFields(one, names)]));
  return 'field' in inner ? { ...inner, field: names.next().value as string } : inner;
}
