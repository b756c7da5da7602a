import { z } from 'zod';

/**
 * The same value with its keys spelt as the schema spells them, whatever case they came in. Keys that the schema
 * does not know and the keys of free maps stay as they are.
 */
export function foldKeys(schema: unknown, value: unknown): unknown {
  const plain = unwrap(schema);
  if (Array.isArray(value))
    return plain instanceof z.ZodArray ? value.map((item) => foldKeys(plain.element, item)) : value;
  if (value === null || typeof value !== 'object' || !(plain instanceof z.ZodObject)) return value;
  const spelling = spellingOf(plain);
  const folded: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const known = spelling.get(key.toLowerCase());
    if (known) folded[known.name] = foldKeys(known.schema, item);
    else folded[key] = item;
  }
  return folded;
}

function unwrap(schema: unknown): unknown {
  let plain = schema;
  while (
    plain instanceof z.ZodOptional ||
    plain instanceof z.ZodNullable ||
    plain instanceof z.ZodDefault ||
    plain instanceof z.ZodPrefault
  )
    plain = plain.unwrap();
  if (plain instanceof z.ZodPipe) return unwrap(plain.out);
  return plain;
}

type Spelling = Map<string, { name: string; schema: unknown }>;
const spellings = new WeakMap<object, Spelling>();

function spellingOf(schema: z.ZodObject): Spelling {
  const known = spellings.get(schema);
  if (known) return known;
  const spelling: Spelling = new Map(
    Object.entries(schema.shape).map(([name, part]) => [name.toLowerCase(), { name, schema: part }]),
  );
  spellings.set(schema, spelling);
  return spelling;
}
