import { expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import {
  arePeopleUncounted,
  countMarketingPeople,
  getMarketingCampaign,
  moveEmailCampaign,
  storeActivities,
} from '..';
import { maxCountedAtOnce } from './read-people';

it('people of many recipients are counted by a job, once, and again when something has changed', async () => {
  const base = await testContext();
  const ctx = { ...base, signal: new AbortController().signal };
  const { prisma } = ctx.db;
  const one = await createCampaign(prisma, { recipients: [] });
  const two = await createCampaign(prisma, {
    integrationId: one.integrationId,
    recipients: [{ email: 'p1@many.example', opens: 1 }, { email: 'new@many.example' }],
  });
  const id = String(one.marketingCampaignId);
  await prisma.$executeRaw`
    INSERT INTO campaign_recipients (campaign_id, dotdigital_contact_id, email_key)
    SELECT ${BigInt(one.id)}, n, 'p' || n || '@many.example' FROM generate_series(1, ${maxCountedAtOnce + 1}::int) n`;
  const grown = {
    contactId: maxCountedAtOnce + 2,
    email: 'last@many.example',
    numOpens: 1,
    numClicks: 0,
    numReplies: 0,
    numForwards: 0,
    numPageViews: 0,
    dateSent: null,
    dateFirstOpened: null,
    dateLastOpened: null,
    unsubscribed: false,
    softBounced: false,
    hardBounced: false,
  };
  await prisma.campaignTotals.update({
    where: { campaignId: BigInt(one.id) },
    data: { recipientCount: maxCountedAtOnce + 1, deliveredCount: maxCountedAtOnce + 1 },
  });
  const people = async () => (await getMarketingCampaign(ctx, id)).people;
  expect(await people()).toEqual({ counts: null, countedAt: null });
  expect(await arePeopleUncounted(ctx)).toBe(true);
  expect(await countMarketingPeople(ctx)).toEqual({ isDone: true });
  expect(await arePeopleUncounted(ctx)).toBe(false);
  expect(await people()).toMatchObject({
    counts: { recipients: maxCountedAtOnce + 1, openers: 0 },
    countedAt: null,
  });

  await prisma.$transaction((tx) => storeActivities(tx, { campaignId: BigInt(one.id), rows: [grown] }));
  expect(await people()).toMatchObject({
    counts: { recipients: maxCountedAtOnce + 1, openers: 0 },
    countedAt: expect.any(String) as string,
  });
  await countMarketingPeople(ctx);
  expect(await people()).toMatchObject({ counts: { recipients: maxCountedAtOnce + 2, openers: 1 } });

  await prisma.$transaction((tx) => storeActivities(tx, { campaignId: BigInt(one.id), rows: [grown] }));
  expect(await arePeopleUncounted(ctx)).toBe(false);

  await moveEmailCampaign(ctx, { id: two.id, toId: id });
  expect(await arePeopleUncounted(ctx)).toBe(true);
  await countMarketingPeople(ctx);
  expect(await people()).toMatchObject({
    counts: { recipients: maxCountedAtOnce + 3, openers: 2 },
    countedAt: null,
  });
  const fresh = await prisma.emailCampaign.create({
    data: {
      integrationId: one.integrationId,
      dotdigitalId: 7,
      name: 'Never read',
      status: 'Sent',
      marketingCampaignId: one.marketingCampaignId,
    },
  });
  await countMarketingPeople(ctx);
  await prisma.$transaction((tx) => storeActivities(tx, { campaignId: fresh.id, rows: [grown] }));
  expect(await arePeopleUncounted(ctx)).toBe(true);
  const viewer = { ...(await testContext({ role: 'viewer' })), signal: ctx.signal };
  await expect(countMarketingPeople(viewer)).rejects.toMatchObject({ code: 'forbidden' });
});
