import type { Pool } from 'pg';

/**
 * All rows as SQL that a later version can load at the migration that they were written at: a line for each row. The rows of the queue
 * are left out, since jobs are wake-up calls.
 */
export async function dumpRows(pool: Pool): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string; columns: string; serial: string | null }>(
    `SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
       max(a.attname) FILTER (WHERE pg_get_serial_sequence(c.relname, a.attname) IS NOT NULL) AS serial
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
     GROUP BY c.relname ORDER BY c.relname`,
  );
  const parts = [
    "SET session_replication_role = 'replica';",
    `TRUNCATE ${tables.map(({ name }) => name).join(', ')};`,
  ];
  for (const { name, columns, serial } of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_json(t)::text AS row FROM "${name}" t ORDER BY t`,
    );
    if (rows.length === 0) continue;
    const values = rows.map(({ row }) => row).join(',\n');
    parts.push(
      `INSERT INTO ${name} (${columns})\nSELECT ${columns} FROM json_populate_recordset(NULL::${name}, $rows$[\n${values}\n]$rows$);`,
    );
    if (serial !== null)
      parts.push(
        `SELECT setval(pg_get_serial_sequence('${name}', '${serial}'), (SELECT max(${serial}) FROM ${name}));`,
      );
  }
  return `${[...parts, "SET session_replication_role = 'origin';"].join('\n')}\n`;
}
