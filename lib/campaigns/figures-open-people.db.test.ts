import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gridAddress, parseTableQuery } from '../table-query';
import { testContext } from '@/prisma/test-context';
import { countListable } from '../marketing-lists';
import { campaignStatistics, listRecipients, recipientGrid, recountCampaign } from './index';
import { machineChoices, shownCounts, type RecipientResult, type ShownCounts } from './schemas';

const recipient = fc.record({
  openCount: fc.integer({ min: 0, max: 2 }),
  clickCount: fc.integer({ min: 0, max: 1 }),
  replyCount: fc.integer({ min: 0, max: 1 }),
  unsubscribed: fc.boolean(),
  softBounced: fc.boolean(),
  hardBounced: fc.boolean(),
});
/** How many of their opens came from a privacy proxy. */
const machineOpens = fc.nat({ max: 2 });

const countOf: Record<RecipientResult, (counts: ShownCounts) => number> = {
  delivered: ({ delivered }) => delivered,
  bounced: ({ softBounced, hardBounced }) => softBounced + hardBounced,
  soft_bounced: ({ softBounced }) => softBounced,
  hard_bounced: ({ hardBounced }) => hardBounced,
  opened: ({ openers }) => openers,
  clicked: ({ clickers }) => clickers,
  replied: ({ repliers }) => repliers,
  unsubscribed: ({ unsubscribed }) => unsubscribed,
};

it('every key figure of a campaign opens as many people as it says', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { prisma } = ctx.db;
  const { id: integrationId } = await prisma.integration.create({ data: { name: 'Figures', username: 'x' } });
  let campaigns = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(recipient, machineOpens), { maxLength: 12 }), async (people) => {
      campaigns += 1;
      const campaign = await prisma.emailCampaign.create({
        data: { integrationId, dotdigitalId: campaigns, name: `C${campaigns}`, status: 'Sent' },
      });
      await prisma.campaignRecipient.createMany({
        data: people.map(([one], n) => ({
          ...one,
          campaignId: campaign.id,
          dotdigitalContactId: n + 1,
          emailKey: `${n}@figures.example`,
        })),
      });
      await prisma.campaignOpen.createMany({
        data: people.flatMap(([, opens], n) =>
          Array.from({ length: opens }, (_, k) => ({
            campaignId: campaign.id,
            dotdigitalContactId: n + 1,
            openedAt: new Date(Date.UTC(2026, 10, 1, k)),
            emailKey: `${n}@figures.example`,
            userAgent: 'Mozilla/5.0',
          })),
        ),
      });
      await recountCampaign(prisma, campaign.id);
      const id = String(campaign.id);
      const { counts } = await campaignStatistics(ctx, id);
      for (const machines of machineChoices)
        for (const [result, count] of Object.entries(countOf)) {
          const shown = shownCounts(counts, machines);
          const { searchParams } = new URL(gridAddress('/c', { result: [result] }), 'http://x');
          const query = parseTableQuery(searchParams, recipientGrid.table);
          const { rows, total } = await listRecipients(ctx, id, query, machines);
          expect([result, rows.length, total]).toEqual([result, count(shown), count(shown)]);
        }
      expect(await countListable(ctx, { kind: 'campaign', id, query: '' })).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
