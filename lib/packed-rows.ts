/**
 * Rows on their way to the browser: each name once, what is the same in every row once, and the rest as one plain array a name.
 * In the page's data the names of fifty rows weigh more than what they say.
 */
export type PackedRows<Row> = { count: number; rows: Packed; readonly of?: Row };

type Packed = { all: unknown } | { each: unknown[] } | { fields: Record<string, Packed> };

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
  if (!values.every(isPlain)) return { each: [...values] };
  const names = [...new Set(values.flatMap(Object.keys))].filter((name) =>
    // On its way to the browser a name without a value is lost.
    values.some((value) => value[name] !== undefined),
  );
  return {
    fields: Object.fromEntries(names.map((name) => [name, pack(values.map((value) => value[name]))])),
  };
}

function valueAt(packed: Packed, n: number): unknown {
  if ('all' in packed) return packed.all;
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
