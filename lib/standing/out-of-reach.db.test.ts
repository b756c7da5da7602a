import { expect, it } from 'vitest';
import { Prisma } from '@/lib/db';
import { addressesOutOfReach, factsOfAnyone, standingOfAnyone } from '@/lib/standing';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';

it.each(['everyone', 'consented'] as const)(
  'says of every address the same as one look at its person where the gate is for %s',
  async (consentGate) => {
    const ctx = await testContext();
    const { db } = ctx;
    const [ours, other] = [await createIntegrationRow(ctx), await createIntegrationRow(ctx)];
    await db.prisma.integration.update({ where: { id: ours }, data: { consentGate } });
    const states = ['unknown', 'given', 'withdrawn'] as const;
    const statuses = [null, 'Subscribed', 'SoftBounced', 'Unsubscribed', 'Suppressed', 'BrandNew'];
    const people = await createRecords(db.prisma, states.length * statuses.length * 2, (n) => ({
      consentState: states[n % 3]!,
    }));
    for (const [n, { emailKey }] of people.entries()) {
      const status = statuses[Math.floor(n / 3) % 6];
      if (status)
        await db.prisma.dotdigitalContact.create({
          data: { integrationId: n < 18 ? ours : other, emailKey: emailKey ?? '', status },
        });
    }
    await createRecords(db.prisma, 1, { email: people[0]!.email, consentState: 'withdrawn' });
    await db.prisma.suppressedAddress.create({
      data: { emailKey: people[1]!.emailKey ?? '', at: new Date(), causeId: 'x' },
    });
    const rows = await db.prisma.$queryRaw<{ email: string; out: boolean; against: string | null }[]>`
    SELECT r.email, r.email_key IN (${addressesOutOfReach(ours)}) AS out, ${standingOfAnyone} AS against
    FROM crm_records r ${factsOfAnyone(ours)} WHERE r.id IN (${Prisma.join(people.map(({ id }) => id))})`;
    expect(rows.filter(({ out }) => out).length).toBeGreaterThan(10);
    for (const { email, out, against } of rows) expect([email, out]).toEqual([email, against !== null]);
  },
);
