import { describe, expect, it } from 'vitest';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';

const presentCount = (world: ImportWorld) =>
  world.ctx.db.prisma.bookMember.count({
    where: { addressBook: { integrationId: world.integrationId, dotdigitalId: world.bookId }, present: true },
  });
const bookOf = (world: ImportWorld) =>
  world.ctx.db.prisma.addressBook.findUniqueOrThrow({
    where: { integrationId_dotdigitalId: { integrationId: world.integrationId, dotdigitalId: world.bookId } },
  });
const tomorrow = (world: ImportWorld) => ({ ...world.ctx, now: () => new Date(Date.now() + 25 * 3_600_000) });
const emptyAnswer = { kind: 'status', args: { status: 200, body: [] } };
const always = (kind: string, route = '/v2/*', args: object = {}) => ({ route, kind, args });

describe('pages that shift while they are read', () => {
  it.each([1, 100, 101, 1001])('by %i rows that vanish before the border lose nobody', async (count) => {
    const world = await importWorld({ people: 2_300 });
    await world.faults({
      route: '/v2/address-books/{id}/contacts',
      nth: 2,
      kind: 'page-shift',
      args: { count, deleted: true },
    });
    await world.run();
    expect(await presentCount(world)).toBe(2_300);
  });

  it.each([100, 1001])('by %i rows that come again count nobody twice', async (count) => {
    const world = await importWorld({ people: 2_300 });
    await world.faults({
      route: '/v2/address-books/{id}/contacts',
      nth: 2,
      kind: 'page-shift',
      args: { count },
    });
    await world.run();
    // The very same page twice looks like a service that ignores `skip`: the next pass reads on.
    await world.run();
    expect(await presentCount(world)).toBe(2_300);
  });

  it('or end early once are read to the end', async () => {
    const world = await importWorld({ people: 2_300 });
    await world.faults({ route: '/v2/address-books/{id}/contacts', nth: 2, kind: 'empty-list' });
    await world.run();
    expect(await presentCount(world)).toBe(2_300);
  });

  it('or are cut short are read to the end', async () => {
    const world = await importWorld({ people: 2_300 });
    await world.faults({
      route: '/v2/address-books/{id}/contacts',
      nth: 1,
      kind: 'short-page',
      args: { share: 0.03 },
    });
    await world.run();
    expect(await presentCount(world)).toBe(2_300);
  });

  it('of a campaign’s recipients lose nobody and count nobody twice', async () => {
    const world = await importWorld({ people: 2_300 });
    await world.connect();
    const id = await world.send();
    await world.advance('PT2H');
    await world.faults(
      {
        route: '/v2/campaigns/{campaignId}/activities',
        nth: 2,
        kind: 'page-shift',
        args: { count: 150, deleted: true },
      },
      { route: '/v2/campaigns/{campaignId}/opens', nth: 1, kind: 'duplicate-rows', args: { count: 10 } },
    );
    await world.run();
    const { truth, stored } = await world.compare(id);
    expect(stored).toEqual(truth);
  });
});

describe('an answer that is empty once', () => {
  it('marks no book as gone', async () => {
    const world = await importWorld();
    await world.run();
    await world.faults({ route: '/v2/address-books', nth: 1, ...emptyAnswer });
    await world.run();
    expect(await bookOf(world)).toMatchObject({ goneAt: null });
  });

  it('empties no book', async () => {
    const world = await importWorld();
    await world.run();
    await world.faults({ route: '/v2/address-books/{id}/contacts', nth: 1, kind: 'empty-list' });
    await world.run(tomorrow(world));
    expect(await presentCount(world)).toBe(25);
  });

  it('marks no campaign as gone', async () => {
    const world = await importWorld();
    await world.connect();
    const id = await world.send();
    await world.run();
    await world.faults({ route: '/v2/address-books/{id}/campaigns', nth: 1, kind: 'empty-list' });
    await world.run();
    expect((await world.campaign(id)).goneAt).toBeNull();
  });

  it('but one that stays empty is believed, with the date, and undone when it is back', async () => {
    const world = await importWorld();
    await world.run();
    await world.faults({ route: '/v2/address-books', ...emptyAnswer });
    await world.run();
    expect((await bookOf(world)).goneAt).not.toBeNull();
    await world.calmDown();
    await world.run();
    expect((await bookOf(world)).goneAt).toBeNull();
    expect(await presentCount(world)).toBe(25);
  });
});

describe('when Dotdigital fails', () => {
  it.each([
    ['unauthorized', 'credentials', /username or password/],
    ['html', 'invalid_answer', /not Dotdigital/],
    ['server-error', 'server', /error of its own/],
    ['torn-json', 'invalid_answer', /cut off/],
  ])('with %s, the run says what happened and the next one heals', async (kind, code, words) => {
    const world = await importWorld();
    await world.run();
    await world.faults(always(kind));
    await world.run();
    const run = await world.lastRun();
    expect(run).toMatchObject({ state: 'failed', errorCode: code });
    expect(run.errorMessage).toMatch(words);
    const failing = await world.ctx.db.prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    expect(failing.failingSince).not.toBeNull();
    expect(failing.nextImportAt?.getTime()).toBeGreaterThan(Date.now());
    await world.calmDown();
    await world.run();
    expect(await world.lastRun()).toMatchObject({ state: 'finished', errorMessage: null });
    const healed = await world.ctx.db.prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    expect(healed).toMatchObject({ failingSince: null, healthCode: null });
    expect(
      await world.ctx.db.prisma.importCursor.count({
        where: { integrationId: world.integrationId, failingSince: { not: null } },
      }),
    ).toBe(0);
  });

  it('with wrong credentials, it is asked no more than once a pass', async () => {
    const world = await importWorld();
    await world.run();
    await world.faults(always('unauthorized'));
    await world.clearRequests();
    await world.run();
    expect((await world.requests()).filter(({ path }) => path.startsWith('/v2'))).toHaveLength(1);
  });

  it('with a used-up allowance, the next pass waits until it resets', async () => {
    const world = await importWorld();
    await world.run();
    await world.faults(always('too-many-requests', '/v2/*', { retryAfter: 1_800 }));
    await world.run();
    expect(await world.lastRun()).toMatchObject({ state: 'failed', errorCode: 'rate_limited' });
    const { nextImportAt } = await world.ctx.db.prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    expect((nextImportAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(25 * 60_000);
  });

  it('for one thing only, everything else is still read', async () => {
    const world = await importWorld();
    await world.connect();
    const id = await world.send();
    await world.advance('PT2H');
    await world.faults(always('server-error', '/v2/campaigns/{campaignId}/opens'));
    await world.run();
    const run = await world.lastRun();
    expect(run).toMatchObject({ state: 'failed', errorCode: 'server' });
    const phases = run.phases as { key: string; state: string }[];
    expect(phases.find(({ key }) => key === 'opens')?.state).toBe('failed');
    expect(phases.find(({ key }) => key === 'clicks')?.state).toBe('done');
    const { truth, stored } = await world.compare(id).catch(() => ({ truth: null, stored: null }));
    expect(truth).toBeNull();
    expect(stored).toBeNull();
    await world.calmDown();
    await world.run();
    const after = await world.compare(id);
    expect(after.stored).toEqual(after.truth);
  });

  it('with odd rows, they are set aside and the page goes on', async () => {
    const world = await importWorld();
    await world.faults({
      route: '/v2/address-books/{id}/contacts',
      nth: 1,
      kind: 'odd-values',
      args: { row: 2, set: { id: 'no id' } },
    });
    await world.run();
    expect(await world.lastRun()).toMatchObject({ state: 'finished', counts: { setAside: 1 } });
    expect(await presentCount(world)).toBe(24);
  });
});

describe('a cursor that is wrong', () => {
  it.each([['2999-12-31T00:00:00Z'], ['0001-01-02T00:00:00Z']])('at %s heals', async (since) => {
    const world = await importWorld({ people: 30 });
    await world.connect();
    const id = await world.send();
    await world.run();
    await world.advance('PT3H');
    await world.ctx.db.prisma.importCursor.updateMany({
      where: { integrationId: world.integrationId },
      data: { since: new Date(since) },
    });
    await world.run();
    const { truth, stored } = await world.compare(id);
    expect(stored).toEqual(truth);
  });

  it('of a shape nobody knows reads from the beginning', async () => {
    const world = await importWorld({ people: 30 });
    await world.connect();
    const id = await world.send();
    await world.run();
    await world.advance('PT3H');
    await world.ctx.db.prisma.importCursor.updateMany({
      where: { integrationId: world.integrationId },
      data: { position: { skip: 'far' } },
    });
    await world.run();
    const { truth, stored } = await world.compare(id);
    expect(stored).toEqual(truth);
  });

  it('a little ahead, because Dotdigital’s clock went back, misses nothing', async () => {
    const world = await importWorld({ people: 30 });
    await world.connect();
    const id = await world.send();
    await world.advance('PT3H');
    await world.run();
    await world.control('/clock', { advance: '-PT1H' });
    await world.control(`/campaigns/${id}/events`, {
      events: [
        { kind: 'open', contact: world.people[0]?.email },
        { kind: 'click', contact: world.people[1]?.email },
      ],
    });
    await world.run();
    const { truth, stored } = await world.compare(id);
    expect(stored).toEqual(truth);
  });
});
