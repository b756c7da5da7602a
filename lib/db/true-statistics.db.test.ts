import { expect, it } from 'vitest';
import { keepStatisticsTrue, type Db } from '@/lib/db';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';

const people = 20_000;

/** As the planner has it; below 0 where nobody has counted yet. */
const believed = async ({ prisma }: Db): Promise<number> => {
  const [row] = await prisma.$queryRaw<{ rows: number }[]>`
    SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'dotdigital_contacts'::regclass`;
  return row?.rows ?? 0;
};

const fill = `INSERT INTO dotdigital_contacts (integration_id, email_key, status)
  SELECT $1, n || '@example.com', 'Subscribed' FROM generate_series(1, $2::int) n`;

/** An account, and an empty table that nobody else counts. */
async function uncounted() {
  const ctx = await testContext();
  const integrationId = await createIntegrationRow(ctx);
  await ctx.db.prisma.$executeRaw`TRUNCATE dotdigital_contacts`;
  await ctx.db.prisma.$executeRaw`ALTER TABLE dotdigital_contacts SET (autovacuum_enabled = false)`;
  return { db: ctx.db, integrationId };
}

it('a table that nobody has counted is counted', async () => {
  const { db, integrationId } = await uncounted();
  await db.pool.query(fill, [integrationId, people]);
  await keepStatisticsTrue(db, ['dotdigital_contacts']);
  expect(await believed(db)).toBeGreaterThan(people * 0.9);
});

it('a table that was counted while it was filled is counted again, and nothing else is', async () => {
  const { db, integrationId } = await uncounted();
  const { prisma, pool } = db;
  const filling = await pool.connect();
  try {
    await filling.query('BEGIN');
    await filling.query(fill, [integrationId, people]);
    await pool.query('ANALYZE dotdigital_contacts');
    await filling.query('COMMIT');
  } finally {
    filling.release();
  }
  expect(await believed(db)).toBeLessThan(people / 100);
  await keepStatisticsTrue(db, ['book_members', 'dotdigital_contacts']);
  expect(await believed(db)).toBeGreaterThan(people * 0.9);

  await prisma.$executeRaw`DELETE FROM dotdigital_contacts WHERE integration_id = ${integrationId} AND email_key LIKE '1%'`;
  const before = await believed(db);
  await keepStatisticsTrue(db, ['book_members', 'dotdigital_contacts']);
  expect(await believed(db)).toBe(before);
});
