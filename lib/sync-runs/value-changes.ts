import type { ValueChange } from './schemas';

/** Data field → the text that travels; `fill` where it was only to fill the field if Dotdigital has none. */
export type FieldValues = Readonly<Record<string, FieldValue>>;
type FieldValue = string | null | { fill: string };

/** What a file would change at Dotdigital, field by field; an empty text is no value. */
export function valueChanges(held: FieldValues | null, wanted: FieldValues | null): ValueChange[] {
  return Object.entries(wanted ?? {}).flatMap(([field, value]) => {
    const [before, after] = [textOf(held?.[field]), textOf(value)];
    return before === after ? [] : [{ field, before, after }];
  });
}

const textOf = (value: FieldValue | undefined): string | null =>
  (typeof value === 'object' ? value?.fill : value) || null;
