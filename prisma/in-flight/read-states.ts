import type { Pool } from 'pg';

export type States = Map<string, Set<string>>;

/** Of each column that says how far something is: which of its states there are by the schema, and which the rows are in. */
export async function readStates(pool: Pool): Promise<{ all: States; there: States }> {
  const { rows } = await pool.query<{ table: string; column: string; states: string[] }>(
    `SELECT c.relname AS table, a.attname AS column, array_agg(e.enumlabel::text) AS states
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
     JOIN pg_type t ON t.oid = a.atttypid JOIN pg_enum e ON e.enumtypid = t.oid
     WHERE a.attnum > 0 AND NOT a.attisdropped AND t.typname ~ '_(state|phase)$' AND t.typname <> 'consent_state' AND a.attname <> 'disconnected_from'
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const [all, there]: [States, States] = [new Map(), new Map()];
  for (const { table, column, states } of rows) {
    const name = `${table}.${column}`;
    all.set(name, new Set(states));
    const found = await pool.query<{ state: string }>(
      `SELECT DISTINCT "${column}"::text AS state FROM "${table}" WHERE "${column}" IS NOT NULL`,
    );
    there.set(name, new Set(found.rows.map(({ state }) => state)));
  }
  return { all, there };
}

/** "waves.phase: planning", … */
export const missingOf = (all: States, there: readonly States[]): string[] =>
  [...all].flatMap(([name, states]) =>
    [...states]
      .filter((state) => !there.some((one) => one.get(name)?.has(state)))
      .map((state) => `${name}: ${state}`),
  );
