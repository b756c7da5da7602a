import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  campaignStatistics,
  emailCampaignGrid,
  getEmailCampaign,
  listEmailCampaigns,
  listRecipients,
  recipientGrid,
} from '@/lib/campaigns';
import { getListConnections } from '@/lib/connections';
import type { FlowContext } from '@/lib/context';
import { getRecordMarketing } from '@/lib/crm';
import { isOnList } from '@/lib/crm/schemas';
import { readDashboard, readDashboardTotals } from '@/lib/dashboard';
import {
  countFilter,
  evaluateList,
  getMarketingList,
  listMembers,
  memberGrid,
  pageMarketingLists,
  readStaircase,
} from '@/lib/marketing-lists';
import { standingWord } from '@/lib/standing';
import { parseTableQuery } from '@/lib/table-query';
import { createCampaign } from '@/prisma/seed/campaigns';
import { condition, filterOf } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { createStandingWorld, mailWorlds, type StandingWorld } from '@/prisma/seed/standing-world';
import { testContext } from '@/prisma/test-context';

const minutes = 60_000;

/** Every place that says how many are on a list. */
async function onList(ctx: FlowContext, listId: string, ids: readonly bigint[]) {
  const query = { ...parseTableQuery({ size: '100' }, memberGrid.table), q: '' };
  const { total } = await listMembers(ctx, listId, query);
  const people = await Promise.all(
    ids.map(async (id) => getRecordMarketing(ctx, { id: String(id) }).catch(() => null)),
  );
  const asked = await countFilter(ctx, {
    entity: 'contact',
    exact: true,
    filter: filterOf(condition('lists', 'any_of', [listId])),
  });
  return {
    'the staircase': (await readStaircase(ctx, listId)).steps[0]?.count,
    'the members grid': total,
    'the list itself': (await getMarketingList(ctx, listId)).memberCount,
    'the list over REST': (await pageMarketingLists(ctx, { after: null, limit: 500, filter: {} })).data.find(
      ({ id }) => id === listId,
    )?.memberCount,
    'the records': people.filter((person) =>
      person?.lists.some((list) => list.id === listId && isOnList(list)),
    ).length,
    'a filter that asks for the list': asked.count,
    'its only condition': asked.sizes[0]?.count,
  };
}

async function layDown(ctx: FlowContext, world: StandingWorld) {
  const laid = await createStandingWorld(ctx, world, true);
  await ctx.db.prisma.marketingList.update({ where: { id: laid.listId }, data: { filter: laid.filter } });
  await evaluateList(ctx, laid.listId);
  return laid;
}

it(
  'says the same number of a list, of its book and of a person’s mail in every place, in random worlds',
  async () => {
    const ctx = await testContext();
    await fc.assert(
      fc.asyncProperty(mailWorlds, async (world) => {
        const laid = await layDown(ctx, world);
        const listId = String(laid.listId);
        const numbers = await onList(ctx, listId, laid.ids);
        expect(new Set(Object.values(numbers)), JSON.stringify(numbers)).toHaveLength(1);

        const present = await ctx.db.prisma.bookMember.count({
          where: { addressBookId: laid.bookId, present: true },
        });
        const [connection] = await getListConnections(ctx, listId);
        const { steps, connectionId } = await readStaircase(ctx, listId);
        expect(connection).toMatchObject({ id: connectionId, inBook: present });
        expect(steps.at(-1)?.count).toBeLessThanOrEqual(present);

        const query = { ...parseTableQuery({ size: '100' }, memberGrid.table), q: '' };
        const own = `/integrations/${laid.integrationId}`;
        for (const { recordId, reasonCode } of (await listMembers(ctx, listId, query)).rows) {
          const { mail } = await getRecordMarketing(ctx, { id: recordId });
          if (reasonCode === null || reasonCode === 'refused_before')
            expect(mail.holds.filter(({ scope, href }) => scope === 'everywhere' || href === own)).toEqual(
              [],
            );
          else if (reasonCode !== 'duplicate')
            expect(mail.holds.map(({ why }) => why)).toContain(standingWord(reasonCode));
        }
      }),
      { numRuns: 15 },
    );
    const books = await ctx.db.prisma.bookMember.count({
      where: { present: true, addressBook: { connections: { some: { state: { not: 'disconnected' } } } } },
    });
    expect((await readDashboardTotals(ctx)).inBooksCount).toBe(books);
  },
  5 * minutes,
);

const recipients = fc.array(
  fc.record({
    opens: fc.nat({ max: 2 }),
    clicks: fc.nat({ max: 2 }),
    fate: fc.constantFrom('none', 'none', 'unsubscribed', 'softBounced', 'hardBounced'),
  }),
  { minLength: 1, maxLength: 12 },
);

it(
  'says the same numbers of a campaign on its page, in the grid, on the dashboard, among its people and in a list of them',
  async () => {
    const ctx = await testContext();
    await fc.assert(
      fc.asyncProperty(recipients, async (people) => {
        const records = await createRecords(ctx.db.prisma, people.length);
        const { id } = await createCampaign(ctx.db.prisma, {
          sentAt: new Date().toISOString(),
          recipients: people.map(({ opens, clicks, fate }, n) => ({
            email: records[n]?.emailKey ?? '',
            ...(fate.endsWith('ounced') ? {} : { opens, clicks }),
            ...(fate === 'none' ? {} : { [fate]: true }),
          })),
        });
        const { counts } = await campaignStatistics(ctx, id);
        expect((await getEmailCampaign(ctx, id)).counts).toEqual(counts);
        const all = { ...parseTableQuery({ size: '100' }, emailCampaignGrid.table), q: '' };
        const row = (await listEmailCampaigns(ctx, all)).rows.find((one) => one.id === id);
        expect(row?.counts).toEqual(counts);
        expect((await readDashboard(ctx)).campaigns.find((one) => one.id === id)).toMatchObject({
          sentCount: counts.recipients,
          bouncedCount: counts.softBounced + counts.hardBounced,
          openerCount: counts.openers,
          clickerCount: counts.clickers,
          unsubscribedCount: counts.unsubscribed,
        });
        expect(counts.delivered).toBe(counts.recipients - counts.softBounced - counts.hardBounced);
        const among = async (search: Record<string, string>) =>
          (
            await listRecipients(ctx, id, {
              ...parseTableQuery({ size: '100', ...search }, recipientGrid.table),
              q: '',
            })
          ).total;
        const asked = async (field: string, operator: string, value: boolean | number) =>
          (
            await countFilter(ctx, {
              entity: 'contact',
              exact: true,
              filter: filterOf({ ...condition(field, operator, value), campaignId: id }),
            })
          ).count;
        const places: [number, number, number | null][] = [
          [counts.recipients, await among({}), await asked('campaign.sent', 'is', true)],
          [
            counts.recipients - counts.delivered,
            await among({ 'f.state': 'any:soft_bounced,hard_bounced' }),
            await asked('campaign.bounced', 'is', true),
          ],
          [
            counts.unsubscribed,
            await among({ 'f.state': 'any:unsubscribed' }),
            await asked('campaign.unsubscribed', 'is', true),
          ],
          [counts.openers, await among({ 'f.opens': 'gte:1' }), await asked('campaign.opens', 'gte', 1)],
          [counts.clickers, await among({ 'f.clicks': 'gte:1' }), await asked('campaign.clicks', 'gte', 1)],
        ];
        for (const [figure, grid, list] of places) expect([grid, list]).toEqual([figure, figure]);
        expect(await asked('campaign.received', 'is', true)).toBe(counts.delivered);
      }),
      { numRuns: 15 },
    );
  },
  5 * minutes,
);
