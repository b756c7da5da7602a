import { expect, it } from 'vitest';
import { keepStatisticsTrue } from '@/lib/db';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';

const people = 20_000;

it('a table that was counted while it was filled is counted again, and nothing else is', async () => {
  const ctx = await testContext();
  const { prisma, pool } = ctx.db;
  const integrationId = await createIntegrationRow(ctx);
  const believed = async (): Promise<number> => {
    const [row] = await prisma.$queryRaw<{ rows: number }[]>`
      SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'dotdigital_contacts'::regclass`;
    return row?.rows ?? 0;
  };
  await prisma.$executeRaw`ALTER TABLE dotdigital_contacts SET (autovacuum_enabled = false)`;
  const filling = await pool.connect();
  try {
    await filling.query('BEGIN');
    await filling.query(
      `INSERT INTO dotdigital_contacts (integration_id, email_key, status)
       SELECT $1, n || '@example.com', 'Subscribed' FROM generate_series(1, $2::int) n`,
      [integrationId, people],
    );
    await pool.query('ANALYZE dotdigital_contacts');
    await filling.query('COMMIT');
  } finally {
    filling.release();
  }
  expect(await believed()).toBeLessThan(people / 100);
  await keepStatisticsTrue(ctx.db, ['book_members', 'dotdigital_contacts']);
  expect(await believed()).toBeGreaterThan(people * 0.9);

  await prisma.$executeRaw`DELETE FROM dotdigital_contacts WHERE integration_id = ${integrationId} AND email_key LIKE '1%'`;
  const before = await believed();
  await keepStatisticsTrue(ctx.db, ['book_members', 'dotdigital_contacts']);
  expect(await believed()).toBe(before);
});
