import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countFilter, countListResponse, findListsToCount, listResponse } from '..';
import { createRecords } from '@/prisma/seed/records';
import { createMachineHistory } from '@/prisma/seed/campaign-histories';
import { createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { bandFilter, engagementBands, type EngagementBand } from '@/lib/filters/schemas';
import { largeList } from './kept-count';

const now = new Date('2026-11-30T12:00:00Z');
const dayMs = 86_400_000;
const half = new Date('2026-06-01T00:00:00Z');

type Place = 'on' | 'off' | 'removed' | 'deleted' | 'nowhere';
const place = fc.constantFrom<Place>('on', 'on', 'on', 'off', 'removed', 'deleted', 'nowhere');
const person = fc.record({
  places: fc.array(place, { minLength: 1, maxLength: 2 }),
  /** Days since the record's address opened a mail; null: it never did. */
  opened: fc.option(fc.integer({ min: 0, max: 120 })),
});

it('tells of each campaign and band what a plain look at the people on the list counts', async () => {
  const ctx = await testContext({ now: () => now });
  const { prisma } = ctx.db;
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(person, { minLength: 4, maxLength: 6 }), async (seed, people) => {
      const history = await createMachineHistory(prisma, {
        seed,
        people: people.length,
        campaigns: 4,
        until: now,
      });
      const listId = await createList(prisma, { type: 'manual', timeZone: 'UTC' });
      const onList = new Set<string>();
      const bands: Record<EngagementBand, number> = { active: 0, cooling: 0, sleeping: 0 };
      for (const [n, { places, opened }] of people.entries())
        for (const where of places) {
          const email = history.emails[n] ?? '';
          const [record] = await createRecords(prisma, 1, {
            email,
            deletedAt: where === 'deleted' ? now : null,
          });
          if (!record) continue;
          await prisma.recordStats.create({
            data: {
              recordId: record.id,
              receivedCount: 1,
              lastOpenAt: opened === null ? null : new Date(now.getTime() - opened * dayMs),
              computedAt: now,
            },
          });
          if (where !== 'nowhere')
            await prisma.listItem.create({
              data: {
                listId,
                recordId: record.id,
                inFilter: where !== 'off',
                removedAt: where === 'removed' ? now : null,
              },
            });
          if (where !== 'on') continue;
          onList.add(email);
          bands[opened === null || opened > 90 ? 'sleeping' : opened > 30 ? 'cooling' : 'active'] += 1;
        }
      const told = await listResponse(ctx, String(listId));
      expect(told?.campaigns).toEqual(await plainly(history.campaignIds, onList));
      expect(told?.bands).toEqual(bands);
      for (const band of engagementBands)
        expect(
          (
            await countFilter(ctx, {
              entity: 'contact',
              exact: true,
              filter: bandFilter(band, String(listId)),
            })
          ).count,
        ).toBe(bands[band]);
      await prisma.emailCampaign.deleteMany({ where: { id: { in: history.campaignIds } } });
    }),
    { numRuns: 10 },
  );

  async function plainly(campaignIds: readonly bigint[], onList: ReadonlySet<string>) {
    const campaigns = await prisma.emailCampaign.findMany({ where: { id: { in: [...campaignIds] } } });
    const told = [];
    for (const { id, name, sentAt } of campaigns) {
      const where = { campaignId: id, emailKey: { in: [...onList] } };
      const mails = await prisma.campaignRecipient.findMany({ where });
      const human = { ...where, machineRule: null };
      const opens = await prisma.campaignOpen.findMany({ where: human });
      const clickers = new Set(
        (await prisma.campaignClick.findMany({ where: human })).map((row) => row.emailKey),
      );
      if (mails.length === 0 || sentAt === null || sentAt < half) continue;
      told.push({
        id: String(id),
        name,
        sentAt: sentAt.toISOString(),
        recipients: mails.length,
        delivered: mails.filter(({ softBounced, hardBounced }) => !softBounced && !hardBounced).length,
        // Who clicked has opened.
        openers: new Set([...opens.map((row) => row.emailKey), ...clickers]).size,
        clickers: clickers.size,
        unsubscribed: mails.filter(({ unsubscribed }) => unsubscribed).length,
      });
    }
    return told.sort((a, b) =>
      a.sentAt === b.sentAt ? Number(a.id) - Number(b.id) : a.sentAt < b.sentAt ? -1 : 1,
    );
  }
});

it('is counted ahead of a large list, once an hour, and never at a look', async () => {
  let at = now;
  const ctx = await testContext({ role: 'admin', now: () => at });
  const { prisma } = ctx.db;
  const small = await createList(prisma, { type: 'manual' });
  const large = await createList(prisma, { type: 'manual', memberCount: largeList });
  const archived = await createList(prisma, { type: 'manual', memberCount: largeList, archivedAt: now });
  const due = async () => {
    const ids = await findListsToCount(ctx);
    return [small, large, archived].filter((id) => ids.includes(id));
  };
  expect(await listResponse(ctx, String(small))).toMatchObject({ countedAt: null, campaigns: [] });
  expect(await listResponse(ctx, String(large))).toBeNull();
  expect(await due()).toEqual([large]);

  await countListResponse(ctx, large);
  await countListResponse(ctx, large);
  const nobody = { active: 0, cooling: 0, sleeping: 0 };
  expect(await listResponse(ctx, String(large))).toEqual({
    campaigns: [],
    bands: nobody,
    countedAt: now.toISOString(),
  });
  expect(await due()).toEqual([]);
  at = new Date(now.getTime() + 59 * 60_000);
  expect(await due()).toEqual([]);
  at = new Date(now.getTime() + 61 * 60_000);
  expect(await due()).toEqual([large]);
  // Old figures are better than none while they wait.
  expect((await listResponse(ctx, String(large)))?.countedAt).toBe(now.toISOString());
});

it('is not told to who may not see the list', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { prisma } = ctx.db;
  const owner = await prisma.user.create({
    data: { email: `${Date.now()}@x.example`, name: 'Own', role: 'marketer' },
  });
  const id = await createList(prisma, { ownerOnly: true, ownerId: owner.id });
  await expect(listResponse(ctx, String(id))).rejects.toMatchObject({ code: 'not_found' });
});

it('tells of a list that no list can be made of no bands, and its campaigns all the same', async () => {
  const ctx = await testContext({ now: () => now });
  const { prisma } = ctx.db;
  const archived = await createList(prisma, { type: 'manual' });
  const told = await listResponse(ctx, String(archived));
  expect(told?.bands).toEqual({ active: 0, cooling: 0, sleeping: 0 });
  await prisma.marketingList.update({ where: { id: archived }, data: { archivedAt: now } });
  expect(await listResponse(ctx, String(archived))).toMatchObject({ bands: null, campaigns: [] });
});
