import fc from 'fast-check';
import { isObject } from '@/app/_server/api/is-object';

type Json = Record<string, unknown>;
const deepest = 12;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** Values as a JSON schema allows them; `components` are what its references lead to. Deep ones end early. */
export function valuesOf(schema: unknown, components: Json, depth = 0): fc.Arbitrary<unknown> {
  if (!isObject(schema) || Object.keys(schema).length === 0) return fc.jsonValue({ maxDepth: 1 });
  const inner = (one: unknown): fc.Arbitrary<unknown> => valuesOf(one, components, depth + 1);
  // Made only when it is drawn: what refers to itself has no end.
  const { $ref: reference } = schema;
  if (typeof reference === 'string')
    return fc.constant(null).chain(() => inner(components[reference.split('/').at(-1) ?? '']));
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = listOf(schema.anyOf ?? schema.oneOf);
  if (isObject(schema.properties)) {
    if (choices.length === 0) return objectsOf(schema, schema.properties, inner, depth);
    // Several shapes of one object: each narrows what stands beside it.
    const { anyOf: _any, oneOf: _one, ...common } = schema;
    return fc.oneof(...choices.filter(isObject).map((one) => inner(merged(common, one))));
  }
  if (choices.length > 0) return fc.oneof(...choices.map(inner));
  const [type, nullable] = Array.isArray(schema.type)
    ? [schema.type.find((one) => one !== 'null'), schema.type.includes('null')]
    : [schema.type, false];
  const made = ofType(String(type), schema, inner, depth);
  return nullable ? fc.option(made) : made;
}

const merged = (common: Json, own: Json): Json => ({
  ...common,
  properties: { ...(common.properties as Json), ...(own.properties as Json) },
  required: [...listOf(common.required), ...listOf(own.required)],
});

function objectsOf(
  schema: Json,
  properties: Json,
  inner: (one: unknown) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const required = listOf(schema.required);
  const wanted = Object.entries(properties).filter(([name]) => depth < deepest || required.includes(name));
  return fc.record(Object.fromEntries(wanted.map(([name, one]) => [name, inner(one)])), {
    requiredKeys: required.filter((name): name is string => typeof name === 'string'),
  });
}

function ofType(
  type: string,
  schema: Json,
  inner: (one: unknown) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: Math.max(numberOr(schema.minimum, -5), -2_000_000_000),
        max: Math.min(numberOr(schema.maximum, 100), 2_000_000_000),
      });
    case 'number':
      return fc.double({ min: -1e6, max: 1e6, noNaN: true });
    case 'array': {
      const few = depth > deepest ? 0 : 3;
      if (few === 0 && numberOr(schema.minItems, 0) === 0) return fc.constant([]);
      return fc.array(inner(listOf(schema.prefixItems)[0] ?? schema.items), {
        minLength: numberOr(schema.minItems, 0),
        maxLength: Math.max(numberOr(schema.minItems, 0), Math.min(numberOr(schema.maxItems, few), few)),
      });
    }
    case 'object':
      return fc.dictionary(fc.string({ maxLength: 8 }), inner(schema.additionalProperties), { maxKeys: 2 });
    default:
      return textsOf(schema);
  }
}

function textsOf(schema: Json): fc.Arbitrary<string> {
  if (schema.format === 'date' || schema.format === 'date-time') {
    const some = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    return some.map((at) => (schema.format === 'date' ? at.toISOString().slice(0, 10) : at.toISOString()));
  }
  if (typeof schema.pattern === 'string' && schema.pattern !== '\\S')
    return fc.stringMatching(new RegExp(schema.pattern));
  const minLength = numberOr(schema.minLength, 0);
  return fc.string({
    unit: fc.constantFrom('a', 'B', '7', 'ü', '🚀', ' ', '%', '_', '\\', "'", '"', '\u202e', '\n', '\u0007'),
    minLength,
    maxLength: Math.min(numberOr(schema.maxLength, 12), Math.max(minLength, 12)),
  });
}
