import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { isUnavailable } from '@/lib/db';
import { testContext } from '@/prisma/test-context';
import { cutOffDb } from '@/prisma/test-cut-off-db';
import { createOrResetUser, signIn, unknownPlace } from '../index';

const password = 'correct horse battery';
const farewells = ['57P01', '57P02', '57P03', '08006', undefined] as const;

test('a database that ends at any statement of a sign-in: it says so, nobody is in, and the next one from there works (9)', async () => {
  const whole: Context = {
    ...(await testContext()),
    whence: { road: 'page', address: '203.0.113.40', userAgent: null, tokenId: null },
  };
  const { proxy, db } = await cutOffDb();
  const email = `${randomUUID()}@example.com`;
  const { id } = await createOrResetUser(whole, { email, role: 'marketer', password });
  const sessions = () => whole.db.prisma.session.count({ where: { userId: BigInt(id) } });
  const refusals = () =>
    whole.db.prisma.auditEntry.count({ where: { subjectId: String(id), action: 'session.refuse' } });

  let cuts = 0;
  for (let n = 1; ; n += 1) {
    let seen = 0;
    const farewell = farewells[n % farewells.length];
    proxy.arm({ when: 'before', at: () => (seen += 1) === n, ...(farewell ? { farewell } : {}) });
    const before = await sessions();
    const told = await signIn({ ...whole, db }, { email, password }, unknownPlace).then(
      (answer) => answer,
      (error: unknown) => (isUnavailable(error) ? 'unavailable' : error),
    );
    if (!proxy.heal()) {
      expect(told).toMatchObject({ userId: String(id) });
      break;
    }
    cuts += 1;
    expect([n, told, (await sessions()) - before]).toEqual([n, 'unavailable', 0]);
    expect(await signIn(whole, { email, password }, unknownPlace)).toMatchObject({ userId: String(id) });
  }
  expect(cuts).toBeGreaterThan(6);
  expect(await refusals()).toBe(0);
});
