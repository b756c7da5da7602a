import { describe, expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '../../table-query';
import {
  findSurvivor,
  getMarketingCampaign,
  listMarketingCampaignOptions,
  listMarketingCampaigns,
  listMarketingMerges,
  mergeMarketingCampaigns,
  moveEmailCampaign,
  pageMarketingCampaigns,
  splitMarketingCampaign,
  storeCampaigns,
  undoMarketingMerge,
  updateMarketingCampaign,
  whichListsAsk,
  type SeenCampaign,
} from '..';
import { marketingCampaignGrid } from './marketing-campaign-grid';
import { UpdateMarketingCampaign } from '../schemas';

const noBudget = { budget: null, budgetCurrency: null, ownerId: null };

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
      budget: 1200.5,
      budgetCurrency: 'eur',
      ownerId: ctx.actor.kind === 'person' ? ctx.actor.userId : null,
    });
    await updateMarketingCampaign(ctx, input);
    expect(await getMarketingCampaign(ctx, input.id)).toMatchObject({
      name: 'Black Friday',
      startAt: '2026-11-01',
      endAt: '2026-11-30',
      budget: 1200.5,
      budgetCurrency: 'EUR',
      owner: { id: input.ownerId },
      mayChange: true,
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
      ...noBudget,
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
    const merged = await mergeMarketingCampaigns(ctx, ids);
    expect(merged).toMatchObject({ id: ids.intoId, emailCampaigns: 1 });
    expect(await getMarketingCampaign(ctx, ids.intoId)).toMatchObject({
      version: 2,
      counts: { recipients: 4, opens: 4 },
      campaigns: [{}, {}],
    });
    await expect(getMarketingCampaign(ctx, ids.fromIds[0] ?? '')).rejects.toMatchObject({
      code: 'not_found',
      userMessage: expect.stringContaining(`id ${ids.intoId}`) as string,
    });
    expect(await mergeMarketingCampaigns(ctx, ids)).toEqual(merged);
    const audits = await prisma.auditEntry.findMany({
      where: { action: 'marketing-campaign.merge', subjectId: ids.intoId },
    });
    expect(audits).toHaveLength(1);
    const [audit] = audits;
    expect(audit?.detail).toMatchObject({
      merged: [{ id: ids.fromIds[0], name: 'Goes', emailCampaigns: [String(two.id)] }],
    });
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
    expect(await whichListsAsk(ctx, String(two.marketingCampaignId))).toContain('Asks for Goes');
    expect(await whichListsAsk(ctx, String(one.marketingCampaignId))).toBeNull();
    const { code } = await getMarketingCampaign(ctx, String(two.marketingCampaignId));
    expect(await listMarketingCampaignOptions(ctx, code)).toMatchObject([
      { id: String(two.marketingCampaignId), lists: 1 },
    ]);
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
      ...noBudget,
    });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['endAt'] });
  });
});

/** Two of them, each with one email campaign of the same two people. */
async function twoOf(ctx: Awaited<ReturnType<typeof testContext>>) {
  const [one, two] = [
    await createCampaign(ctx.db.prisma, { name: 'Stays', recipients }),
    await createCampaign(ctx.db.prisma, { name: 'Goes', recipients }),
  ];
  return {
    stays: String(one.marketingCampaignId),
    goes: String(two.marketingCampaignId),
    first: one.id,
    second: two.id,
  };
}

describe('a merge', () => {
  it('leaves the codes and addresses of what it took in valid, over a second merge too', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { stays, goes } = await twoOf(ctx);
    const { stays: last } = await twoOf(ctx);
    const { code } = await getMarketingCampaign(ctx, goes);
    await mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes] });
    await mergeMarketingCampaigns(ctx, { intoId: last, fromIds: [stays] });
    expect(await findSurvivor(ctx, goes)).toBe(last);
    expect((await getMarketingCampaign(ctx, last)).mergedCodes.map((one) => one.id)).toEqual([stays, goes]);
    const search = new URLSearchParams({ q: code });
    const { rows, total } = await listMarketingCampaigns(
      ctx,
      parseTableQuery(search, marketingCampaignGrid.table),
    );
    expect([rows.map(({ id }) => id), total]).toEqual([[last], 1]);
    expect((await listMarketingCampaignOptions(ctx, code)).map(({ id }) => id)).toEqual([last]);
    const page = await pageMarketingCampaigns(ctx, { after: null, limit: 10, code: code.toUpperCase() });
    expect(page.data.map(({ id }) => id)).toEqual([last]);
    const input = { ...noBudget, name: 'x', description: '', startAt: null, endAt: null };
    const { version } = await getMarketingCampaign(ctx, last);
    await expect(
      updateMarketingCampaign(ctx, UpdateMarketingCampaign.parse({ ...input, id: last, version, code })),
    ).rejects.toMatchObject({ fieldErrors: { code: expect.stringContaining('was merged into') as string } });
    await expect(
      updateMarketingCampaign(ctx, UpdateMarketingCampaign.parse({ ...input, id: goes, version: 2, code })),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is taken back once, whatever was moved since stays; and can be made again', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { prisma } = ctx.db;
    const { stays, goes, first, second } = await twoOf(ctx);
    const { stays: elsewhere } = await twoOf(ctx);
    const extra = await createCampaign(prisma, { name: 'Moved away', recipients });
    await moveEmailCampaign(ctx, { id: extra.id, toId: goes });
    const { mergeId } = await mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes] });
    expect(await listMarketingMerges(ctx, stays)).toMatchObject([
      { id: mergeId, merged: [{ id: goes, name: 'Goes', emailCampaigns: 2 }] },
    ]);
    await moveEmailCampaign(ctx, { id: extra.id, fromId: stays, toId: elsewhere });
    const undone = await undoMarketingMerge(ctx, { mergeId });
    expect(undone).toEqual({
      id: stays,
      name: 'Stays',
      back: [{ id: goes, name: 'Goes' }],
      kept: ['“Moved away”, now under “Stays”'],
    });
    const idsUnder = async (id: string) =>
      (await getMarketingCampaign(ctx, id)).campaigns.map((one) => one.id);
    expect([await idsUnder(stays), await idsUnder(goes)]).toEqual([[first], [second]]);
    expect(await undoMarketingMerge(ctx, { mergeId })).toEqual({ ...undone, kept: [] });
    expect(await listMarketingMerges(ctx, stays)).toEqual([]);
    const again = await mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes] });
    expect(again.mergeId).not.toBe(mergeId);
    await undoMarketingMerge(ctx, { mergeId });
    expect(await findSurvivor(ctx, goes)).toBe(stays);
    expect(
      await prisma.auditEntry.count({
        where: { action: 'marketing-campaign.undo-merge', subjectId: stays },
      }),
    ).toBe(1);
    const viewer = await testContext({ role: 'viewer' });
    await expect(undoMarketingMerge(viewer, again)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(undoMarketingMerge(ctx, { mergeId: '9000000000000000000' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('that stands under a later one waits for that to be taken back', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { stays, goes } = await twoOf(ctx);
    const { stays: last } = await twoOf(ctx);
    const inner = await mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes] });
    const outer = await mergeMarketingCampaigns(ctx, { intoId: last, fromIds: [stays] });
    await expect(undoMarketingMerge(ctx, inner)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Undo that merge first') as string,
    });
    await undoMarketingMerge(ctx, outer);
    expect((await undoMarketingMerge(ctx, inner)).kept).toEqual([]);
    expect((await getMarketingCampaign(ctx, goes)).campaigns).toHaveLength(1);
  });

  it('refuses what was changed since it was shown, and one that went elsewhere', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { stays, goes } = await twoOf(ctx);
    const { stays: other } = await twoOf(ctx);
    await expect(
      mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes], version: 7 }),
    ).rejects.toMatchObject({ code: 'stale' });
    await mergeMarketingCampaigns(ctx, { intoId: stays, fromIds: [goes], version: 1 });
    for (const input of [
      { intoId: other, fromIds: [goes] },
      { intoId: goes, fromIds: [other] },
    ])
      await expect(mergeMarketingCampaigns(ctx, input)).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('an email campaign moves once, from where it was shown', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { stays, goes, second } = await twoOf(ctx);
  const moved = { id: second, name: 'Goes', fromId: goes, toId: stays, toName: 'Stays' };
  expect(await moveEmailCampaign(ctx, { id: second, fromId: goes, toId: stays })).toEqual(moved);
  expect(await moveEmailCampaign(ctx, { id: second, fromId: goes, toId: stays })).toEqual({
    ...moved,
    fromId: stays,
  });
  expect(
    await ctx.db.prisma.auditEntry.count({ where: { action: 'email-campaign.move', subjectId: second } }),
  ).toBe(1);
  await expect(moveEmailCampaign(ctx, { id: second, fromId: null, toId: goes })).rejects.toMatchObject({
    code: 'stale',
  });
  const viewer = await testContext({ role: 'viewer' });
  await expect(moveEmailCampaign(viewer, { id: second, toId: goes })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('a split takes the chosen ones into a new one of the same owner, once; at least one stays', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { stays, goes, first, second } = await twoOf(ctx);
  await moveEmailCampaign(ctx, { id: second, toId: stays });
  const { version } = await getMarketingCampaign(ctx, stays);
  const input = { id: stays, version, name: 'Own way', emailCampaignIds: [second] };
  await expect(splitMarketingCampaign(ctx, { ...input, version: version - 1 })).rejects.toMatchObject({
    code: 'stale',
  });
  await expect(
    splitMarketingCampaign(ctx, { ...input, emailCampaignIds: [first, second] }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const made = await splitMarketingCampaign(ctx, input);
  expect(await getMarketingCampaign(ctx, made.id)).toMatchObject({
    name: 'Own way',
    code: expect.stringMatching(/^Own-way-S\d+$/) as string,
    owner: null,
    campaigns: [{ id: second }],
  });
  await expect(splitMarketingCampaign(ctx, { ...input, version: undefined })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await getMarketingCampaign(ctx, stays)).campaigns.map(({ id }) => id)).toEqual([first]);
  expect(await findSurvivor(ctx, goes)).toBe(goes);
  const viewer = await testContext({ role: 'viewer' });
  await expect(splitMarketingCampaign(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
});

it('one of somebody is changed by them and by admins, at either end', async () => {
  const owner = await testContext({ role: 'marketer' });
  const other = await testContext({ role: 'marketer' });
  const admin = await testContext({ role: 'admin' });
  const { stays, goes, first, second } = await twoOf(owner);
  await owner.db.prisma.marketingCampaign.update({
    where: { id: BigInt(goes) },
    data: { ownerId: owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null },
  });
  expect((await getMarketingCampaign(other, goes)).mayChange).toBe(false);
  const merge = { intoId: stays, fromIds: [goes] };
  const verbs: ((ctx: typeof owner) => Promise<unknown>)[] = [
    (ctx) => mergeMarketingCampaigns(ctx, merge),
    (ctx) => mergeMarketingCampaigns(ctx, { intoId: goes, fromIds: [stays] }),
    (ctx) => moveEmailCampaign(ctx, { id: second, toId: stays }),
    (ctx) => moveEmailCampaign(ctx, { id: first, toId: goes }),
    (ctx) => splitMarketingCampaign(ctx, { id: goes, name: 'x', emailCampaignIds: [second] }),
  ];
  for (const verb of verbs)
    await expect(verb(other)).rejects.toMatchObject({
      code: 'forbidden',
      userMessage: expect.stringContaining('belongs to') as string,
    });
  const { mergeId } = await mergeMarketingCampaigns(owner, merge);
  await expect(undoMarketingMerge(other, { mergeId })).rejects.toMatchObject({ code: 'forbidden' });
  await undoMarketingMerge(admin, { mergeId });
  expect(await findSurvivor(other, goes)).toBe(goes);
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
