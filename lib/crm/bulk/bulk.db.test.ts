import { describe, expect, it } from 'vitest';

import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  bulkDelete,
  bulkOwner,
  bulkTags,
  getRecord,
  previewBulk,
  previewBulkDelete,
  undoBulk,
  updateRecord,
  upsertOrders,
} from '../index';

const ids = (made: { id: bigint }[]): string[] => made.map(({ id }) => String(id));
const byHand = (made: { id: bigint }[]) => ({
  entity: 'contact' as const,
  choice: { kind: 'ids' as const, ids: ids(made) },
  expected: made.length,
});
type Ctx = Awaited<ReturnType<typeof testContext>>;

const tagsOf = async (ctx: Ctx, made: { id: bigint }[]): Promise<string[][]> => {
  const rows = await ctx.db.prisma.crmRecord.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    include: { tags: { include: { tag: true } } },
  });
  return rows.map((row) => row.tags.map(({ tag }) => tag.name).sort());
};

describe('bulk actions', () => {
  it('give and take tags, each record told once, and take it back but for what changed since', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const people = await createRecords(ctx.db.prisma, 4);
    await bulkTags(ctx, { ...byHand(people.slice(0, 2)), add: ['old'] });
    const done = await bulkTags(ctx, { ...byHand(people), add: ['VIP', 'vip', 'fair'], remove: ['OLD'] });
    expect(done).toMatchObject({ chosen: 4, changed: 4 });
    expect(await tagsOf(ctx, people)).toEqual(
      Array(4)
        .fill(['fair', 'vip'])
        .map(() => expect.arrayContaining(['fair'])),
    );
    expect((await tagsOf(ctx, people)).every((tags) => tags.length === 2)).toBe(true);
    expect((await bulkTags(ctx, { ...byHand(people), add: ['fair'] })).changed).toBe(0);
    await bulkTags(ctx, { ...byHand(people.slice(3)), add: ['later'] });
    expect(await undoBulk(ctx, done.undo ?? expect.fail('nothing to undo'))).toEqual({ undone: 3, kept: 1 });
    const after = await tagsOf(ctx, people);
    expect(after.slice(0, 3)).toEqual([['old'], ['old'], []]);
    expect(after[3]).toContain('later');
    expect(
      await ctx.db.prisma.recordChange.count({ where: { recordId: people[2]?.id ?? 0n, field: 'tags' } }),
    ).toBe(2);
  });

  it('set the owner of everyone who matches a grid, in the number that was shown', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const userId = ctx.actor.kind === 'person' ? ctx.actor.userId : '';
    const people = await createRecords(ctx.db.prisma, 5, { company: 'Owner works' });
    const choice = {
      entity: 'contact' as const,
      choice: { kind: 'matching' as const, query: 'f.company=is:owner works&page=7&cursor=x' },
    };
    expect(await previewBulk(ctx, choice)).toEqual({ count: 5, over: false });
    await expect(bulkOwner(ctx, { ...choice, expected: 4, ownerId: userId })).rejects.toMatchObject({
      code: 'conflict',
    });
    const done = await bulkOwner(ctx, { ...choice, expected: 5, ownerId: userId });
    expect(done.changed).toBe(5);
    await updateRecord(ctx, { id: ids(people)[0] ?? '', version: 2, ownerId: null });
    expect(await undoBulk(ctx, done.undo ?? expect.fail('nothing to undo'))).toEqual({ undone: 4, kept: 1 });
    expect((await getRecord(ctx, { id: ids(people)[1] ?? '' })).owner).toBeNull();
    await expect(bulkOwner(ctx, { ...choice, expected: 5, ownerId: '999999' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('delete, and bring back exactly those, by whoever deleted them alone', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const people = await createRecords(ctx.db.prisma, 3);
    const before = await ctx.db.prisma.crmRecord.findMany({
      where: { id: { in: people.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
    });
    const done = await bulkDelete(ctx, byHand(people));
    await expect(getRecord(ctx, { id: ids(people)[0] ?? '' })).rejects.toMatchObject({ code: 'not_found' });
    const other = await testContext({ role: 'marketer' });
    await expect(undoBulk(other, done.undo ?? expect.fail('nothing to undo'))).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await undoBulk(ctx, done.undo ?? expect.fail('nothing to undo'))).toEqual({ undone: 3, kept: 0 });
    await expect(undoBulk(ctx, done.undo ?? expect.fail('nothing to undo'))).rejects.toMatchObject({
      code: 'conflict',
    });
    const after = await ctx.db.prisma.crmRecord.findMany({
      where: { id: { in: people.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
    });
    const bare = (rows: typeof before) => rows.map((row) => ({ ...row, version: 0, updatedAt: null }));
    expect(bare(after)).toEqual(bare(before));
  });

  it('touch only the entity asked for, nobody without permission, and never everyone by a filter that says nothing', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [lead] = await createRecords(ctx.db.prisma, 1, { entity: 'lead' });
    await expect(bulkDelete(ctx, byHand(lead ? [lead] : []))).rejects.toMatchObject({ code: 'conflict' });
    expect((await bulkDelete(ctx, { ...byHand(lead ? [lead] : []), expected: 0 })).changed).toBe(0);
    const viewer = await testContext({ role: 'viewer' });
    for (const attempt of [
      bulkDelete(viewer, byHand([{ id: 1n }])),
      bulkTags(viewer, { ...byHand([{ id: 1n }]), add: ['x'] }),
      bulkOwner(viewer, { ...byHand([{ id: 1n }]), ownerId: null }),
      previewBulk(viewer, byHand([{ id: 1n }])),
      previewBulkDelete(viewer, byHand([{ id: 1n }])),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(bulkTags(ctx, { ...byHand([{ id: 1n }]), add: ['a, b'] })).rejects.toThrow(/comma/);
  });

  it('say before a delete where those people are: on lists that the person may see, in books by our doing, with orders', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const { prisma } = ctx.db;
    const people = await createRecords(prisma, 3, { entity: 'customer' });
    const [first, second] = people;
    if (!first?.emailKey || !second?.emailKey) throw new Error('no people');
    const owner = await testContext({ role: 'marketer' });
    const open = await createList(prisma, { name: 'Open', entity: 'customer', type: 'manual' });
    const hidden = await createList(prisma, {
      name: 'Hidden',
      entity: 'customer',
      type: 'manual',
      ownerOnly: true,
      ownerId: owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null,
    });
    const item = { inFilter: true, joinedAt: new Date() };
    await prisma.listItem.createMany({
      data: [
        { listId: open, recordId: first.id, ...item },
        { listId: open, recordId: second.id, ...item, removedAt: new Date() },
        { listId: hidden, recordId: second.id, ...item },
      ],
    });
    const { bookId } = await connectList(prisma, open);
    await prisma.bookMember.createMany({
      data: [
        {
          addressBookId: bookId,
          emailKey: first.emailKey,
          recordId: first.id,
          present: true,
          putThereByUs: true,
        },
        {
          addressBookId: bookId,
          emailKey: second.emailKey,
          recordId: second.id,
          present: true,
          putThereByUs: false,
        },
      ],
    });
    await upsertOrders(ctx, [
      {
        externalId: 'bulk-1',
        customer: { id: String(first.id) },
        status: 'completed',
        currency: 'EUR',
        total: 12,
        placedAt: '2026-01-02T03:04:05Z',
      },
    ]);
    const choice = { ...byHand(people), entity: 'customer' as const };
    expect(await previewBulkDelete(ctx, choice)).toEqual({
      count: 3,
      over: false,
      inLists: 2,
      inBooks: 1,
      withOrders: 1,
      lists: [{ name: 'Open', count: 1 }],
      books: [{ name: 'Newsletter', count: 1 }],
    });
    expect((await previewBulkDelete(owner, choice)).lists.map(({ name }) => name)).toEqual([
      'Hidden',
      'Open',
    ]);
  });
});
