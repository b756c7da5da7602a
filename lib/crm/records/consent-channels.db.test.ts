import { expect, it } from 'vitest';
import { optOutsSince } from '@/lib/dashboard/moves';
import { Prisma } from '@/lib/db';
import { testContext } from '@/prisma/test-context';
import {
  createRecord,
  getRecord,
  getRecordPage,
  mergeRecords,
  recordConsent,
  recordTimeline,
  undoMerge,
} from '../index';

const marketer = () => testContext({ role: 'marketer' });

it('keeps the consent of each channel by itself, with when, how and in which words', async () => {
  const ctx = await marketer();
  const { id } = await createRecord(ctx, {
    entity: 'contact',
    firstName: 'Mira',
    email: 'channels@example.com',
    mobile: '+44 7911 123456',
    smsConsent: { state: 'given', text: 'Text me when it is in.' },
  });
  await recordConsent(ctx, { recordId: id, channel: 'push', state: 'given', text: 'Allow' });
  expect(
    await recordConsent(ctx, { recordId: id, channel: 'sms', state: 'withdrawn', text: 'STOP' }),
  ).toMatchObject({
    consent: 'unknown',
    smsConsent: 'withdrawn',
    pushConsent: 'given',
  });
  // Said before: history, which overrules nothing.
  await recordConsent(ctx, {
    recordId: id,
    channel: 'sms',
    state: 'given',
    text: 'Old',
    at: '2020-01-01T00:00:00Z',
  });
  expect(await getRecord(ctx, { id })).toMatchObject({ smsConsent: 'withdrawn' });

  const { consents } = await getRecordPage(ctx, { id, entity: 'contact' });
  expect(consents.map(({ channel, state, text }) => [channel, state, text])).toEqual([
    ['sms', 'withdrawn', 'STOP'],
    ['push', 'given', 'Allow'],
    ['sms', 'given', 'Text me when it is in.'],
    ['sms', 'given', 'Old'],
  ]);
  expect(consents.every(({ by }) => by?.startsWith('marketer-'))).toBe(true);
  const { items } = await recordTimeline(ctx, { id });
  expect(items.map(({ title }) => title)).toEqual([
    'SMS consent given',
    'Opted out of SMS',
    'Push consent given',
    'SMS consent given',
    'Record created',
  ]);
});

it('counts nobody among those who left mail who opted out of SMS alone', async () => {
  const ctx = await marketer();
  const { prisma } = ctx.db;
  const { id } = await createRecord(ctx, { entity: 'contact', email: 'sms-only@example.com' });
  await recordConsent(ctx, { recordId: id, channel: 'sms', state: 'withdrawn' });
  const left = () =>
    prisma.$queryRaw<{ who: string }[]>`
      SELECT who FROM (${optOutsSince(Prisma.sql`'2020-01-01'::timestamptz`)}) o WHERE who = 'sms-only@example.com'`;
  await expect(left()).resolves.toEqual([]);
  await recordConsent(ctx, { recordId: id, state: 'withdrawn' });
  await expect(left()).resolves.toHaveLength(1);
});

it('merges to the stricter state of each channel, gives it back when the merge is undone, and keeps an opt-out since', async () => {
  const ctx = await marketer();
  const person = (name: string, mobile: string) =>
    createRecord(ctx, { entity: 'contact', firstName: name, email: `${name}-merge@example.com`, mobile });
  const [ann, bea] = [await person('ann', '+447911123456'), await person('bea', '+447911123457')];
  const at = '2026-01-02T00:00:00.000Z';
  await recordConsent(ctx, { recordId: ann.id, channel: 'sms', state: 'given', text: 'Yes', at });
  await recordConsent(ctx, {
    recordId: bea.id,
    channel: 'sms',
    state: 'withdrawn',
    at: '2026-01-01T00:00:00Z',
  });
  await recordConsent(ctx, { recordId: bea.id, channel: 'push', state: 'given', text: 'Yes', at });
  const merge = async () => {
    const [winner, loser] = [await getRecord(ctx, { id: ann.id }), await getRecord(ctx, { id: bea.id })];
    return mergeRecords(
      ctx,
      {
        winnerId: winner.id,
        winnerVersion: winner.version,
        loserId: loser.id,
        loserVersion: loser.version,
        take: [],
      },
      [],
    );
  };
  const states = async (id: string) => {
    const { consent, smsConsent, pushConsent } = await getRecord(ctx, { id });
    return [consent, smsConsent, pushConsent];
  };
  const first = await merge();
  expect(await states(ann.id)).toEqual(['unknown', 'withdrawn', 'given']);
  expect((await undoMerge(ctx, { mergeId: first.mergeId }, [])).kept).toEqual([]);
  expect(await states(ann.id)).toEqual(['unknown', 'given', 'unknown']);
  expect(await states(bea.id)).toEqual(['unknown', 'withdrawn', 'given']);

  const second = await merge();
  await recordConsent(ctx, { recordId: ann.id, channel: 'push', state: 'withdrawn' });
  expect((await undoMerge(ctx, { mergeId: second.mergeId }, [])).kept).toEqual(['Push consent']);
  expect(await states(ann.id)).toEqual(['unknown', 'given', 'withdrawn']);
  expect(await states(bea.id)).toEqual(['unknown', 'withdrawn', 'withdrawn']);
});
