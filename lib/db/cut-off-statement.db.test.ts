import { expect, it, onTestFinished } from 'vitest';
import { testDatabase } from '@/prisma/test-database';
import { eventually } from '@/prisma/test-eventually';
import { openDb } from './index';

it('a long statement of somebody who was killed ends within seconds, and lets go of what it had locked', async () => {
  const db = openDb(testDatabase());
  const killed = openDb(testDatabase());
  onTestFinished(() => db.close());
  onTestFinished(() => killed.close());
  await db.pool.query('CREATE TABLE locked_by_a_long_statement AS SELECT 1 AS id');
  const client = await killed.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM locked_by_a_long_statement FOR UPDATE');
  const cut = expect(client.query('SELECT pg_sleep(600)')).rejects.toThrow();
  const isBusy = async () => {
    const { rows } = await db.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)' AND datname = current_database()`,
    );
    return rows.length > 0;
  };
  await eventually(async () => expect(await isBusy()).toBe(true));
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
  await cut;
  client.release(true);
  await eventually(async () => {
    const { rows } = await db.pool.query('SELECT 1 FROM locked_by_a_long_statement FOR UPDATE SKIP LOCKED');
    expect(rows).toHaveLength(1);
  });
});
