import type { ClientBase } from 'pg';

/** Before a database is emptied for a restore: who was erased since the backup stays erased. */
export async function noteErased(client: ClientBase): Promise<void> {
  await client.query(`CREATE TEMP TABLE kept_keys ON COMMIT DROP AS SELECT * FROM erasure_keys`);
  await client.query(`CREATE TEMP TABLE kept_addresses ON COMMIT DROP AS SELECT * FROM erased_addresses`);
}

/** The blocks of the database that was here stand as they stood, beside those of the backup; whoever it brought back is erased again by the sweep, which is due at once. */
export async function keepErasedOut(client: ClientBase): Promise<void> {
  await client.query('INSERT INTO erasure_keys SELECT * FROM kept_keys ON CONFLICT (id) DO NOTHING');
  await client.query(
    `INSERT INTO erased_addresses SELECT * FROM kept_addresses
     ON CONFLICT (fingerprint) DO UPDATE SET erased_at = excluded.erased_at, lifted_at = excluded.lifted_at,
       lifted_by = excluded.lifted_by, lift_reason = excluded.lift_reason`,
  );
  await client.query(`DELETE FROM settings WHERE key = 'privacy.sweep'`);
}
