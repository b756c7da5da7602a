import { z } from 'zod';

type WithoutDefault<Schema> = Schema extends z.ZodDefault<infer Inner> ? Inner : Schema;
type Change<Shape extends z.ZodRawShape> = {
  [Key in keyof Shape]: z.ZodOptional<WithoutDefault<Shape[Key]>>;
};

/** The fields of a change: what is left out stays. A default would be filled in although its key is optional, and overwrite what there is. */
export function changeOf<Shape extends z.ZodRawShape>(shape: Shape): Change<Shape> {
  const fields = Object.entries(shape).map(([key, schema]) => [
    key,
    z.optional(schema instanceof z.ZodDefault ? schema.unwrap() : schema),
  ]);
  return Object.fromEntries(fields) as Change<Shape>;
}
