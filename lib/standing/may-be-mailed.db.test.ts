import { expect, it } from 'vitest';
import { Prisma } from '@/lib/db';
import { contactStatuses, isSendable } from '@/lib/dotdigital';
import { mayBeMailed, mustNotBeMailed } from '@/lib/standing';
import { testContext } from '@/prisma/test-context';

it('says of every status that it allows mail or forbids it; one that nobody knows forbids it, none at all doesn’t', async () => {
  const { db } = await testContext();
  const rows = await db.prisma.$queryRaw<{ status: string | null; may: boolean; mustNot: boolean | null }[]>`
    SELECT s.status, ${mayBeMailed(Prisma.sql`s.status`)} AS may, ${mustNotBeMailed(Prisma.sql`s.status`)} AS "mustNot"
    FROM unnest(${[...Object.keys(contactStatuses), 'BrandNew', '', null]}::text[]) AS s(status)`;
  expect(rows).toHaveLength(18);
  for (const { status, may, mustNot } of rows) {
    expect({ status, may, mustNot: mustNot === true }).toEqual({
      status,
      may: isSendable(status),
      mustNot: !isSendable(status),
    });
  }
});

it('finds the few that must not be mailed by their index', async () => {
  const { db } = await testContext();
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`;
    const plan = await tx.$queryRaw<object[]>`
      EXPLAIN SELECT email_key FROM dotdigital_contacts WHERE integration_id = 1 AND ${mustNotBeMailed(Prisma.sql`status`)}`;
    expect(JSON.stringify(plan)).toContain('dotdigital_contacts_suppressed');
  });
});
