/**
 * Rows on their way to the browser: each name once, what is the same in every row once, what few rows differ in as those few values and
 * one letter a row, and the rest as one plain array a name.
 * In the page's data the names of fifty rows weigh more than what they say.
 */
export type PackedRows<Row> = { count: number; rows: Packed; readonly of?: Row };

type Packed =
  | { all: unknown }
  | { few: unknown[]; at: string }
  | { each: unknown[] }
  | { fields: Record<string, Packed> };

/** Of a letter's digits and letters. */
const letters = 36;

export const packRows = <Row extends object>(rows: readonly Row[]): PackedRows<Row> => ({
  count: rows.length,
  rows: pack(rows),
});

export function unpackRows<Row extends object>({ count, rows }: PackedRows<Row>): Row[] {
  // What was packed from rows unpacks to rows.
  return Array.from({ length: count }, (_, n) => valueAt(rows, n) as Row);
}

function pack(values: readonly unknown[]): Packed {
  const [first] = values;
  if (values.every((value) => isSame(value, first))) return { all: first };
  if (!values.every(isPlain)) return packValues(values);
  const names = [...new Set(values.flatMap(Object.keys))].filter((name) =>
    // On its way to the browser a name without a value is lost.
    values.some((value) => value[name] !== undefined),
  );
  return {
    fields: Object.fromEntries(names.map((name) => [name, pack(values.map((value) => value[name]))])),
  };
}

function packValues(values: readonly unknown[]): Packed {
  const few = [...new Set(values)];
  if (few.length > Math.min(letters, values.length / 2)) return { each: [...values] };
  const placeOf = new Map(few.map((value, place) => [value, place.toString(letters)]));
  return { few, at: values.map((value) => placeOf.get(value)).join('') };
}

function valueAt(packed: Packed, n: number): unknown {
  if ('all' in packed) return packed.all;
  if ('few' in packed) return packed.few[Number.parseInt(packed.at.charAt(n), letters)];
  if ('each' in packed) return packed.each[n];
  return Object.fromEntries(
    Object.entries(packed.fields).flatMap(([name, field]) => {
      const value = valueAt(field, n);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isSame = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) ||
  (Array.isArray(one) && Array.isArray(other) && one.length === 0 && other.length === 0);
