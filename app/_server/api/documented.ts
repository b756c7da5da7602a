import { z } from 'zod';

export type Json = Record<string, unknown>;

/** Schemas that are one component of the document, by this name, wherever they are used. */
export const components = z.registry<{ id: string }>();

const told = new WeakMap<z.core.$ZodType, (made: Json) => Json>();

/** Says of a schema what zod alone can't: what is made of it is put in order by `tell`. */
export function documented<Schema extends z.ZodType>(schema: Schema, tell: (made: Json) => Json): Schema {
  told.set(schema, tell);
  return schema;
}

export function tellMore(schema: z.core.$ZodType, made: Json): void {
  const more = told.get(schema)?.({ ...made });
  if (!more) return;
  for (const key of Object.keys(made)) delete made[key];
  Object.assign(made, more);
}
