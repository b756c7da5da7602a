import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { connectList, condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import type { CrmEntity } from '@/lib/crm/schemas';
import { cloneMarketingList } from '../lists/clone-marketing-list';
import { getMarketingList } from '../lists/get-marketing-list';
import { readListFormOptions } from '../lists/list-form-options';
import { countFilter } from './count-filter';
import { evaluateList } from './evaluate-list';
import { findDueLists, refreshList } from './refresh-list';

const now = new Date('2026-11-03T12:00:00Z');
const entity: CrmEntity = 'contact';
/** New York left summer time on Sunday 1 November 2026: that day began at 04:00 UTC and ended at 05:00 the next. London's was over. */
const moments = {
  'last of October, in New York alone': '2026-11-01T03:59:00Z',
  'first of November everywhere': '2026-11-01T04:00:00Z',
  'first of November, in New York alone': '2026-11-02T04:59:00Z',
  'second of November': '2026-11-02T05:00:00Z',
};
const [early, both, late] = Object.keys(moments);
const filter = filterOf(condition('createdAt', 'on', '2026-11-01'));

async function world() {
  const ctx = await testContext({ now: () => now });
  const tx = ctx.db.prisma;
  await tx.$executeRaw`TRUNCATE crm_records, marketing_lists, integrations CASCADE`;
  for (const [city, createdAt] of Object.entries(moments))
    await createPerson(tx, { city, createdAt: new Date(createdAt) });
  const account = async (timeZone: string | null): Promise<bigint> =>
    (await tx.integration.create({ data: { name: `${timeZone} ${randomUUID()}`, username: 'x', timeZone } }))
      .id;
  const london = await account('Europe/London');
  const newYork = await account('America/New_York');
  const listId = await createList(tx, { filter, entity });
  const people = async (id = listId): Promise<string[]> =>
    (
      await tx.$queryRaw<{ city: string }[]>`
      SELECT r.city FROM list_items i JOIN crm_records r ON r.id = i.record_id WHERE i.list_id = ${id} AND i.in_filter ORDER BY r.id`
    ).map(({ city }) => city);
  const connect = (integrationId: bigint) => connectList(tx, listId, integrationId);
  return {
    ctx,
    tx,
    account,
    london,
    newYork,
    listId,
    people,
    connect,
    view: () => getMarketingList(ctx, String(listId)),
  };
}

describe('a list counts its days', () => {
  it('where the installation is while it feeds nobody, and says so', async () => {
    const { ctx, listId, people, view } = await world();
    await evaluateList(ctx, listId);
    expect(await people()).toEqual([early, both]);
    expect(await view()).toMatchObject({
      timeZone: 'Europe/London',
      timeZoneSource: { kind: 'installation' },
    });
  });

  it('in the account that it feeds, not in the first one; moved to another it is due at once and says why people came and went', async () => {
    const { ctx, tx, london, newYork, listId, people, connect, view } = await world();
    const { connectionId } = await connect(newYork);
    await evaluateList(ctx, listId);
    expect(await people()).toEqual([both, late]);
    expect(await view()).toMatchObject({
      timeZone: 'America/New_York',
      timeZoneSource: { kind: 'account', name: expect.stringContaining('New_York') },
      evaluatedInZone: null,
    });
    expect(await findDueLists(ctx)).toEqual([]);

    await tx.connection.update({ where: { id: connectionId }, data: { state: 'disconnected' } });
    await connect(london);
    expect(await view()).toMatchObject({ timeZone: 'Europe/London', evaluatedInZone: 'America/New_York' });
    expect(await findDueLists(ctx)).toEqual([listId]);
    await refreshList({ ...ctx, signal: new AbortController().signal }, listId);
    expect(await people()).toEqual([early, both]);
    expect(await findDueLists(ctx)).toEqual([]);
    const events = await tx.listEvent.findMany({
      where: { listId, cause: 'time zone changed' },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ kind }) => kind).sort()).toEqual(['joined', 'left']);
  });

  it('of several accounts in the one connected longest, passing over one that tells no zone or is gone', async () => {
    const { tx, account, london, newYork, connect, view } = await world();
    await connect(await account(null));
    await connect(newYork);
    await connect(london);
    expect((await view()).timeZone).toBe('America/New_York');
    await tx.integration.update({ where: { id: newYork }, data: { deletedAt: now } });
    expect((await view()).timeZone).toBe('Europe/London');
  });

  it('where the list itself says, in its sentence, its count and its copy too', async () => {
    const { ctx, tx, newYork, listId, connect, people, view } = await world();
    await connect(newYork);
    await tx.marketingList.update({
      where: { id: listId },
      data: { timeZone: 'Pacific/Auckland', filter: filterOf(condition('createdAt', 'in_last', 3)) },
    });
    const list = await view();
    expect(list).toMatchObject({ timeZone: 'Pacific/Auckland', timeZoneSource: { kind: 'list' } });
    expect(list.sentence).toContain('(= since Sun 1 Nov 2026 00:00 Pacific/Auckland)');
    const asked = { entity, filter: list.filter, listId: list.id };
    expect((await countFilter(ctx, { ...asked, timeZone: null })).sentence).toContain(
      '00:00 America/New_York',
    );
    expect((await countFilter(ctx, { ...asked, timeZone: 'Asia/Tokyo' })).sentence).toContain(
      '00:00 Asia/Tokyo',
    );
    expect((await readListFormOptions(ctx, { entity, listId: list.id })).catalogue.timeZone).toBe(
      'America/New_York',
    );
    const copy = await cloneMarketingList(ctx, { id: list.id });
    expect(await getMarketingList(ctx, copy.id)).toMatchObject({
      timeZone: 'Pacific/Auckland',
      timeZoneSource: { kind: 'list' },
    });
    expect(await people(BigInt(copy.id))).toHaveLength(4);
  });

  it('and takes no zone that clocks don’t know', async () => {
    const { ctx, view } = await world();
    const { entity: of, filter: asked } = await view();
    for (const timeZone of ['Europe/Nowhere', '+02:00', "'; DROP TABLE users", '\u0000'])
      await expect(countFilter(ctx, { entity: of, filter: asked, timeZone })).rejects.toThrow();
  });
});
