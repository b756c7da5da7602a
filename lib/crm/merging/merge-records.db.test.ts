import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bookMembersFollowMerge } from '@/lib/address-books';
import { evaluateList, listItemsFollowMerge } from '@/lib/marketing-lists';
import { condition, connectList, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  bulkTags,
  findMergeCandidates,
  getRecord,
  listMerges,
  mergeRecords,
  previewMerge,
  recordConsent,
  recordTimeline,
  undoMerge,
  updateRecord,
} from '../index';
import { refreshRecordStats, theseRecords } from '../stats/refresh-stats';
import { readStatsFrame } from '../stats/stats-settings';

type Ctx = Awaited<ReturnType<typeof testContext>>;
const followers = [listItemsFollowMerge, bookMembersFollowMerge];
const id = (record: { id: bigint } | undefined): string => String(record?.id ?? expect.fail('no record'));

/** Everything that a merge touches, as it is stored, but for versions and times of change. */
async function everything(ctx: Ctx, ids: bigint[]) {
  const { prisma } = ctx.db;
  const bare = <T extends object>(rows: T[]) =>
    rows.map((row) => ({ ...row, version: 0, updatedAt: 0, computedAt: 0 }));
  const of = { where: { recordId: { in: ids } } };
  return {
    records: bare(await prisma.crmRecord.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })),
    orders: bare(await prisma.order.findMany({ ...of, orderBy: { id: 'asc' } })),
    carts: bare(await prisma.cart.findMany({ ...of, orderBy: { id: 'asc' } })),
    consents: await prisma.consent.findMany({ ...of, orderBy: { id: 'asc' } }),
    events: await prisma.recordEvent.findMany({ ...of, orderBy: { id: 'asc' } }),
    tags: await prisma.recordTag.findMany({ ...of, orderBy: [{ recordId: 'asc' }, { tagId: 'asc' }] }),
    items: await prisma.listItem.findMany({ ...of, orderBy: [{ listId: 'asc' }, { recordId: 'asc' }] }),
    books: await prisma.bookMember.findMany({ ...of, orderBy: { emailKey: 'asc' } }),
    stats: bare(await prisma.recordStats.findMany({ ...of, orderBy: { recordId: 'asc' } })),
  };
}

/** Two customers who are one person: each with an order, a tag, places in lists; the second with a cart, an event, a consent and a book. */
async function twoCustomers(ctx: Ctx) {
  const { prisma } = ctx.db;
  const mail = `one-${randomUUID()}@example.com`;
  const [winner, loser] = await createRecords(prisma, 2, (n) => ({
    entity: 'customer',
    firstName: n === 0 ? 'Mira' : 'Mirabel',
    lastName: 'Kessler',
    email: n === 0 ? mail : `two-${mail}`,
    company: n === 0 ? null : 'Northwind',
    birthday: n === 0 ? null : new Date('1984-02-29T00:00:00Z'),
    phone: n === 0 ? '1' : '+44 20 7946 0000',
    phoneE164: n === 0 ? null : '+442079460000',
    custom: n === 0 ? {} : { size: 44 },
  }));
  await prisma.customField.createMany({
    data: [{ entity: 'customer', key: 'size', label: `Size ${randomUUID()}`, type: 'number' }],
    skipDuplicates: true,
  });
  const ids = [winner?.id ?? 0n, loser?.id ?? 0n];
  for (const recordId of ids) {
    await prisma.order.create({
      data: {
        externalId: randomUUID(),
        recordId,
        status: 'completed',
        currency: 'GBP',
        total: 40,
        placedAt: new Date('2026-10-01T00:00:00Z'),
      },
    });
    await bulkTags(ctx, {
      entity: 'customer',
      choice: { kind: 'ids', ids: [String(recordId)] },
      expected: 1,
      add: ['both', recordId === ids[0] ? 'first' : 'second'],
    });
  }
  const loserId = ids[1] ?? 0n;
  await prisma.cart.create({
    data: {
      externalId: randomUUID(),
      recordId: loserId,
      status: 'open',
      currency: 'GBP',
      total: 9,
      startedAt: new Date('2026-11-01T00:00:00Z'),
      touchedAt: new Date('2026-11-01T00:00:00Z'),
    },
  });
  await prisma.recordEvent.create({
    data: {
      name: 'fair.visited',
      emailKey: loser?.emailKey ?? '',
      recordId: loserId,
      at: new Date('2026-11-02T00:00:00Z'),
    },
  });
  const lists = await Promise.all(
    ['manual', 'manual', 'manual', 'dynamic'].map((type) =>
      createList(prisma, {
        type: type as 'manual' | 'dynamic',
        entity: 'customer',
        filter: filterOf(condition('company', 'is', 'Northwind')),
      }),
    ),
  );
  const [onlyLoser, both, removed, dynamic] = lists as [bigint, bigint, bigint, bigint];
  const item = (listId: bigint, recordId: bigint, more = {}) => ({
    listId,
    recordId,
    inFilter: true,
    joinedAt: new Date('2026-09-01T00:00:00Z'),
    ...more,
  });
  await prisma.listItem.createMany({
    data: [
      item(onlyLoser, loserId),
      item(both, ids[0] ?? 0n),
      item(both, loserId, {
        unsubscribedAt: new Date('2026-09-09T00:00:00Z'),
        unsubscribedReason: 'Unsubscribed',
      }),
      item(removed, ids[0] ?? 0n),
      item(removed, loserId, { removedAt: new Date('2026-09-10T00:00:00Z') }),
    ],
  });
  const { bookId } = await connectList(prisma, onlyLoser);
  await prisma.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: loser?.emailKey ?? '',
      present: true,
      putThereByUs: true,
      recordId: loserId,
    },
  });
  await evaluateList(ctx, dynamic);
  await refreshRecordStats(prisma, theseRecords(ids), await readStatsFrame(prisma, ctx.now()));
  const versions = async () => ({
    winnerId: id(winner),
    winnerVersion: (await getRecord(ctx, { id: id(winner) })).version,
    loserId: id(loser),
    loserVersion: (await getRecord(ctx, { id: id(loser) })).version,
  });
  return {
    ids,
    winner: id(winner),
    loser: id(loser),
    lists: { onlyLoser, both, removed, dynamic },
    versions,
  };
}

describe('a merge of two records of one person', () => {
  it('takes the chosen values, everything follows, and the loser says where it went', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const pair = await twoCustomers(ctx);
    const preview = await previewMerge(ctx, { winnerId: pair.winner, loserId: pair.loser });
    expect(preview.follows).toMatchObject({
      orders: 1,
      carts: 1,
      events: 1,
      tags: ['second'],
      books: [expect.any(String)],
      campaigns: 0,
    });
    expect(preview.fields.find((field) => field.name === 'company')).toEqual({
      name: 'company',
      label: 'Company',
      winner: null,
      loser: 'Northwind',
    });

    const done = await mergeRecords(
      ctx,
      { ...(await pair.versions()), take: ['firstName', 'company', 'birthday', 'phone', 'custom.size'] },
      followers,
    );
    const merged = await getRecord(ctx, { id: pair.winner });
    expect(done).toMatchObject({ id: pair.winner, name: 'Mirabel Kessler' });
    expect(merged.values).toMatchObject({
      firstName: 'Mirabel',
      company: 'Northwind',
      birthday: '1984-02-29',
      'custom.size': '44',
    });
    expect(merged.phoneE164).toBe('+442079460000');
    await expect(getRecord(ctx, { id: pair.loser })).rejects.toMatchObject({ code: 'not_found' });
    const { prisma } = ctx.db;
    expect(await prisma.crmRecord.findUnique({ where: { id: pair.ids[1] ?? 0n } })).toMatchObject({
      mergedIntoId: pair.ids[0],
    });
    expect(await prisma.order.count({ where: { recordId: pair.ids[0] ?? 0n } })).toBe(2);
    expect(await prisma.cart.count({ where: { recordId: pair.ids[0] ?? 0n } })).toBe(1);
    expect(await prisma.recordStats.findUnique({ where: { recordId: pair.ids[0] ?? 0n } })).toMatchObject({
      orderCount: 2,
    });
    expect(await prisma.recordTag.count({ where: { recordId: pair.ids[0] ?? 0n } })).toBe(3);
    expect(await prisma.bookMember.findFirst({ where: { recordId: pair.ids[0] ?? 0n } })).not.toBeNull();
    const titles = (await recordTimeline(ctx, { id: pair.winner })).items.map((item) => item.title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Merged with Mirabel Kessler',
        'Event fair.visited',
        'Company added',
        'Tags changed',
      ]),
    );
  });

  it('keeps out of a list whoever was out of it under either record, and lets a dynamic list decide itself', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const pair = await twoCustomers(ctx);
    await mergeRecords(ctx, { ...(await pair.versions()), take: [] }, followers);
    const items = await ctx.db.prisma.listItem.findMany({ where: { recordId: pair.ids[0] ?? 0n } });
    const place = (listId: bigint) => items.find((item) => item.listId === listId);
    expect(place(pair.lists.onlyLoser)).toMatchObject({
      inFilter: true,
      removedAt: null,
      unsubscribedAt: null,
    });
    expect(place(pair.lists.both)?.unsubscribedAt).not.toBeNull();
    expect(place(pair.lists.removed)?.removedAt).not.toBeNull();
    expect(place(pair.lists.dynamic)).toBeUndefined();
    expect(
      await ctx.db.prisma.listItem.count({ where: { recordId: pair.ids[1] ?? 0n, inFilter: true } }),
    ).toBe(0);
  });

  it('is undone exactly: both records, what followed, and their places in lists', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const pair = await twoCustomers(ctx);
    await recordConsent(ctx, { recordId: pair.loser, state: 'given', text: 'Yes.' });
    const before = await everything(ctx, pair.ids);
    const { mergeId } = await mergeRecords(
      ctx,
      {
        ...(await pair.versions()),
        take: ['firstName', 'email', 'company', 'birthday', 'phone', 'custom.size'],
      },
      followers,
    );
    expect(await everything(ctx, pair.ids)).not.toEqual(before);
    expect((await listMerges(ctx, { id: pair.winner })).map((merge) => merge.id)).toEqual([mergeId]);
    expect((await undoMerge(ctx, { mergeId }, followers)).kept).toEqual([]);
    expect(await everything(ctx, pair.ids)).toEqual(before);
    expect(await listMerges(ctx, { id: pair.winner })).toEqual([]);
    await expect(undoMerge(ctx, { mergeId }, followers)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is undone exactly whatever was chosen, whichever of the two stays, and whatever either said about mail', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const names = [
      'firstName',
      'lastName',
      'email',
      'phone',
      'company',
      'birthday',
      'ownerId',
      'custom.size',
    ];
    const said = fc.constantFrom('given' as const, 'withdrawn' as const, null);
    await fc.assert(
      fc.asyncProperty(fc.subarray(names), fc.boolean(), said, said, async (take, swap, first, second) => {
        const pair = await twoCustomers(ctx);
        if (first) await recordConsent(ctx, { recordId: pair.winner, state: first, text: 'Words.' });
        if (second) await recordConsent(ctx, { recordId: pair.loser, state: second, text: 'Words.' });
        const shown = await pair.versions();
        const asked = swap
          ? {
              winnerId: shown.loserId,
              winnerVersion: shown.loserVersion,
              loserId: shown.winnerId,
              loserVersion: shown.winnerVersion,
            }
          : shown;
        const before = await everything(ctx, pair.ids);
        const { mergeId } = await mergeRecords(ctx, { ...asked, take }, followers);
        expect((await undoMerge(ctx, { mergeId }, followers)).kept).toEqual([]);
        expect(await everything(ctx, pair.ids)).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });

  it('is undone but for what somebody changed since, which is named', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const pair = await twoCustomers(ctx);
    const { mergeId } = await mergeRecords(
      ctx,
      { ...(await pair.versions()), take: ['firstName', 'company'] },
      followers,
    );
    const { version } = await getRecord(ctx, { id: pair.winner });
    await updateRecord(ctx, { id: pair.winner, version, company: 'Changed since', city: 'Leeds' });
    await ctx.db.prisma.listItem.updateMany({
      where: { listId: pair.lists.onlyLoser, recordId: pair.ids[0] ?? 0n },
      data: { removedAt: new Date() },
    });
    const undone = await undoMerge(ctx, { mergeId }, followers);
    expect(undone.kept).toHaveLength(2);
    expect(undone.kept).toEqual(expect.arrayContaining(['Company', expect.stringContaining('the place in')]));
    expect((await getRecord(ctx, { id: pair.winner })).values).toMatchObject({
      firstName: 'Mira',
      company: 'Changed since',
      city: 'Leeds',
    });
    expect((await getRecord(ctx, { id: pair.loser })).values).toMatchObject({
      firstName: 'Mirabel',
      company: 'Northwind',
    });
  });

  it('never brings anyone back: a withdrawal outlives the merge and its undoing, on both records', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const pair = await twoCustomers(ctx);
    await recordConsent(ctx, { recordId: pair.loser, state: 'withdrawn' });
    await recordConsent(ctx, { recordId: pair.winner, state: 'given', text: 'Later, on another address.' });
    const first = await mergeRecords(ctx, { ...(await pair.versions()), take: [] }, followers);
    expect((await getRecord(ctx, { id: pair.winner })).consent).toBe('withdrawn');
    await undoMerge(ctx, first, followers);
    expect([
      (await getRecord(ctx, { id: pair.winner })).consent,
      (await getRecord(ctx, { id: pair.loser })).consent,
    ]).toEqual(['given', 'withdrawn']);

    const other = await twoCustomers(ctx);
    const second = await mergeRecords(ctx, { ...(await other.versions()), take: [] }, followers);
    await recordConsent(ctx, { recordId: other.winner, state: 'withdrawn' });
    expect((await undoMerge(ctx, second, followers)).kept).toEqual(['Marketing consent']);
    expect([
      (await getRecord(ctx, { id: other.winner })).consent,
      (await getRecord(ctx, { id: other.loser })).consent,
    ]).toEqual(['withdrawn', 'withdrawn']);
  });

  it('is refused for a record that changed since it was shown, for itself, across entities, by a viewer, and undone for 30 days only', async () => {
    let now = new Date();
    const ctx = await testContext({ role: 'marketer', now: () => now });
    const pair = await twoCustomers(ctx);
    const versions = await pair.versions();
    await expect(
      mergeRecords(ctx, { ...versions, winnerVersion: versions.winnerVersion - 1, take: [] }, followers),
    ).rejects.toMatchObject({ code: 'stale' });
    await expect(
      mergeRecords(ctx, { ...versions, loserId: versions.winnerId, take: [] }, followers),
    ).rejects.toThrow(/itself/);
    await expect(mergeRecords(ctx, { ...versions, take: ['custom.gone'] }, followers)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const [lead] = await createRecords(ctx.db.prisma, 1, { entity: 'lead' });
    await expect(
      mergeRecords(ctx, { ...versions, loserId: id(lead), take: [] }, followers),
    ).rejects.toMatchObject({ code: 'not_found' });
    const viewer = await testContext({ role: 'viewer' });
    await expect(mergeRecords(viewer, { ...versions, take: [] }, followers)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { mergeId } = await mergeRecords(ctx, { ...versions, take: [] }, followers);
    now = new Date(now.getTime() + 31 * 86_400_000);
    await expect(undoMerge(ctx, { mergeId }, followers)).rejects.toMatchObject({ code: 'conflict' });
    expect(await listMerges(ctx, { id: pair.winner })).toEqual([]);
  });

  it('suggests records with the same address, and finds others by a search', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [one, twin] = await createRecords(ctx.db.prisma, 2, {
      email: 'Twin@Example.com',
      firstName: 'Twin',
    });
    const [other] = await createRecords(ctx.db.prisma, 1, { firstName: 'Someoneelse' });
    expect(await findMergeCandidates(ctx, { id: id(one) })).toMatchObject([
      { id: id(twin), same: 'address' },
    ]);
    expect(await findMergeCandidates(ctx, { id: id(one), q: 'someoneelse' })).toMatchObject([
      { id: id(other), same: null },
    ]);
  });

  it('suggests records with the same number however it is written, and with the same names, behind those with the same address', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const named = { firstName: 'Perpetua', lastName: 'Quist' };
    const [one] = await createRecords(ctx.db.prisma, 1, {
      ...named,
      email: 'pq@example.com',
      mobile: '+33 1 23 45 67 89',
      mobileE164: '+33123456789',
    });
    const [name] = await createRecords(ctx.db.prisma, 1, {
      firstName: 'PERPETUA',
      lastName: 'quist',
      email: 'other@example.com',
    });
    const [phone] = await createRecords(ctx.db.prisma, 1, {
      email: null,
      phone: '0123456789',
      phoneE164: '+33123456789',
    });
    const [address] = await createRecords(ctx.db.prisma, 1, { email: 'PQ@example.com' });
    await createRecords(ctx.db.prisma, 1, { entity: 'lead', ...named });
    const found = await findMergeCandidates(ctx, { id: id(one) });
    expect(found.map((each) => [each.id, each.same])).toEqual([
      [id(address), 'address'],
      [id(phone), 'phone'],
      [id(name), 'name'],
    ]);
    const [alone] = await createRecords(ctx.db.prisma, 1, {
      email: null,
      firstName: 'Single',
      lastName: null,
    });
    expect(await findMergeCandidates(ctx, { id: id(alone) })).toEqual([]);
  });
});
