import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { condition, createPerson, createSentCampaign, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '../context';
import { Prisma } from '../db';
import { emailKey } from '../email-key';
import { compileFilter } from './compile-filter';
import { countFilter } from './count-filter';
import type { FilterCondition, FilterGroup } from './filter-definition';
import { filterSources } from './filter-fields';
import { matches, type ModelPerson, type ModelRecipient } from './filter-model';
import { operatorsByType, type ValueKind } from './filter-operators';
import { resolveFilter } from './resolve-filter';

const zone = 'America/New_York';
const today = '2026-11-21';
const words = ['Berlin', 'berlin', 'BER', '100%', 'a_b', 'a\\b', "O'Brien", 'Łódź', 'łÓDŹ', '', ' x', '"; --', '$$', '\\', '%', '_', '日本', 'straße'];
const days = ['2026-11-21', '2026-11-20', '2026-10-22', '2026-03-08', '2026-11-01', '1990-02-28', '2000-02-29'];
const moments = ['2026-11-21T04:59:59.999Z', '2026-11-21T05:00:00Z', '2026-11-20T05:00:00Z', '2026-03-08T06:30:00Z', '2026-11-01T05:30:00Z', '2026-10-22T03:59:59Z'];
const emails = ['ann@example.com', 'bob@example.com', 'Cy@Example.com', 'dee@example.org', 'bob@example.com'];

const personArb = fc.record({
  email: fc.option(fc.constantFrom(...emails), { freq: 4 }),
  city: fc.option(fc.constantFrom(...words)),
  firstName: fc.option(fc.constantFrom(...words)),
  birthday: fc.option(fc.constantFrom(...days)),
  createdAt: fc.constantFrom(...moments),
  consentState: fc.constantFrom('unknown' as const, 'given' as const, 'withdrawn' as const),
});
const recipientArb = fc.record({
  email: fc.constantFrom(...emails), opens: fc.nat(3), clicks: fc.nat(2), unsubscribed: fc.boolean(), bounced: fc.boolean(),
});
const askable = ['city', 'firstName', 'email', 'birthday', 'createdAt', 'consentState'];
const fields = filterSources.filter((field) => field.about === 'campaign' || askable.includes(field.name));

const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })).filter((one) => one.trim() !== '' && !one.includes('\u0000'));
const valueArb = (kind: ValueKind, choices: readonly { value: string }[]): fc.Arbitrary<FilterCondition['value']> => {
  switch (kind) {
    case 'none': return fc.constant(undefined);
    case 'text': return text;
    case 'texts': return fc.array(text, { minLength: 1, maxLength: 4 });
    case 'number': return fc.nat(3);
    case 'range': return fc.tuple(fc.nat(3), fc.nat(3));
    case 'date': return fc.constantFrom(...days);
    case 'dates': return fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)).map((both) => [...both]);
    case 'part': return fc.constant([1, 2] as [number, number]);
    case 'span':
    case 'days': return fc.constantFrom(1, 30, 400);
    case 'choices': return fc.uniqueArray(fc.constantFrom(...choices.map(({ value }) => value)), { minLength: 1 });
    case 'yesno': return fc.boolean();
  }
};
const conditionArb = (campaigns: string[]): fc.Arbitrary<FilterCondition> =>
  fc.constantFrom(...fields).chain((field) =>
    fc.constantFrom(...operatorsByType[field.type]).chain((operator) =>
      fc.record({
        kind: fc.constant('condition' as const),
        field: fc.constant(field.name),
        operator: fc.constant(operator.name),
        value: valueArb(operator.value, field.choices ?? []),
        campaignId: field.about === 'campaign' ? fc.option(fc.constantFrom(...campaigns), { nil: undefined }) : fc.constant(undefined),
        not: fc.boolean(),
      }),
    ),
  );
const groupArb = (campaigns: string[]): fc.Arbitrary<FilterGroup> =>
  fc.letrec<{ group: FilterGroup; rule: FilterGroup | FilterCondition }>((tie) => ({
    group: fc.record({
      kind: fc.constant('group' as const),
      combinator: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
      rules: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
    }),
    rule: fc.oneof({ maxDepth: 3, withCrossShrink: true }, conditionArb(campaigns), tie('group')),
  })).group;

type Dataset = { people: Map<string, ModelPerson>; recipients: ModelRecipient[]; campaigns: string[] };

async function makeDataset(ctx: FlowContext, seed: number): Promise<Dataset> {
  const [samples] = fc.sample(fc.tuple(fc.array(personArb, { minLength: 25, maxLength: 25 }), fc.array(fc.array(recipientArb, { maxLength: 4 }), { minLength: 2, maxLength: 2 })), { seed, numRuns: 1 });
  if (!samples) throw new Error('no sample');
  const tx = ctx.db.prisma;
  await tx.crmRecord.deleteMany({ where: {} });
  const people = new Map<string, ModelPerson>();
  for (const one of samples[0]) {
    const id = await createPerson(tx, {
      ...one, birthday: one.birthday === null ? null : new Date(`${one.birthday}T00:00:00Z`), createdAt: new Date(one.createdAt),
    });
    people.set(String(id), {
      emailKey: emailKey(one.email),
      fields: { ...one, birthday: one.birthday === null ? null : new Date(`${one.birthday}T00:00:00Z`), createdAt: new Date(one.createdAt) },
    });
  }
  const recipients: ModelRecipient[] = [];
  const campaigns: string[] = [];
  for (const rows of samples[1]) {
    const id = String(await createSentCampaign(tx, { recipients: rows }));
    campaigns.push(id);
    recipients.push(...rows.map((row) => ({ ...row, campaignId: id, emailKey: emailKey(row.email) ?? '' })));
  }
  return { people, recipients, campaigns };
}

it('asks the database exactly what the plainest reading of a filter says, whatever the filter and the records', async () => {
  const ctx = await testContext();
  for (const seed of [1, 2, 3, 4]) {
    const { people, recipients, campaigns } = await makeDataset(ctx, seed);
    const world = { recipients: recipients.filter((one) => campaigns.includes(one.campaignId)), today, zoneStart: (day: string) => {
      const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
      return new Date(new TZDate(y, m - 1, d, zone).getTime());
    } };
    const names = new Map(campaigns.map((id) => [id, 'X']));
    await ctx.db.prisma.campaignRecipient.deleteMany({ where: { campaignId: { notIn: campaigns.map(BigInt) } } });
    await fc.assert(
      fc.asyncProperty(groupArb(campaigns), async (root) => {
        const resolution = resolveFilter({ version: 1, root }, names);
        if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
        const where = compileFilter(resolution.root, { zone, today });
        const rows = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>(Prisma.sql`SELECT r.id FROM crm_records r WHERE ${where} ORDER BY r.id`);
        const expected = [...people].filter(([, person]) => matches(resolution.root, person, world)).map(([id]) => id);
        expect(rows.map(({ id }) => String(id))).toEqual(expected);
        const { root: resolved } = resolution;
        const nulls = await ctx.db.prisma.$queryRaw<{ n: bigint }[]>(Prisma.sql`SELECT count(*) AS n FROM crm_records r WHERE (${compileFilter(resolved, { zone, today })}) IS NULL`);
        expect(nulls[0]?.n).toBe(0n);
      }),
      { numRuns: 150, seed },
    );
  }
}, 120_000);

const hostile = ["'", '"', ';', '--', '$$', '\\', ')) OR 1=1', "a'||pg_sleep(5)||'", '$.**', 'field": "x', '$1', '%', '_', "E'\\''", '{}', '[object Object]', '(a+)+$'];

it('reads hostile texts as plain texts: only a record that holds one is found by it, at once', async () => {
  const ctx = await testContext();
  await ctx.db.prisma.crmRecord.deleteMany({ where: {} });
  for (const city of hostile) await createPerson(ctx.db.prisma, { city });
  for (const value of hostile) {
    const began = performance.now();
    for (const operator of ['is', 'contains', 'begins_with', 'ends_with', 'one_of']) {
      const filter = filterOf(condition('city', operator, operator === 'one_of' ? [value] : value));
      const { count } = await countFilter(ctx, { entity: 'contact', filter });
      const holds = (city: string): boolean =>
        operator === 'contains' ? city.includes(value) : operator === 'begins_with' ? city.startsWith(value) : operator === 'ends_with' ? city.endsWith(value) : city === value;
      expect([value, operator, count]).toEqual([value, operator, hostile.filter(holds).length]);
    }
    expect(performance.now() - began).toBeLessThan(3_000);
  }
});

it('takes names only from the catalogue: a hostile field or operator is a problem of its condition, never SQL', async () => {
  const ctx = await testContext();
  for (const name of [...hostile, '__proto__', 'constructor', 'toString', 'city"; DROP TABLE users; --']) {
    const asField = await countFilter(ctx, { entity: 'contact', filter: filterOf(condition(name, 'is', 'x')) });
    const asOperator = await countFilter(ctx, { entity: 'contact', filter: filterOf(condition('city', name, 'x')) });
    expect(asField).toMatchObject({ count: null, problems: [{ path: [0] }] });
    expect(asOperator).toMatchObject({ count: null, problems: [{ path: [0] }] });
  }
});

it('finds a deleted campaign at its condition and counts nobody', async () => {
  const ctx = await testContext();
  const filter = filterOf(condition('city', 'is', 'Berlin'), condition('campaign.opens', 'eq', 1, { campaignId: '999999999' }));
  const answer = await countFilter(ctx, { entity: 'contact', filter });
  expect(answer.count).toBeNull();
  expect(answer.problems).toMatchObject([{ path: [1], message: expect.stringContaining('deleted') }]);
});
