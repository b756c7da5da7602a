export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An OpenAPI 3.0 schema as plain JSON Schema: `nullable` becomes a type, `allOf` of closed objects becomes one closed
 * object (each alone would refuse the other's keys), `oneOf` becomes `anyOf` (the vendor's alternatives overlap).
 */
export function toJsonSchema(schema: Json, components: JsonObject): Json {
  if (Array.isArray(schema)) return schema.map((part) => toJsonSchema(part, components));
  if (!isObject(schema)) return schema;
  const { nullable, allOf, oneOf, properties, items, additionalProperties, ...rest } = schema;
  const plain: JsonObject = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !dropped.has(key) && !key.startsWith('x-')),
  );
  if (isObject(properties))
    plain.properties = Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, toJsonSchema(part, components)]),
    );
  if (items !== undefined) plain.items = toJsonSchema(items, components);
  if (additionalProperties !== undefined)
    plain.additionalProperties = toJsonSchema(additionalProperties, components);
  if (Array.isArray(oneOf)) plain.anyOf = oneOf.map((part) => toJsonSchema(part, components));
  if (Array.isArray(allOf)) Object.assign(plain, mergeAll(allOf, components));
  return nullable === true ? orNull(plain) : plain;
}

const dropped = new Set([
  'example',
  'examples',
  'readOnly',
  'writeOnly',
  'discriminator',
  'xml',
  'externalDocs',
  'default',
  'deprecated',
  'title',
  'description',
]);

function orNull(schema: JsonObject): JsonObject {
  if (typeof schema.type === 'string' && schema.enum === undefined)
    return { ...schema, type: [schema.type, 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}

function mergeAll(parts: Json[], components: JsonObject): JsonObject {
  const merged: JsonObject = {};
  const properties: JsonObject = {};
  const required: Json[] = [];
  for (const part of parts) {
    const whole = toJsonSchema(resolve(part, components), components);
    if (!isObject(whole)) continue;
    if (isObject(whole.properties)) Object.assign(properties, whole.properties);
    if (Array.isArray(whole.required)) required.push(...whole.required);
    for (const key of ['type', 'anyOf', 'enum', 'pattern', 'format'])
      if (whole[key] !== undefined) merged[key] = whole[key];
    if (whole.additionalProperties === false) merged.additionalProperties = false;
  }
  if (Object.keys(properties).length > 0) merged.properties = properties;
  if (required.length > 0) merged.required = [...new Set(required)];
  return merged;
}

export function resolve(schema: Json, components: JsonObject): Json {
  if (!isObject(schema) || typeof schema.$ref !== 'string') return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  return components[name] ?? {};
}
