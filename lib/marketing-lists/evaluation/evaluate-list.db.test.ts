import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  condition,
  connectList,
  createList,
  createPerson,
  createSentCampaign,
  filterOf,
} from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { countFilter } from './count-filter';
import { evaluateList } from './evaluate-list';
import { previewFilterChange } from './preview-filter-change';
import { readFilter } from '@/lib/filters/read-filter';
import { findDueLists, refreshList } from './refresh-list';

const berlin = filterOf(condition('city', 'is', 'Berlin'));

it('brings in who matches, takes out who no longer does, and tells both as events with their cause', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const stays = await createPerson(tx, { city: 'Berlin' });
  const leaves = await createPerson(tx, { city: 'Berlin' });
  const listId = await createList(tx, { filter: berlin });
  expect(await evaluateList(ctx, listId)).toMatchObject({
    state: 'fresh',
    memberCount: 2,
    joined: 2,
    left: 0,
  });

  await tx.crmRecord.update({ where: { id: leaves }, data: { city: 'Paris' } });
  const comes = await createPerson(tx, { city: 'berlin' });
  expect(await evaluateList(ctx, listId)).toMatchObject({
    state: 'fresh',
    memberCount: 2,
    joined: 1,
    left: 1,
  });
  const items = await tx.listItem.findMany({
    where: { listId, inFilter: true },
    orderBy: { recordId: 'asc' },
  });
  expect(items.map(({ recordId }) => recordId)).toEqual([stays, comes]);
  const events = await tx.listEvent.findMany({ where: { listId }, orderBy: { id: 'asc' } });
  expect(
    events
      .slice(2)
      .map(({ recordId, kind, cause }) => [recordId, kind, cause])
      .sort(),
  ).toEqual(
    [
      [leaves, 'left', 'data changed'],
      [comes, 'joined', 'data changed'],
    ].sort(),
  );

  await tx.crmRecord.update({ where: { id: leaves }, data: { city: 'Berlin' } });
  await evaluateList(ctx, listId);
  expect(
    await tx.listItem.findUnique({ where: { listId_recordId: { listId, recordId: leaves } } }),
  ).toMatchObject({ inFilter: true, leftAt: null });
});

it('changes nothing the second time', async () => {
  const ctx = await testContext();
  await createPerson(ctx.db.prisma, { city: 'Oslo' });
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('city', 'is', 'Oslo')) });
  await evaluateList(ctx, listId);
  const events = await ctx.db.prisma.listEvent.count({ where: { listId } });
  expect(await evaluateList(ctx, listId)).toMatchObject({ joined: 0, left: 0 });
  expect(await ctx.db.prisma.listEvent.count({ where: { listId } })).toBe(events);
});

it('takes a deleted record out and says why', async () => {
  const ctx = await testContext();
  const recordId = await createPerson(ctx.db.prisma, { city: 'Turin' });
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('city', 'is', 'Turin')) });
  await evaluateList(ctx, listId);
  await ctx.db.prisma.crmRecord.update({ where: { id: recordId }, data: { deletedAt: new Date() } });
  await evaluateList(ctx, listId);
  expect(await ctx.db.prisma.listEvent.findFirst({ where: { listId, kind: 'left' } })).toMatchObject({
    recordId,
    cause: 'record deleted',
  });
});

it('evaluates one list at a time: many at once end in one set of members and one event each', async () => {
  const ctx = await testContext();
  for (let n = 0; n < 20; n += 1) await createPerson(ctx.db.prisma, { city: 'Rome' });
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('city', 'is', 'Rome')) });
  await Promise.all([1, 2, 3, 4].map(() => evaluateList(ctx, listId)));
  expect(await ctx.db.prisma.listEvent.count({ where: { listId, kind: 'joined' } })).toBe(20);
});

it.each([
  [
    'a filter that names a field that is gone',
    filterOf(condition('nosuchfield', 'is', 'x')),
    'does not exist',
  ],
  [
    'a filter that names a deleted campaign',
    filterOf(condition('campaign.opens', 'eq', 1, { campaignId: '987654321' })),
    'deleted',
  ],
  ['a filter that is no filter at all', { version: 7 }, ''],
])('marks the list failed and keeps its last members on %s', async (_what, filter, words) => {
  const ctx = await testContext();
  const city = `Bonn ${randomUUID()}`;
  await createPerson(ctx.db.prisma, { city });
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('city', 'is', city)) });
  await evaluateList(ctx, listId);
  await ctx.db.prisma.marketingList.update({ where: { id: listId }, data: { filter } });
  expect(await evaluateList(ctx, listId)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining(words),
  });
  expect(await ctx.db.prisma.marketingList.findUnique({ where: { id: listId } })).toMatchObject({
    evaluationState: 'failed',
    memberCount: 1,
  });
  expect(await ctx.db.prisma.listItem.count({ where: { listId, inFilter: true } })).toBe(1);
});

it('marks the list failed when finding the members takes too long, and heals by itself', async () => {
  const ctx = await testContext();
  await ctx.db.prisma
    .$executeRaw`INSERT INTO crm_records (entity, city, updated_at) SELECT 'contact', 'Sluggish ' || n, now() FROM generate_series(1, 30000) n`;
  const listId = await createList(ctx.db.prisma, {
    filter: filterOf(condition('city', 'contains', 'Sluggish')),
  });
  expect(await evaluateList(ctx, listId, { timeoutMs: 1 })).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('stopped'),
  });
  expect(await evaluateList(ctx, listId)).toMatchObject({ state: 'fresh', memberCount: 30_000 });
});

it('keeps someone who was removed by hand off the list, however often the filter matches', async () => {
  const ctx = await testContext();
  const recordId = await createPerson(ctx.db.prisma, { city: 'Graz' });
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('city', 'is', 'Graz')) });
  await evaluateList(ctx, listId);
  await ctx.db.prisma.listItem.updateMany({ where: { listId, recordId }, data: { removedAt: new Date() } });
  expect(await evaluateList(ctx, listId)).toMatchObject({ memberCount: 0, joined: 0 });
});

it('finds exactly those who opened a campaign once', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const [once, twice, never, notSent] = ['once', 'twice', 'never', 'notsent'].map(
    (name) => `${name}@opens.example`,
  );
  for (const email of [once, twice, never, notSent]) await createPerson(tx, { email });
  const campaignId = await createSentCampaign(tx, {
    recipients: [{ email: once ?? '', opens: 1 }, { email: twice ?? '', opens: 2 }, { email: never ?? '' }],
  });
  const membersWith = async (operator: string, value: number): Promise<(string | null)[]> => {
    const listId = await createList(tx, {
      filter: filterOf(condition('campaign.opens', operator, value, { campaignId: String(campaignId) })),
    });
    await evaluateList(ctx, listId);
    const rows = await tx.$queryRaw<
      { email: string }[]
    >`SELECT r.email FROM list_items i JOIN crm_records r ON r.id = i.record_id WHERE i.list_id = ${listId} AND i.in_filter ORDER BY r.id`;
    return rows.map(({ email }) => email);
  };
  expect(await membersWith('eq', 1)).toEqual([once]);
  expect(await membersWith('eq', 0)).toEqual([never]);
  expect(await membersWith('ne', 1)).toEqual([twice, never]);
});

it('finds, counts and previews those who did any of several things elsewhere, each person once', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const emails = ['opened', 'tagless', 'named', 'both'].map((name) => `${name}@union.example`);
  for (const email of emails)
    await createPerson(tx, { email, city: 'Union', firstName: /^(named|both)/.test(email) ? 'Una' : null });
  const campaignId = String(
    await createSentCampaign(tx, {
      recipients: [
        { email: emails[0] ?? '', opens: 1 },
        { email: emails[3] ?? '', opens: 4 },
        { email: emails[1] ?? '' },
      ],
    }),
  );
  const filter = filterOf(condition('city', 'not_empty'), {
    kind: 'group',
    combinator: 'any',
    rules: [
      condition('campaign.opens', 'gte', 1, { campaignId }),
      condition('campaign.link', 'any', undefined, { campaignId }),
      condition('firstName', 'is', 'una'),
    ],
  });
  await ctx.db.prisma
    .$executeRaw`INSERT INTO crm_records (entity, city, updated_at) SELECT 'contact', 'Elsewhere', now() FROM generate_series(1, 50000)`;
  await ctx.db.prisma.$executeRaw`ANALYZE crm_records`;
  const read = await readFilter(ctx, 'contact', filter);
  expect(read.ok && read.where.text.includes(' UNION ')).toBe(true);
  expect(await countFilter(ctx, { entity: 'contact', filter, exact: true })).toMatchObject({ count: 3 });
  const listId = await createList(tx, { filter: filterOf(condition('city', 'is', 'Union')) });
  await evaluateList(ctx, listId);
  expect(await previewFilterChange(ctx, { listId: String(listId), filter })).toMatchObject({
    joining: 0,
    leaving: 1,
    staying: 3,
  });
  await tx.marketingList.update({ where: { id: listId }, data: { filter, version: { increment: 1 } } });
  expect(await evaluateList(ctx, listId)).toMatchObject({ state: 'fresh', memberCount: 3, left: 1 });
  const few = await readFilter(ctx, 'contact', {
    ...filter,
    root: { ...filter.root, rules: [condition('city', 'is', 'Union'), ...filter.root.rules.slice(1)] },
  });
  expect(few.ok && few.where.text.includes(' UNION ')).toBe(false);
});

it('refuses a viewer', async () => {
  const ctx = await testContext({ role: 'viewer' });
  await expect(evaluateList(ctx, 1n)).rejects.toMatchObject({ code: 'forbidden' });
});

it('is due again after four minutes, dynamic and living lists only; a second refresh of the same slot does nothing', async () => {
  let now = new Date('2026-11-21T10:00:00Z');
  const ctx = await testContext({ now: () => now });
  const tx = ctx.db.prisma;
  const dynamic = await createList(tx);
  const onDemand = await createList(tx, { type: 'on_demand' });
  const archived = await createList(tx, { archivedAt: now });
  await connectList(tx, dynamic);
  const due = await findDueLists(ctx);
  expect(due).toContain(dynamic);
  expect(due).not.toContain(onDemand);
  expect(due).not.toContain(archived);

  await refreshList(ctx, dynamic);
  expect(await findDueLists(ctx)).not.toContain(dynamic);
  const before = await tx.marketingList.findUniqueOrThrow({ where: { id: dynamic } });
  now = new Date('2026-11-21T10:03:00Z');
  await refreshList(ctx, dynamic);
  expect((await tx.marketingList.findUniqueOrThrow({ where: { id: dynamic } })).evaluatedAt).toEqual(
    before.evaluatedAt,
  );
  now = new Date('2026-11-21T10:04:00Z');
  expect(await findDueLists(ctx)).toContain(dynamic);
});
