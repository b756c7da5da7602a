import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createFilterWorld,
  days,
  emails,
  now,
  tagNames,
  urls,
  words,
  zones,
  type FilterWorldSeeded,
} from '@/prisma/seed/filter-world';
import { condition, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { propertySeed } from '@/prisma/test-property-seed';
import { readCatalogue, recordSource } from '@/lib/crm';
import { Prisma } from '@/lib/db';
import { compileFilter, compileForEveryone, livingRecords } from './compile-filter';
import { countFilter } from '@/lib/marketing-lists/evaluation/count-filter';
import type { FilterCondition, FilterGroup, FilterRule } from './filter-definition';
import { filterSources, type FilterSource } from './filter-fields';
import { matches } from './filter-model';
import { operatorsByType, spanUnits, type ValueKind } from './filter-operators';
import { readFilter } from './read-filter';

/** Own fields that the little world fills; the others are as empty there as anywhere. */
const askable = new Set([
  'city',
  'email',
  'birthday',
  'createdAt',
  'consentState',
  'consentAt',
  'ownerId',
  'tags',
  'lists',
  'split',
  'orders',
  'carts',
  'orderCount',
  'lifetimeValue',
  'averageOrder',
  'lastOrderAt',
  'daysSinceLastOrder',
  'lastOpenAt',
  'openedCount',
  'custom.note',
  'custom.size',
  'custom.since',
  'custom.gold',
  'custom.level',
]);

const text = fc
  .oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 }))
  .filter((one) => one.trim() !== '' && !one.includes('\u0000'));
const amounts = [0, 0.5, 1, 2, 99.99, 100, -1];

function valueArb(
  kind: ValueKind,
  field: FilterSource,
  world: FilterWorldSeeded,
  whole: boolean,
): fc.Arbitrary<FilterCondition['value']> {
  const number = whole ? fc.nat(3) : fc.constantFrom(...amounts);
  const choices =
    { tags: tagNames, owner: world.owners, lists: world.lists }[field.type as 'tags' | 'owner' | 'lists'] ??
    field.choices?.map(({ value }) => value) ??
    [];
  switch (kind) {
    case 'none':
      return fc.constant(undefined);
    case 'text':
      return field.type === 'link'
        ? fc.constantFrom('sale', '%', '_', 'example', ...urls)
        : field.type === 'items'
          ? fc.oneof(fc.constantFrom('a-1', '%', '_', 'b'), text)
          : field.name === 'email'
            ? fc.oneof(fc.constantFrom(...emails, 'example', 'ANN'), text)
            : text;
    case 'texts':
      return fc.array(field.name === 'email' ? fc.oneof(fc.constantFrom(...emails), text) : text, {
        minLength: 1,
        maxLength: 4,
      });
    case 'number':
      return number;
    case 'range':
      return fc.tuple(number, number);
    case 'date':
      return fc.constantFrom(...days);
    case 'dates':
      return fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)).map((both) => [...both]);
    case 'span':
      return fc.constantFrom(1, 2, 30, 400);
    case 'days':
      return fc.constantFrom(0, 1, 7, 45, 365);
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1 });
    case 'part':
      return fc
        .integer({ min: 2, max: 5 })
        .chain((parts) => fc.tuple(fc.integer({ min: 1, max: parts }), fc.constant(parts)));
    case 'yesno':
      return fc.boolean();
  }
}

/** Any condition that the builder can make over these fields. */
function conditionArb(
  fields: readonly FilterSource[],
  world: FilterWorldSeeded,
): fc.Arbitrary<FilterCondition> {
  return fc.constantFrom(...fields).chain((field) =>
    fc.constantFrom(...operatorsByType[field.type]).chain((operator) => {
      const whole = field.about === 'campaign' || operator.name.startsWith('count_');
      const scope =
        field.about !== 'campaign'
          ? fc.constant({})
          : fc.oneof(
              fc.constant({}),
              fc.constantFrom(...world.campaigns).map((campaignId) => ({ campaignId })),
              fc
                .constantFrom(...world.marketingCampaigns)
                .map((marketingCampaignId) => ({ marketingCampaignId })),
              fc.constantFrom(1, 2, 5).map((lastCampaigns) => ({ lastCampaigns })),
            );
      const inner = field.inner
        ? fc.option(groupArb(conditionArb(field.inner, world), 1), { nil: undefined })
        : fc.constant(undefined);
      return fc
        .record({
          kind: fc.constant('condition' as const),
          field: fc.constant(field.name),
          operator: fc.constant(operator.name),
          value: valueArb(operator.value, field, world, whole),
          not: fc.boolean(),
          unit: operator.value === 'span' ? fc.constantFrom(...spanUnits) : fc.constant(undefined),
          currency: field.money
            ? fc.option(fc.constantFrom('EUR', 'USD', 'JPY'), { nil: undefined })
            : fc.constant(undefined),
          lastDays: field.canLimitDays
            ? fc.option(fc.constantFrom(1, 30, 400), { nil: undefined })
            : fc.constant(undefined),
          salt: field.type === 'split' ? fc.constantFrom(undefined, 'a', 'b') : fc.constant(undefined),
          where: inner,
          scope,
        })
        .map(({ scope: campaigns, ...rest }) => ({ ...rest, ...campaigns }));
    }),
  );
}

const groupArb = (one: fc.Arbitrary<FilterCondition>, maxDepth: number): fc.Arbitrary<FilterGroup> =>
  fc.letrec<{ group: FilterGroup; rule: FilterRule }>((tie) => ({
    group: fc.record({
      kind: fc.constant('group' as const),
      combinator: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
      rules: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
    }),
    rule: fc.oneof({ maxDepth, withCrossShrink: true }, one, tie('group')),
  })).group;

/** The first quarter of an hour at which the zone's clocks show the day: found by looking at them. */
const startsIn = (zone: string): ((day: string) => Date) => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const known = new Map<string, Date>();
  return (day) => {
    let at = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000;
    while (!known.has(day) && clock.format(at) < day) at += 900_000;
    known.set(day, known.get(day) ?? new Date(at));
    return known.get(day) ?? now;
  };
};

it.each(
  [1, 2, 3, 4, 5, propertySeed].map((seed, n) => [seed, ...(zones[n % zones.length] ?? zones[0])] as const),
)(
  'asks the database exactly what the plainest reading of a filter says, whatever the filter and the records (seed %i, %s)',
  async (seed, zone, today) => {
    const ctx = await testContext({ now: () => now });
    const world = await createFilterWorld(ctx, seed, zone);
    const zoneStart = startsIn(zone);
    const fields = filterSources(await readCatalogue(ctx.db.prisma, 'customer'), ctx.now(), null).filter(
      (field) => field.about === 'campaign' || askable.has(field.name),
    );
    expect(
      fields
        .filter(({ about }) => about === 'record')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...askable].sort());
    const found = async (where: Prisma.Sql): Promise<string[]> =>
      (
        await ctx.db.prisma.$queryRaw<{ id: bigint }[]>(
          Prisma.sql`SELECT r.id FROM ${recordSource} WHERE ${where} ORDER BY r.id`,
        )
      ).map(({ id }) => String(id));
    await fc.assert(
      fc.asyncProperty(groupArb(conditionArb(fields, world), 2), async (root) => {
        const filter = await readFilter(ctx, 'customer', { version: 1, root }, { everyList: true });
        if (!filter.ok) throw new Error(JSON.stringify(filter.problems));
        const expected = world.people
          .filter((person) => matches(filter.root, person, { ...world, zoneStart, today }))
          .map(({ id }) => id);
        expect(await found(filter.where)).toEqual(expected);
        expect(
          await found(
            Prisma.sql`${livingRecords('customer')} AND ${compileForEveryone(filter.root, filter.frame, 'customer').sql}`,
          ),
        ).toEqual(expected);
        const judged = await ctx.db.prisma.$queryRaw<{ yes: bigint; nulls: bigint }[]>(Prisma.sql`
        SELECT count(*) FILTER (WHERE holds) AS yes, count(*) FILTER (WHERE holds IS NULL) AS nulls FROM (SELECT ${compileFilter(filter.root, filter.frame)} AS holds FROM ${recordSource}) j`);
        expect(judged[0]).toEqual({ yes: BigInt(expected.length), nulls: 0n });
      }),
      { numRuns: 150, seed },
    );
  },
);

const hostile = [
  "'",
  '"',
  ';',
  '--',
  '$$',
  '\\',
  ')) OR 1=1',
  "a'||pg_sleep(5)||'",
  '$.**',
  'field": "x',
  '$1',
  '%',
  '_',
  "E'\\''",
  '{}',
  '[object Object]',
  '(a+)+$',
];

it('reads hostile texts as plain texts: only a record that holds one is found by it', async () => {
  const ctx = await testContext();
  await ctx.db.prisma.crmRecord.deleteMany({ where: {} });
  for (const city of hostile) await createPerson(ctx.db.prisma, { city });
  for (const value of hostile) {
    for (const operator of ['is', 'contains', 'begins_with', 'ends_with', 'one_of']) {
      const filter = filterOf(condition('city', operator, operator === 'one_of' ? [value] : value));
      const { count } = await countFilter(ctx, { entity: 'contact', filter, exact: true });
      const holds = (city: string): boolean =>
        operator === 'contains'
          ? city.includes(value)
          : operator === 'begins_with'
            ? city.startsWith(value)
            : operator === 'ends_with'
              ? city.endsWith(value)
              : city === value;
      expect([value, operator, count]).toEqual([value, operator, hostile.filter(holds).length]);
    }
  }
});

it('takes names only from the catalogue: a hostile field or operator is a problem of its condition, never SQL', async () => {
  const ctx = await testContext();
  for (const name of [...hostile, '__proto__', 'constructor', 'toString', 'city"; DROP TABLE users; --']) {
    const asField = await countFilter(ctx, {
      entity: 'contact',
      filter: filterOf(condition(name, 'is', 'x')),
    });
    const asOperator = await countFilter(ctx, {
      entity: 'contact',
      filter: filterOf(condition('city', name, 'x')),
    });
    expect(asField).toMatchObject({ count: null, problems: [{ path: [0] }] });
    expect(asOperator).toMatchObject({ count: null, problems: [{ path: [0] }] });
  }
});

it('finds a deleted campaign at its condition and counts nobody', async () => {
  const ctx = await testContext();
  const filter = filterOf(
    condition('city', 'is', 'Berlin'),
    condition('campaign.opens', 'eq', 1, { campaignId: '999999999' }),
  );
  const answer = await countFilter(ctx, { entity: 'contact', filter });
  expect(answer.count).toBeNull();
  expect(answer.problems).toMatchObject([{ path: [1], message: expect.stringContaining('deleted') }]);
});
