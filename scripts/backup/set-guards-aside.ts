import type { ClientBase } from 'pg';
import { quoted } from './contents';

/**
 * Rows come in as they were: no trigger counts, chains or refuses them, and no order of the tables is needed. Foreign keys are taken away
 * and made again, which checks every row; the owner of the tables may do both. Returns what puts everything back.
 */
export async function setGuardsAside(client: ClientBase): Promise<() => Promise<void>> {
  const triggers = await client.query<{ table: string; name: string; enabled: string }>(`
    SELECT t.relname AS table, g.tgname AS name, g.tgenabled AS enabled
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' ORDER BY 1, 2`);
  const keys = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT t.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
    WHERE k.contype = 'f' AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2`);
  for (const { table, name } of keys.rows)
    await client.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  for (const { table, name } of triggers.rows)
    await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER ${quoted(name)}`);
  return async () => {
    for (const { table, name, enabled } of triggers.rows)
      await client.query(
        `ALTER TABLE ${quoted(table)} ENABLE ${ways[enabled] ?? ''} TRIGGER ${quoted(name)}`,
      );
    for (const { table, name, definition } of keys.rows)
      await client.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  };
}

const ways: Record<string, string> = { A: 'ALWAYS', R: 'REPLICA' };
