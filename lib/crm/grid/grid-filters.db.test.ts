import { describe, expect, it } from 'vitest';

import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  createCustomField,
  deleteCustomField,
  exportRecords,
  listRecords,
  previewBulk,
  readGrid,
  upsertOrders,
} from '../index';

type Ctx = Awaited<ReturnType<typeof testContext>>;
const entity = 'customer';
type World = { size: string; large: string; small: string };
let made: Promise<World> | undefined;

/** Ada: an order, large, 44.5, member. Bo: no order, not a member. Cy: nothing but a name. */
async function makeWorld(ctx: Ctx): Promise<World> {
  const {
    key: size,
    choices: [large, small],
  } = await createCustomField(ctx, {
    entity,
    label: 'Size',
    type: 'choice',
    choices: [{ label: 'Large' }, { label: 'Small' }],
  });
  for (const [label, type] of [
    ['Shoe', 'number'],
    ['Met on', 'date'],
    ['Member', 'yesno'],
    ['Note', 'text'],
  ] as const)
    await createCustomField(ctx, { entity, label, type, choices: [] });
  // The same key in another entity, of another type: its values must never be read as numbers.
  await createCustomField(ctx, { entity: 'lead', label: 'Shoe', type: 'text', choices: [] });
  await createRecords(ctx.db.prisma, 2, { entity: 'lead', custom: { shoe: 'two left ones' } });
  const [ada] = await createRecords(ctx.db.prisma, 3, (n) => ({
    entity,
    firstName: ['Ada', 'Bo', 'Cy'][n],
    lastName: null,
    country: ['DE', 'SE', 'Narnia'][n],
    language: [null, 'de-AT', 'en'][n],
    createdAt: new Date(['2026-03-28T23:30:00Z', '2026-03-29T22:59:59Z', '2026-03-29T23:00:00Z'][n] ?? ''),
    custom: [
      { [size]: large?.value, shoe: 44.5, met_on: '2026-03-29', member: true, note: '50 % off_now' },
      { [size]: small?.value, member: false, met_on: '2026-03-30' },
      {},
    ][n],
  }));
  await upsertOrders(ctx, [
    {
      externalId: 'f-1',
      customer: { id: String(ada?.id) },
      status: 'completed',
      currency: 'EUR',
      total: 500,
      placedAt: '2026-03-29T22:30:00Z',
    },
  ]);
  return { size, large: large?.value ?? '', small: small?.value ?? '' };
}

async function world(): Promise<World & { ctx: Ctx }> {
  const ctx = await testContext({ role: 'admin' });
  made ??= makeWorld(ctx);
  return { ctx, ...(await made) };
}

async function found(ctx: Ctx, params: Record<string, string>): Promise<string[]> {
  const { query, lost } = await readGrid(ctx, { entity, params });
  expect(lost).toEqual([]);
  const { rows, total } = await listRecords(ctx, { entity, query });
  expect(total).toEqual({ value: rows.length, kind: 'exact' });
  expect(
    await previewBulk(ctx, {
      entity,
      choice: { kind: 'matching', query: new URLSearchParams(params).toString() },
    }),
  ).toEqual({ count: rows.length, over: false });
  return rows.map(({ name }) => name).sort();
}

describe('a grid is filtered', () => {
  it.each([
    ['a choice', { 'f.custom.size': 'any:LARGE' }, ['Ada']],
    ['any of two choices', { 'f.custom.size': 'any:LARGE,SMALL' }, ['Ada', 'Bo']],
    ['a number', { 'f.custom.shoe': 'gte:44.5' }, ['Ada']],
    ['a number between', { 'f.custom.shoe': 'between:1,44' }, []],
    ['yes', { 'f.custom.member': 'is:yes' }, ['Ada']],
    ['no, which is not the same as not known', { 'f.custom.member': 'is:no' }, ['Bo']],
    ['a day', { 'f.custom.met_on': 'between:2026-03-29,2026-03-29' }, ['Ada']],
    ['text in which % and _ mean themselves', { 'f.custom.note': 'contains:0 % OFF_' }, ['Ada']],
    ['text without a wildcard', { 'f.custom.note': 'contains:5%f' }, []],
  ])('by a custom field: %s', async (_, params: Record<string, string>, names) => {
    const { ctx, size, large, small } = await world();
    const read = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name.replace('custom.size', `custom.${size}`),
        value.replace('LARGE', large).replace('SMALL', small),
      ]),
    );
    expect(await found(ctx, read)).toEqual(names);
  });

  it.each([
    ['a count that someone reaches', { 'f.orderCount': 'gte:1' }, ['Ada']],
    ['a count of nothing, of whom nothing is kept too', { 'f.orderCount': 'eq:0' }, ['Bo', 'Cy']],
    ['at most', { 'f.orderCount': 'lte:1' }, ['Ada', 'Bo', 'Cy']],
    ['between 0 and 400', { 'f.lifetimeValue': 'between:0,400' }, ['Bo', 'Cy']],
    ['a sum', { 'f.lifetimeValue': 'gte:500' }, ['Ada']],
    ['an average that is empty', { 'f.averageOrder': 'lte:1000' }, ['Ada']],
    ['text', { 'f.orderCurrency': 'is:eur' }, ['Ada']],
  ])('by a computed field: %s', async (_, params: Record<string, string>, names) => {
    const { ctx } = await world();
    expect(await found(ctx, params)).toEqual(names);
  });

  it.each([
    ['its name', 'is:Germany', ['Ada']],
    ['its name in its own tongue', 'is:deutschland', ['Ada']],
    ['its code', 'is:de', ['Ada']],
    ['a part of its name', 'contains:wed', ['Bo']],
    ['what was never recognised', 'contains:narn', ['Cy']],
    ['no country', 'is:Atlantis', []],
  ])('by a country: %s', async (_, filter, names) => {
    const { ctx } = await world();
    expect(await found(ctx, { 'f.country': filter })).toEqual(names);
  });

  it('by a language, whatever its region', async () => {
    const { ctx } = await world();
    expect(await found(ctx, { 'f.language': 'is:German' })).toEqual(['Bo']);
    expect(await found(ctx, { 'f.language': 'contains:engl' })).toEqual(['Cy']);
  });

  it('by days of the account’s time zone, through the night the clocks change', async () => {
    const { ctx } = await world();
    expect(await found(ctx, { 'f.createdAt': 'between:2026-03-29,2026-03-29' })).toEqual(['Bo', 'Cy']);
    await ctx.db.prisma.integration.create({
      data: { name: 'Zone', username: 'z', timeZone: 'Europe/London' },
    });
    expect((await readGrid(ctx, { entity, params: {} })).zone).toBe('Europe/London');
    // London's 29 March 2026 began at 00:00 UTC and ended, an hour short, at 23:00 UTC.
    expect(await found(ctx, { 'f.createdAt': 'between:2026-03-29,2026-03-29' })).toEqual(['Bo']);
    expect(await found(ctx, { 'f.createdAt': 'between:,2026-03-28' })).toEqual(['Ada']);
    expect(await found(ctx, { 'f.createdAt': 'between:2026-03-30,' })).toEqual(['Cy']);
    expect(await found(ctx, { 'f.lastOrderAt': 'between:2026-03-29,2026-03-29' })).toEqual(['Ada']);
  });

  it('by nothing that is not there any more: the grid says what it left out, and nothing is done to more people than were meant', async () => {
    const { ctx } = await world();
    const gone = await createCustomField(ctx, { entity, label: 'Soon gone', type: 'text', choices: [] });
    const params = { [`f.custom.${gone.key}`]: 'is:x' };
    expect(await found(ctx, params)).toEqual([]);
    await deleteCustomField(ctx, { id: gone.id, version: gone.version, confirmation: gone.label });
    expect(
      (await readGrid(ctx, { entity, params: { ...params, 'f.orderCount': 'gte:many', q: 'a' } })).lost,
    ).toEqual([`custom.${gone.key}`, 'orderCount']);
    const choice = { kind: 'matching' as const, query: new URLSearchParams(params).toString() };
    await expect(previewBulk(ctx, { entity, choice })).rejects.toMatchObject({ code: 'conflict' });
    const file = exportRecords(ctx, {
      entity,
      choice,
      query: (await readGrid(ctx, { entity, params })).query,
    });
    await expect(file.next()).rejects.toMatchObject({ code: 'conflict' });
    const forged = {
      q: '',
      sort: { field: 'name' as const, direction: 'asc' as const },
      page: 1,
      size: 50,
      cursor: null,
    };
    for (const field of ['custom.gone', '"; DROP TABLE crm_records; --', 'deleted_at']) {
      const { rows } = await listRecords(ctx, {
        entity,
        query: { ...forged, filters: [{ field, type: 'text', op: 'is', value: 'x' }] },
      });
      expect(rows).toEqual([]);
    }
  });
});
