import { expect, it } from 'vitest';

import { testContext } from '../test-context';
import { seedDemoRecords } from './demo-records';

it('seeds the same believable people every time', async () => {
  const ctx = await testContext();
  const read = () => ctx.db.prisma.crmRecord.findMany({
    where: { entity: 'contact' },
    orderBy: { id: 'asc' },
    select: { firstName: true, lastName: true, email: true, emailKey: true, phone: true, phoneE164: true, birthday: true, consentState: true },
  });
  await seedDemoRecords(ctx.db);
  const first = await read();
  await ctx.db.pool.query('TRUNCATE crm_records CASCADE');
  await seedDemoRecords(ctx.db);
  expect(await read()).toEqual(first);
  expect(first).toHaveLength(300);
  expect(first.filter((person) => person.email !== null && person.emailKey === null)).toEqual([]);
  expect(first.filter((person) => person.email === null)).toHaveLength(2);
  expect(first.filter((person) => person.consentState === 'withdrawn').length).toBeGreaterThan(3);
  expect(first.filter((person) => person.phoneE164 !== null).length).toBeGreaterThan(100);
});
