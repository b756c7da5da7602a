import { describe, expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '../table-query';
import {
  getMarketingCampaign,
  listMarketingCampaigns,
  mergeMarketingCampaigns,
  storeCampaigns,
  updateMarketingCampaign,
  type SeenCampaign,
} from '.';
import { marketingCampaignGrid } from './marketing-campaign-grid';
import { UpdateMarketingCampaign } from './schemas';

const recipients = [
  { email: 'a@x.example', opens: 2, clicks: 1 },
  { email: 'b@x.example', softBounced: true },
];

describe('a marketing campaign', () => {
  it('adds up its email campaigns', async () => {
    const ctx = await testContext();
    const { prisma } = ctx.db;
    const first = await createCampaign(prisma, { name: 'Umbrella one', recipients });
    const second = await createCampaign(prisma, { integrationId: first.integrationId, recipients });
    await prisma.emailCampaign.update({
      where: { id: BigInt(second.id) },
      data: { marketingCampaignId: first.marketingCampaignId },
    });
    const view = await getMarketingCampaign(ctx, String(first.marketingCampaignId));
    expect(view.campaigns).toHaveLength(2);
    expect(view.counts).toMatchObject({
      recipients: 4,
      delivered: 2,
      openers: 2,
      opens: 4,
      clicks: 2,
      softBounced: 2,
    });
    const { rows } = await listMarketingCampaigns(
      ctx,
      parseTableQuery(new URLSearchParams('q=Umbrella one'), marketingCampaignGrid.table),
    );
    expect(rows).toMatchObject([{ campaignCount: 2, counts: { recipients: 4 } }]);
  });

  it('is changed by a marketer, with one line in the audit log', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { marketingCampaignId } = await createCampaign(ctx.db.prisma, { recipients });
    const input = UpdateMarketingCampaign.parse({
      id: String(marketingCampaignId),
      version: 1,
      name: 'Black Friday',
      code: `bf-${marketingCampaignId}`,
      description: '',
      startAt: '2026-11-01',
      endAt: '2026-11-30',
    });
    await updateMarketingCampaign(ctx, input);
    expect(await getMarketingCampaign(ctx, input.id)).toMatchObject({
      name: 'Black Friday',
      startAt: '2026-11-01',
      endAt: '2026-11-30',
      version: 2,
    });
    expect(
      await ctx.db.prisma.auditEntry.count({
        where: { action: 'marketing-campaign.update', subjectId: input.id },
      }),
    ).toBe(1);
    await expect(updateMarketingCampaign(ctx, input)).rejects.toMatchObject({ code: 'stale' });
    const viewer = await testContext({ role: 'viewer' });
    await expect(updateMarketingCampaign(viewer, { ...input, version: 2 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('keeps its code to itself', async () => {
    const ctx = await testContext();
    const [one, two] = [
      await createCampaign(ctx.db.prisma, { recipients }),
      await createCampaign(ctx.db.prisma, { recipients }),
    ];
    const { code } = await getMarketingCampaign(ctx, String(one.marketingCampaignId));
    const input = UpdateMarketingCampaign.parse({
      id: String(two.marketingCampaignId),
      version: 1,
      name: 'Two',
      code: code.toUpperCase(),
      description: '',
      startAt: null,
      endAt: null,
    });
    await expect(updateMarketingCampaign(ctx, input)).rejects.toMatchObject({
      code: 'conflict',
      fieldErrors: { code: expect.stringContaining('has this code already') as string },
    });
  });

  it('takes in others: their campaigns and numbers follow, the audit log keeps what they were', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { prisma } = ctx.db;
    const [one, two] = [
      await createCampaign(prisma, { recipients }),
      await createCampaign(prisma, { name: 'Goes', recipients }),
    ];
    const ids = { intoId: String(one.marketingCampaignId), fromIds: [String(two.marketingCampaignId)] };
    expect(await mergeMarketingCampaigns(ctx, ids)).toEqual({ id: ids.intoId, emailCampaigns: 1 });
    expect(await getMarketingCampaign(ctx, ids.intoId)).toMatchObject({
      version: 2,
      counts: { recipients: 4, opens: 4 },
      campaigns: [{}, {}],
    });
    await expect(getMarketingCampaign(ctx, ids.fromIds[0] ?? '')).rejects.toMatchObject({
      code: 'not_found',
    });
    const audit = await prisma.auditEntry.findFirstOrThrow({
      where: { action: 'marketing-campaign.merge', subjectId: ids.intoId },
    });
    expect(audit.detail).toMatchObject({
      merged: [{ id: ids.fromIds[0], name: 'Goes', emailCampaigns: [String(two.id)] }],
    });
    await expect(mergeMarketingCampaigns(ctx, ids)).rejects.toMatchObject({ code: 'not_found' });
    await expect(mergeMarketingCampaigns(ctx, { ...ids, fromIds: [ids.intoId] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('stays while a list asks for it, also deep in a group', async () => {
    const ctx = await testContext();
    const [one, two] = [
      await createCampaign(ctx.db.prisma, { recipients }),
      await createCampaign(ctx.db.prisma, { recipients }),
    ];
    const rule = {
      kind: 'condition',
      field: 'campaign.opened',
      operator: 'is',
      value: true,
      marketingCampaignId: String(two.marketingCampaignId),
    };
    const group = (rules: object[]) => ({ kind: 'group', combinator: 'all', rules });
    await ctx.db.prisma.marketingList.create({
      data: {
        name: 'Asks for Goes',
        entity: 'contact',
        type: 'dynamic',
        columns: [],
        filter: { version: 1, root: group([group([rule])]) },
      },
    });
    const merge = mergeMarketingCampaigns(ctx, {
      intoId: String(one.marketingCampaignId),
      fromIds: [String(two.marketingCampaignId)],
    });
    await expect(merge).rejects.toMatchObject({
      code: 'conflict',
      fieldErrors: { fromIds: expect.stringContaining('Asks for Goes') as string },
    });
    expect(await getMarketingCampaign(ctx, String(two.marketingCampaignId))).toMatchObject({
      counts: { recipients: 2 },
    });
  });

  it('does not take an end before its start', () => {
    const parsed = UpdateMarketingCampaign.safeParse({
      id: '1',
      version: 1,
      name: 'x',
      code: 'x',
      description: '',
      startAt: '2026-11-02',
      endAt: '2026-11-01',
    });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['endAt'] });
  });
});

describe('campaigns as an import sees them', () => {
  const seen = (change: Partial<SeenCampaign> = {}): SeenCampaign => ({
    id: 5120,
    name: 'Black Friday preview',
    subject: 's',
    fromName: 'f',
    fromAddress: 'f@x.example',
    replyAction: '',
    replyToAddress: '',
    isSplitTest: false,
    status: 'Sent',
    ...change,
  });

  it('get a marketing campaign once they are sent; one that someone deleted does not come back', async () => {
    const ctx = await testContext();
    const { prisma } = ctx.db;
    const { integrationId, addressBookId } = await createCampaign(prisma, { recipients: [] });
    const store = (row: SeenCampaign) =>
      prisma.$transaction((tx) =>
        storeCampaigns(ctx, tx, { integrationId, addressBookId, defaultOwnerId: null, rows: [row] }),
      );
    const find = () =>
      prisma.emailCampaign.findUniqueOrThrow({
        where: { integrationId_dotdigitalId: { integrationId, dotdigitalId: 5120 } },
        include: { marketingCampaign: true },
      });
    await store(seen({ status: 'Unsent' }));
    expect((await find()).marketingCampaign).toBeNull();
    await store(seen({ status: 'Sending' }));
    expect((await find()).marketingCampaign).toMatchObject({
      name: 'Black Friday preview',
      code: 'Black-Friday-pr-5120',
    });
    await prisma.marketingCampaign.delete({ where: { code: 'Black-Friday-pr-5120' } });
    expect((await store(seen())).changedCount).toBe(1);
    expect((await find()).marketingCampaign).toBeNull();
    expect((await store(seen())).changedCount).toBe(0);
  });

  it('of two accounts with one id and name get codes of their own', async () => {
    const ctx = await testContext();
    const codes = [];
    for (let n = 0; n < 2; n += 1) {
      const { integrationId, addressBookId } = await createCampaign(ctx.db.prisma, { recipients: [] });
      await ctx.db.prisma.$transaction((tx) =>
        storeCampaigns(ctx, tx, {
          integrationId,
          addressBookId,
          defaultOwnerId: null,
          rows: [seen({ id: 777 })],
        }),
      );
      const { marketingCampaign } = await ctx.db.prisma.emailCampaign.findUniqueOrThrow({
        where: { integrationId_dotdigitalId: { integrationId, dotdigitalId: 777 } },
        include: { marketingCampaign: true },
      });
      codes.push(marketingCampaign?.code);
    }
    expect(new Set(codes).size).toBe(2);
  });
});
