import { describe, expect, it } from 'vitest';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';

const emailOf = (world: ImportWorld, n: number): string => world.people[n]?.email ?? '';
const member = (world: ImportWorld, emailKey: string) =>
  world.ctx.db.prisma.bookMember.findUniqueOrThrow({
    where: { addressBookId_emailKey: { addressBookId: world.addressBookId, emailKey } },
  });
const known = (world: ImportWorld, emailKey: string) =>
  world.ctx.db.prisma.dotdigitalContact.findUniqueOrThrow({
    where: { integrationId_emailKey: { integrationId: world.integrationId, emailKey } },
  });

describe('people who want no mail', () => {
  it('of one book are unsubscribed in the list that feeds it, and out of the book', async () => {
    const world = await importWorld();
    await world.connect();
    await world.control(`/address-books/${world.bookId}/unsubscribe`, { email: emailOf(world, 3) });
    await world.run();
    expect(await world.marks()).toMatchObject([{ email: emailOf(world, 3), reason: 'Unsubscribed' }]);
    expect(await member(world, emailOf(world, 3))).toMatchObject({ present: false });
    expect((await member(world, emailOf(world, 3))).unsubscribedAt).not.toBeNull();
    expect(await known(world, emailOf(world, 3))).toMatchObject({ status: 'Subscribed' });
  });

  it('of the whole account are marked with Dotdigital’s word and date, in every list', async () => {
    const world = await importWorld();
    await world.connect();
    await world.control(`/contacts/${emailOf(world, 1)}/status`, { status: 'HardBounced' });
    await world.control(`/contacts/${emailOf(world, 2)}/status`, { status: 'Unsubscribed' });
    await world.run();
    const marks = await world.marks();
    expect(marks.map(({ email, reason }) => [email, reason])).toEqual(
      [
        [emailOf(world, 1), 'HardBounced'],
        [emailOf(world, 2), 'Unsubscribed'],
      ].sort(([a], [b]) => String(a).localeCompare(String(b))),
    );
    const { statusAt } = await known(world, emailOf(world, 1));
    expect(marks.find(({ reason }) => reason === 'HardBounced')?.at).toEqual(statusAt);
    expect(await member(world, emailOf(world, 2))).toMatchObject({ present: false });
  });

  it('suppressed before the first import ever are known and marked too', async () => {
    const world = await importWorld();
    await world.control(`/contacts/${emailOf(world, 5)}/status`, { status: 'IspComplained' });
    await world.connect();
    await world.run();
    expect(await world.marks()).toMatchObject([{ email: emailOf(world, 5), reason: 'IspComplained' }]);
  });

  it('who join a list later are marked then', async () => {
    const world = await importWorld();
    await world.connect();
    await world.control(`/contacts/${emailOf(world, 5)}/status`, { status: 'Unsubscribed' });
    await world.run();
    await world.ctx.db.prisma.listItem.updateMany({
      where: { listId: world.listId },
      data: { unsubscribedAt: null, unsubscribedReason: null },
    });
    await world.run();
    expect(await world.marks()).toHaveLength(1);
  });

  it('who come back to mail lose the mark, but not a removal by hand', async () => {
    const world = await importWorld();
    await world.connect();
    const email = emailOf(world, 4);
    await world.control(`/contacts/${email}/status`, { status: 'Unsubscribed' });
    await world.run();
    await world.ctx.db.prisma.listItem.updateMany({
      where: { listId: world.listId, unsubscribedAt: { not: null } },
      data: { removedAt: new Date() },
    });
    await world.advance('PT1H');
    await world.control(`/contacts/${email}/status`, { status: 'Subscribed' });
    await world.control(`/address-books/${world.bookId}/members`, { add: [email] });
    await world.run();
    expect(await world.marks()).toEqual([]);
    expect(await known(world, email)).toMatchObject({ status: 'Subscribed' });
    expect(await member(world, email)).toMatchObject({ present: true });
    expect(
      await world.ctx.db.prisma.listItem.count({ where: { listId: world.listId, removedAt: { not: null } } }),
    ).toBe(1);
    await world.run();
    expect(await world.marks()).toEqual([]);
  });

  it('by a campaign’s own link are marked, and its page counts them', async () => {
    const world = await importWorld({ people: 40 });
    await world.connect();
    const id = await world.send();
    await world.control(`/campaigns/${id}/events`, {
      events: [{ kind: 'unsubscribe', contact: emailOf(world, 0) }],
    });
    await world.advance('P2D');
    await world.run();
    expect((await world.marks()).map(({ email }) => email)).toContain(emailOf(world, 0));
    const campaign = await world.campaign(id);
    expect(campaign.totals?.unsubscribedCount).toBeGreaterThan(0);
    expect(campaign.totals?.unsubscribedCount).toBe(
      (campaign.summary?.numbers as { unsubscribed: number }).unsubscribed,
    );
  });

  it('keep their own wish recorded here', async () => {
    const world = await importWorld();
    await world.connect();
    const record = await world.ctx.db.prisma.crmRecord.findFirstOrThrow({
      where: { emailKey: emailOf(world, 6) },
      orderBy: { id: 'desc' },
    });
    await world.ctx.db.prisma.listItem.updateMany({
      where: { listId: world.listId, recordId: record.id },
      data: { unsubscribedAt: new Date(), unsubscribedReason: 'person' },
    });
    await world.control(`/contacts/${emailOf(world, 6)}/status`, { status: 'Unsubscribed' });
    await world.run();
    await world.advance('PT1H');
    await world.control(`/contacts/${emailOf(world, 6)}/status`, { status: 'Subscribed' });
    await world.control(`/address-books/${world.bookId}/members`, { add: [emailOf(world, 6)] });
    await world.run();
    expect(await world.marks()).toMatchObject([{ reason: 'person' }]);
  });
});

describe('people taken out of a book at Dotdigital', () => {
  it('are no longer there after the next complete read', async () => {
    const world = await importWorld();
    await world.connect();
    await world.control(`/address-books/${world.bookId}/members`, { remove: [emailOf(world, 7)] });
    const tomorrow = { ...world.ctx, now: () => new Date(Date.now() + 25 * 3_600_000) };
    await world.run(tomorrow);
    expect(await member(world, emailOf(world, 7))).toMatchObject({ present: false });
    expect(await member(world, emailOf(world, 8))).toMatchObject({ present: true });
  });
});

describe('a wish told of an address whose person has another one here by now', () => {
  it('goes with the person, once, and is no wish where the address alone was the trouble', async () => {
    const world = await importWorld();
    await world.connect();
    await world.run();
    const { prisma } = world.ctx.db;
    for (const n of [1, 2]) {
      await prisma.crmRecord.updateMany({
        where: { emailKey: emailOf(world, n) },
        data: { email: `moved-${emailOf(world, n)}`, emailKey: `moved-${emailOf(world, n)}` },
      });
    }
    await world.control(`/contacts/${emailOf(world, 1)}/status`, { status: 'Unsubscribed' });
    await world.control(`/contacts/${emailOf(world, 2)}/status`, { status: 'HardBounced' });
    await world.run();
    expect(await world.marks()).toMatchObject([
      { email: `moved-${emailOf(world, 1)}`, reason: 'Unsubscribed' },
    ]);
    await prisma.listItem.updateMany({
      where: { listId: world.listId },
      data: { unsubscribedAt: null, unsubscribedReason: null },
    });
    await world.run();
    expect(await world.marks()).toEqual([]);
  });
});
