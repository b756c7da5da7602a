import { expect, it } from 'vitest';
import { contactStatuses } from '@/lib/dotdigital';
import { smsFactsOfAnyone, smsStandingOfAnyone, standingWord } from '@/lib/standing';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';

/** Dotdigital's words about a person whom a text message still may reach. */
const stillReached = [
  'Subscribed',
  'SoftBounced',
  'PendingOptIn',
  'Unsubscribed',
  'HardBounced',
  'IspComplained',
  'MailBlocked',
  'DomainSuppression',
  'NoMxRecord',
];

it('asks the number and the consent of SMS, not that of mail, and heeds who is suppressed altogether', async () => {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  const integrationId = await createIntegrationRow(ctx);
  const standingOf = async (id: bigint) => {
    const [row] = await prisma.$queryRaw<{ code: string | null }[]>`
      SELECT ${smsStandingOfAnyone} AS code FROM crm_records r ${smsFactsOfAnyone(integrationId)} WHERE r.id = ${id}::bigint`;
    return row?.code;
  };
  const person = async (given: Parameters<typeof createRecords>[2]) => {
    const [made] = await createRecords(prisma, 1, given);
    return made?.id ?? 0n;
  };
  let n = 0;
  const number = () => `+4479111${String((n += 1)).padStart(5, '0')}`;
  const withNumber = (given: object = {}, e164 = number()) =>
    person({ mobile: e164, mobileE164: e164, ...given });

  expect(await standingOf(await person({}))).toBe('no_mobile');
  expect(await standingOf(await person({ mobile: '  ' }))).toBe('no_mobile');
  expect(await standingOf(await person({ mobile: 'ask her' }))).toBe('invalid_mobile');
  expect(await standingOf(await withNumber({ email: null }))).toBeNull();
  expect(await standingOf(await withNumber({ smsConsentState: 'given' }))).toBeNull();
  expect(await standingOf(await withNumber({ consentState: 'withdrawn' }))).toBeNull();
  expect(await standingOf(await withNumber({ smsConsentState: 'withdrawn' }))).toBe('opted_out_sms');

  const shared = number();
  await withNumber({ smsConsentState: 'withdrawn', deletedAt: new Date() }, shared);
  expect(await standingOf(await withNumber({ smsConsentState: 'given' }, shared))).toBe('opted_out_sms');
  expect(standingWord('opted_out_sms')).toBe('Opted out of SMS');

  for (const status of [...Object.keys(contactStatuses), 'BrandNew']) {
    const emailKey = `${status.toLowerCase()}-sms@example.com`;
    const id = await withNumber({ email: emailKey });
    await prisma.dotdigitalContact.create({ data: { integrationId, emailKey, status } });
    expect([status, await standingOf(id)]).toEqual([status, stillReached.includes(status) ? null : status]);
  }
});

it('finds who opted out of SMS by the index of their numbers', async () => {
  const { db } = await testContext();
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`;
    const plan = await tx.$queryRaw<object[]>`
      EXPLAIN SELECT ${smsStandingOfAnyone} FROM crm_records r ${smsFactsOfAnyone(1n)} WHERE r.id = 1`;
    expect(JSON.stringify(plan)).toContain('crm_records_sms_withdrawn');
  });
});
