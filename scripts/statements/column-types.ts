/** How a value of a PostgreSQL type reaches us: through Prisma's raw queries, and through node-postgres. */
type Arrives = { prisma: readonly string[]; pg: readonly string[] };

const same = (...kinds: string[]): Arrives => ({ prisma: kinds, pg: kinds });
const number = same('number');
const text = same('string');
const json = same('json');

/** By type id (pg_type.oid). Ids of our own enums begin at 16384 and differ from one database to the next. */
const byId: Record<number, Arrives> = {
  16: same('boolean'),
  17: same('bytes'),
  18: text,
  19: text,
  20: { prisma: ['bigint'], pg: ['string'] },
  21: number,
  23: number,
  25: text,
  26: number,
  114: json,
  700: number,
  701: number,
  1042: text,
  1043: text,
  1082: same('Date'),
  1083: text,
  1114: same('Date'),
  1184: same('Date'),
  1700: { prisma: ['Decimal'], pg: ['string'] },
  2278: same('string', 'undefined'),
  2950: text,
  3802: json,
};

const arrayOf: Record<number, number> = {
  1000: 16,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  199: 114,
  3807: 3802,
};

/** What a column of this type may be declared as; null: any kind (a type of our own, or a rare one). */
export function declarable(typeId: number, driver: keyof Arrives): readonly string[] | null {
  const element = arrayOf[typeId];
  if (element !== undefined) return byId[element]?.[driver].map((kind) => `${kind}[]`) ?? null;
  if (typeId >= 16_384) return null;
  return byId[typeId]?.[driver] ?? null;
}
