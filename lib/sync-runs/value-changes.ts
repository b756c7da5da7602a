import type { ValueChange } from './schemas';

/** Data field → the text that travels. */
export type FieldValues = Readonly<Record<string, string | null>>;

/** What a file would change at Dotdigital, field by field; an empty text is no value. */
export function valueChanges(held: FieldValues | null, wanted: FieldValues | null): ValueChange[] {
  return Object.entries(wanted ?? {}).flatMap(([field, value]) => {
    const [before, after] = [held?.[field] || null, value || null];
    return before === after ? [] : [{ field, before, after }];
  });
}
