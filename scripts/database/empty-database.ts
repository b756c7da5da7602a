import { Client } from 'pg';
import { migrate } from './migrate';

/** Everything in the database gone, and its schema made anew. */
export async function emptyDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA IF EXISTS masked CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
  );
  await client.end();
  await migrate(databaseUrl);
}
