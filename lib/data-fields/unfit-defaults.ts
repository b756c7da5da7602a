import { Prisma, type Tx } from '../db';
import { fieldLimits } from './field-limits';
import type { ValueRule } from './row-schemas';
import type { DataFieldType } from './schemas';
import { applyRules } from './value-rules';

const { sql } = Prisma;

type Row = { name: string; type: DataFieldType; rules: readonly ValueRule[] };

/**
 * Rows whose default, after the rules behind it, is nothing that their data field can hold, by their place, with the sentence why.
 * A text is cut where it is too long, so it always fits. Asked of the very SQL that a plan uses.
 */
export async function unfitDefaults(tx: Tx, rows: readonly (Row | null)[]): Promise<Map<number, string>> {
  const asked = rows.flatMap((row, n) =>
    row && row.type !== 'String' && row.rules.some(({ kind }) => kind === 'default') ? [{ ...row, n }] : [],
  );
  if (asked.length === 0) return new Map();
  const each = asked.map(
    ({ n, type, rules }) =>
      sql`SELECT ${n}::int AS n, x AS text, ${fieldLimits[type].fits(sql`x`)} AS fits FROM (SELECT ${applyRules(sql`''::text`, rules)} AS x OFFSET 0) made`,
  );
  const made = await tx.$queryRaw<{ n: number; text: string; fits: boolean }[]>`
    ${Prisma.join(each, ' UNION ALL ')}`;
  return new Map(
    made.flatMap(({ n, text, fits }): [number, string][] => {
      const row = rows[n];
      return !row || fits || text === ''
        ? []
        : [
            [
              n,
              `The default of ${row.name} doesn’t fit: “${text.slice(0, 100)}” ${fieldLimits[row.type].why}.`,
            ],
          ];
    }),
  );
}
