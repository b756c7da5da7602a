import { describe, expect, it } from 'vitest';
import { getRecordMarketing, getRecordPage, recordConsent, recordTimeline } from '@/lib/crm';
import { getIntegration, updateIntegration } from '@/lib/integrations';
import type { UnsubscribeMeans } from '@/lib/integrations/schemas';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';
import { createRecords } from '@/prisma/seed/records';

const emailOf = (world: ImportWorld, n: number): string => world.people[n]?.email ?? '';
/** The sandbox has the same people in every world: those of this one, who are on its list, and who was made since. */
async function recordsOf(world: ImportWorld, emailKey: string) {
  const { prisma } = world.ctx.db;
  const first = await prisma.listItem.aggregate({
    where: { listId: world.listId },
    _min: { recordId: true },
  });
  return prisma.crmRecord.findMany({
    where: { emailKey, id: { gte: first._min.recordId ?? 0n } },
    orderBy: { id: 'asc' },
    include: { consents: true },
  });
}

async function means(world: ImportWorld, unsubscribeMeans: UnsubscribeMeans): Promise<void> {
  const id = String(world.integrationId);
  const { name, username, version } = await getIntegration(world.ctx, { id });
  const empty = {
    clientId: null,
    clientSecret: '',
    oauthDomain: null,
    authorisePlace: 'application' as const,
    defaultOwnerId: null,
    password: '',
  };
  await updateIntegration(world.ctx, {
    ...empty,
    type: 'dotdigital',
    id,
    name,
    username,
    version,
    unsubscribeMeans,
    consentGate: 'everyone',
  });
  await world.advance('PT1H');
}

/** One who left before, and what the setting says about those who leave afterwards. */
async function connected(unsubscribeMeans: UnsubscribeMeans) {
  const world = await importWorld({ people: 12 });
  await world.connect();
  await world.control(`/contacts/${emailOf(world, 0)}/status`, { status: 'Unsubscribed' });
  await world.run();
  if (unsubscribeMeans === 'person') await means(world, 'person');
  return world;
}

describe('an unsubscribe at Dotdigital', () => {
  it('means the lists of its account, where nothing else was said', async () => {
    const world = await connected('lists');
    await world.advance('PT1H');
    await world.control(`/contacts/${emailOf(world, 1)}/status`, { status: 'Unsubscribed' });
    await world.run();
    const [record] = await recordsOf(world, emailOf(world, 1));
    expect(record).toMatchObject({ consentState: 'unknown', consents: [] });
    const { mail } = await getRecordMarketing(world.ctx, { id: String(record?.id) });
    expect(mail).toMatchObject({
      mailable: 'no',
      holds: [{ scope: 'account', why: 'Unsubscribed', source: 'Dotdigital' }],
    });
  });

  it('means the person, where that was chosen: withdrawn consent with time, account and campaign, on every record of the address', async () => {
    const world = await connected('person');
    const email = emailOf(world, 2);
    await createRecords(world.ctx.db.prisma, 1, { email, entity: 'lead' });
    const campaignId = await world.send('Spring sale');
    await world.control(`/campaigns/${campaignId}/events`, {
      events: [{ kind: 'unsubscribe', contact: email }],
    });
    await world.advance('P2D');
    await world.run();
    const { statusAt } = await world.ctx.db.prisma.dotdigitalContact.findUniqueOrThrow({
      where: { integrationId_emailKey: { integrationId: world.integrationId, emailKey: email } },
    });
    const campaign = await world.campaign(campaignId);
    const records = await recordsOf(world, email);
    expect(records).toHaveLength(2);
    for (const record of records) {
      expect(record).toMatchObject({ consentState: 'withdrawn', consentAt: statusAt });
      expect(record.consents).toMatchObject([
        {
          state: 'withdrawn',
          origin: 'dotdigital',
          consentAt: statusAt,
          integrationId: world.integrationId,
          campaignId: campaign.id,
        },
      ]);
    }
    const id = String(records[0]?.id);
    const { mail } = await getRecordMarketing(world.ctx, { id });
    expect(mail.holds[0]).toMatchObject({
      scope: 'everywhere',
      why: 'Opted out of mail',
      source: expect.stringContaining('in the campaign Spring sale'),
    });
    const { consents } = await getRecordPage(world.ctx, { id, entity: 'contact' });
    expect(consents).toMatchObject([
      { by: 'Dotdigital', place: expect.stringContaining('in the campaign Spring sale') },
    ]);
    const titles = (await recordTimeline(world.ctx, { id })).items.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Opted out of mail',
        'Unsubscribed at Dotdigital',
        'Unsubscribed in Spring sale',
      ]),
    );
  });

  it('means what it meant when it was said: who left before stays as they were, and what was withdrawn stays so', async () => {
    const world = await connected('person');
    await world.control(`/contacts/${emailOf(world, 3)}/status`, { status: 'Unsubscribed' });
    await world.run();
    const state = async (n: number) => (await recordsOf(world, emailOf(world, n)))[0]?.consentState;
    expect([await state(0), await state(3)]).toEqual(['unknown', 'withdrawn']);
    await means(world, 'lists');
    await world.control(`/contacts/${emailOf(world, 4)}/status`, { status: 'Unsubscribed' });
    await world.run();
    expect([await state(3), await state(4)]).toEqual(['withdrawn', 'unknown']);
  });

  it('is told once, and a consent given since stands', async () => {
    const world = await connected('person');
    const email = emailOf(world, 5);
    await world.control(`/contacts/${email}/status`, { status: 'Unsubscribed' });
    await world.run();
    await world.run();
    const [record] = await recordsOf(world, email);
    expect(record?.consents).toHaveLength(1);
    const later = new Date((record?.consentAt?.getTime() ?? 0) + 1_000).toISOString();
    const ctx = { ...world.ctx, now: () => new Date(Date.now() + 86_400_000) };
    await recordConsent(ctx, {
      recordId: String(record?.id),
      state: 'given',
      text: 'Yes, again.',
      at: later,
    });
    await createRecords(world.ctx.db.prisma, 1, { email, entity: 'lead' });
    await world.run();
    const { mail } = await getRecordMarketing(world.ctx, { id: String(record?.id) });
    expect(mail.consent).toMatchObject({ since: later });
    expect((await recordsOf(world, email)).map(({ consentState }) => consentState)).toEqual([
      'given',
      'unknown',
    ]);
  });

  it('from one book means the lists that the book feeds, whatever the setting', async () => {
    const world = await connected('person');
    const email = emailOf(world, 6);
    await world.control(`/address-books/${world.bookId}/unsubscribe`, { email });
    await world.run();
    const [record] = await recordsOf(world, email);
    expect(record?.consentState).toBe('unknown');
    const { mail, lists } = await getRecordMarketing(world.ctx, { id: String(record?.id) });
    expect(mail).toMatchObject({ mailable: 'partly', holds: [{ scope: 'list' }, { scope: 'list' }] });
    expect(lists).toMatchObject([{ state: 'unsubscribed' }]);
  });
});
