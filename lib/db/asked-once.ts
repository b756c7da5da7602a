import { Prisma } from './generated/client';
import type { Db } from './open';

const reads = new Set(['findMany', 'findUnique', 'findFirst', 'count', 'aggregate', 'groupBy']);

type Ask = (...args: never[]) => unknown;

/**
 * The same database for whoever only reads, for a moment: what has been asked is not asked again. Transactions and writes go through
 * untouched. The parts of a page each ask what they need, and often that is the same.
 */
export function askedOnce(db: Db): Db {
  const asked = new Map<string, unknown>();
  const once = <T>(key: string, ask: () => T): T => {
    if (!asked.has(key)) asked.set(key, Promise.resolve(ask()));
    return asked.get(key) as T;
  };

  const models = new Map<string, unknown>();
  const model = (name: string, of: object): unknown => {
    const known = models.get(name) ?? new Proxy(of, { get: (_, does) => askModel(name, of, does) });
    models.set(name, known);
    return known;
  };
  const askModel = (name: string, of: object, does: string | symbol): unknown => {
    const ask = Reflect.get(of, does) as Ask;
    return typeof does === 'string' && reads.has(does)
      ? (args: never) => once(`${name}.${does} ${keyOf(args)}`, () => ask.call(of, args))
      : ask;
  };
  const queryRaw = (words: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): unknown => {
    const sql = 'raw' in words ? Prisma.sql(words, ...values) : words;
    const ask = (): unknown => db.prisma.$queryRaw(sql);
    return onlyReads.test(sql.sql) ? once(`${sql.sql} ${keyOf(sql.values)}`, ask) : ask();
  };

  const prisma = new Proxy(db.prisma, {
    get(of, name) {
      if (name === '$queryRaw') return queryRaw;
      const found: unknown = Reflect.get(of, name);
      if (typeof found === 'function') return (found as Ask).bind(of);
      return typeof name === 'string' && typeof found === 'object' && found !== null
        ? model(name, found)
        : found;
    },
  });
  return { ...db, prisma };
}

const onlyReads = /^\s*(SELECT|EXPLAIN)\b/;

const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one)) ?? '';
