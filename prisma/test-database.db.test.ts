import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from './test-database';

describe('the test database', () => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ connectionString: testDatabase() });
    await client.connect();
  });

  afterAll(() => client.end());

  it('has every migration applied', async () => {
    const { rows } = await client.query<{ open: string }>(
      'SELECT count(*) AS open FROM _prisma_migrations WHERE finished_at IS NULL',
    );
    expect(rows[0]?.open).toBe('0');
  });

  it('begins each file without rows', async () => {
    const { rows } = await client.query<{ people: string }>('SELECT count(*) AS people FROM users');
    expect(rows[0]?.people).toBe('0');
  });
});
