import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '@/prisma/test-database';
import { openDb } from './open';

const db = openDb(testDatabase());
const zoneOf = (name: string) => `ALTER DATABASE "${name}" SET TimeZone = 'America/New_York'`;

beforeAll(async () => {
  const other = openDb(testDatabase(), { poolSize: 1 });
  const [{ name } = { name: '' }] = await other.prisma.$queryRaw<
    { name: string }[]
  >`SELECT current_database() AS name`;
  await other.prisma.$executeRawUnsafe(zoneOf(name));
  await other.close();
});
afterAll(() => db.close());

it('a moment is written and read as it is, whatever zone the database itself is set to', async () => {
  const { prisma, pool } = db;
  const at = new Date('2026-07-01T12:00:00.123Z');
  const { id } = await prisma.user.create({
    data: { name: 'Ann', email: 'ann@zone.example', role: 'viewer', createdAt: at },
  });
  expect((await prisma.user.findUniqueOrThrow({ where: { id } })).createdAt).toEqual(at);
  const [raw] = await prisma.$queryRaw<
    { createdAt: Date }[]
  >`SELECT created_at AS "createdAt" FROM users WHERE id = ${id}`;
  expect(raw?.createdAt).toEqual(at);
  const { rows } = await pool.query<{ created_at: Date }>('SELECT created_at FROM users WHERE id = $1', [id]);
  expect(rows[0]?.created_at).toEqual(at);
});
