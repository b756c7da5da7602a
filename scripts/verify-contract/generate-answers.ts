import { isObject, resolve, type Json, type JsonObject } from './json-schema';

/** `full`: every key has a value. `sparse`: what may be null is null. `bare`: only what names or dates the row. */
export type Variant = 'full' | 'sparse' | 'bare';
export const variants: readonly Variant[] = ['full', 'sparse', 'bare'];

/** Without these a row is about nothing; the description marks keys as required for requests only. */
const naming = new Set([
  'id',
  'contactId',
  'email',
  'name',
  'type',
  'key',
  'suppressedContact',
  'dateOpened',
  'dateClicked',
  'properties',
  'value',
  '_items',
  'status',
]);

/** Values that a schema allows: one for each member of each enum, so that none is met for the first time in the wild. */
export function generate(schema: Json, components: JsonObject, variant: Variant): Json[] {
  const whole = joined(resolve(schema, components), components);
  if (!isObject(whole)) return ['anything'];
  const first = Array.isArray(whole.oneOf) ? whole.oneOf[0] : undefined;
  if (first !== undefined) return generate(first, components, variant);
  if (Array.isArray(whole.enum)) return whole.enum;
  switch (whole.type) {
    case 'object':
      return generateObjects(whole, components, variant);
    case 'array':
      return [whole.items === undefined ? [] : generate(whole.items, components, variant).slice(0, 3)];
    case 'integer':
      return [7];
    case 'number':
      return [0.25];
    case 'boolean':
      return [true, false];
    case 'string':
      return generateText(whole.format);
    default:
      return ['text', 12.5, true, null];
  }
}

/** `allOf` of objects as the one object that they are together. */
function joined(schema: Json, components: JsonObject): Json {
  if (!isObject(schema) || !Array.isArray(schema.allOf)) return schema;
  const parts = schema.allOf.map((part) => joined(resolve(part, components), components)).filter(isObject);
  return {
    type: 'object',
    properties: Object.assign(
      {},
      ...parts.map(({ properties }) => (isObject(properties) ? properties : {})),
    ) as JsonObject,
  };
}

function generateText(format: Json | undefined): Json[] {
  switch (format) {
    case 'date-time':
      return ['2026-03-01T09:15:00Z', '2026-03-01T09:15:00.123Z'];
    case 'guid':
      return ['3f0c6c1e-7a55-4b0e-9a0d-2f6a0e6b1c11'];
    case 'binary':
      return ['Reason,Email,FIRSTNAME\r\nUnsubscribed,ines@example.net,"Ines, Dr."\r\n'];
    default:
      return ['Some text'];
  }
}

/** The first value of every key, then, key by key, its other values. */
function generateObjects(schema: JsonObject, components: JsonObject, variant: Variant): Json[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const choices = Object.entries(properties).flatMap(([key, part]): [string, Json[]][] => {
    if (naming.has(key)) return [[key, generate(part, components, variant === 'sparse' ? 'full' : variant)]];
    if (variant === 'bare') return [];
    return [[key, variant === 'sparse' && isNullable(part) ? [null] : generate(part, components, variant)]];
  });
  const base: JsonObject = Object.fromEntries(choices.map(([key, values]) => [key, values[0] ?? null]));
  const others = choices.flatMap(([key, values]) =>
    values.slice(1).map((value): Json => ({ ...base, [key]: value })),
  );
  return [base, ...others];
}

const isNullable = (schema: Json): boolean => isObject(schema) && schema.nullable === true;
