import fc from 'fast-check';
import type { FlowContext } from '@/lib/context';
import { emailKey } from '@/lib/email-key';
import type {
  ModelClick,
  ModelOrder,
  ModelPerson,
  ModelRecipient,
  ModelValue,
} from '@/lib/filters/filter-model-types';
import { createList } from './marketing-lists';

/** A random little world that filters can be asked of: in the database, and the same in memory. */

export const now = new Date('2026-11-21T15:00:00Z');
/** Zones of accounts, each with the day that it is there at that moment. */
export const zones = [
  ['America/New_York', '2026-11-21'],
  ['Africa/Cairo', '2026-11-21'],
  ['Pacific/Apia', '2026-11-22'],
  ['Atlantic/Azores', '2026-11-21'],
  ['Asia/Kathmandu', '2026-11-21'],
] as const;
export const words = [
  'Berlin',
  'berlin',
  'BER',
  '100%',
  'a_b',
  'a\\b',
  "O'Brien",
  'Łódź',
  'łÓDŹ',
  '',
  ' x',
  '"; --',
  '$$',
  '\\',
  '%',
  '_',
  '日本',
  'straße',
];
export const days = [
  '2026-11-21',
  '2026-11-20',
  '2026-10-22',
  '2026-04-24',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '1990-02-28',
  '2000-02-29',
  '2026-12-01',
  '1985-11-23',
  '1970-01-02',
  '2026-11-30',
];
export const moments = [
  '2026-10-24T23:59:59Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:00:00Z',
  '2026-04-23T21:59:59.999Z',
  '2026-04-23T22:00:00Z',
  '2026-11-20T18:15:00Z',
  '2026-11-21T10:59:59Z',
  '2026-11-21T11:00:00Z',
  '2026-11-21T14:00:00.001Z',
  '2026-11-21T14:00:00Z',
  '2026-11-21T04:59:59.999Z',
  '2026-11-21T05:00:00Z',
  '2026-11-20T05:00:00Z',
  '2026-03-08T06:30:00Z',
  '2026-11-01T05:30:00Z',
  '2026-10-22T03:59:59Z',
  '2026-10-21T04:00:00Z',
  '2026-11-28T12:00:00Z',
  '2025-11-21T05:00:00Z',
];
export const tagNames = ['VIP', 'Berlin 2025', 'Press'];
export const urls = [
  'https://shop.example/Sale?x=1',
  'https://shop.example/100%25_off',
  'https://other.example/',
];
export const emails = [
  'ann@example.com',
  'bob@example.com',
  'Cy@Example.com',
  'dee@example.org',
  'bob@example.com',
  'Eve@Bücher.example',
  'eve@xn--bcher-kva.example',
  'no address',
];
const statuses = ['pending', 'completed', 'cancelled', 'refunded'];
const skus = ['A-1', 'a-1', 'B_2', '100%'];

const maybe = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arb, { nil: null });
const amount = fc.constantFrom(0, 0.5, 1, 99.99, 100, 2);
const moment = fc.constantFrom(...moments).map((one) => new Date(one));
const items = fc.array(fc.record({ sku: fc.constantFrom(...skus), name: fc.constantFrom(...words) }), {
  maxLength: 2,
});

const orderArb = fc.record({
  total: amount,
  status: fc.constantFrom(...statuses),
  currency: fc.constantFrom('EUR', 'USD'),
  number: maybe(fc.constantFrom('1', '2')),
  at: moment,
  items,
});
const cartArb = fc.record({
  total: amount,
  status: fc.constantFrom('open', 'converted', 'discarded'),
  currency: fc.constantFrom('EUR', 'USD'),
  startedAt: moment,
  touchedAt: moment,
  items,
});
const statsArb = fc.record({
  orderCount: fc.nat(3),
  lifetimeValue: amount,
  lifetimeValueCurrency: maybe(fc.constantFrom('EUR', 'USD')),
  averageOrder: maybe(amount),
  lastOrderAt: maybe(moment),
  daysSinceLastOrder: maybe(fc.nat(3)),
  lastOpenAt: maybe(moment),
  openedCount: fc.nat(2),
});
const customArb = fc.record({
  'custom.note': maybe(fc.constantFrom(...words)),
  'custom.size': maybe(amount),
  'custom.since': maybe(fc.constantFrom(...days)),
  'custom.gold': maybe(fc.boolean()),
  'custom.level': maybe(fc.constantFrom('low', 'high')),
});
const personArb = fc.record({
  email: fc.option(fc.constantFrom(...emails), { freq: 4, nil: null }),
  city: maybe(fc.constantFrom(...words)),
  birthday: maybe(fc.constantFrom(...days)),
  createdAt: moment,
  consentState: fc.constantFrom('unknown' as const, 'given' as const, 'withdrawn' as const),
  consentAt: maybe(moment),
  owner: fc.constantFrom(null, 0, 1),
  tags: fc.subarray(tagNames),
  lists: fc.subarray([0, 1, 2]),
  removedFrom: fc.subarray([0, 1]),
  stats: maybe(statsArb),
  custom: customArb,
  orders: fc.array(orderArb, { maxLength: 3 }),
  carts: fc.array(cartArb, { maxLength: 2 }),
});
/** Long after everything that people did. */
const machinesAt = new Date('2026-12-24T00:00:00Z');
const recipientArb = fc.record({
  opens: fc.nat(3),
  clicks: fc.nat(2),
  unsubscribed: fc.boolean(),
  softBounced: fc.boolean(),
  hardBounced: fc.boolean(),
  sentAt: maybe(moment),
  lastOpenedAt: maybe(moment),
  /** Besides what the person did. */
  machineOpens: fc.constantFrom(0, 0, 1, 2),
  machineClicks: fc.constantFrom(0, 0, 1),
});
const clickArb = fc.record({
  machineRule: fc.constantFrom(null, null, 'scanner'),
  email: fc.constantFrom(...emails.slice(0, 7)),
  url: fc.constantFrom(...urls),
  at: moment,
});
const campaignArb = fc.record({
  recipients: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(
        'ann@example.com',
        'bob@example.com',
        'cy@example.com',
        'dee@example.org',
        'eve@bücher.example',
      ),
      recipientArb,
    ),
    { selector: ([one]) => one },
  ),
  clicks: fc.uniqueArray(clickArb, {
    maxLength: 4,
    selector: ({ email, url, at }) => `${email}${url}${at.getTime()}`,
  }),
});

export type FilterWorldSeeded = {
  people: ModelPerson[];
  recipients: ModelRecipient[];
  clicks: ModelClick[];
  campaigns: string[];
  marketingCampaigns: string[];
  lists: string[];
  owners: string[];
};

/** Fills an empty database with 25 customers of a seed and everything a filter can ask of them, in an account of that zone. */
export async function createFilterWorld(
  ctx: FlowContext,
  seed: number,
  timeZone: string,
): Promise<FilterWorldSeeded> {
  const tx = ctx.db.prisma;
  await tx.$executeRaw`TRUNCATE crm_records, custom_fields, tags, marketing_lists, integrations, marketing_campaigns, users CASCADE`;
  const [sampled] = fc.sample(
    fc.tuple(
      fc.array(personArb, { minLength: 25, maxLength: 25 }),
      fc.array(campaignArb, { minLength: 3, maxLength: 3 }),
    ),
    { seed, numRuns: 1 },
  );
  if (!sampled) throw new Error('no sample');
  const [peopleSampled, campaignsSampled] = sampled;

  const integration = await tx.integration.create({
    data: { name: 'Account', username: 'apiuser@apiconnector.com', timeZone },
  });
  const owners = [];
  for (const name of ['Ann', 'Bob'])
    owners.push(
      (await tx.user.create({ data: { email: `${name}@owners.example`, name, role: 'marketer' } })).id,
    );
  await tx.customField.createMany({
    data: [
      { entity: 'customer', key: 'note', label: 'Note', type: 'text' },
      { entity: 'customer', key: 'size', label: 'Size', type: 'number' },
      { entity: 'customer', key: 'since', label: 'Since', type: 'date' },
      { entity: 'customer', key: 'gold', label: 'Gold', type: 'yesno' },
      {
        entity: 'customer',
        key: 'level',
        label: 'Level',
        type: 'choice',
        choices: [
          { value: 'low', label: 'Low', archived: false },
          { value: 'high', label: 'High', archived: false },
        ],
      },
    ],
  });
  await tx.tag.createMany({ data: tagNames.map((name) => ({ name })) });
  const tagIds = new Map((await tx.tag.findMany()).map(({ id, name }) => [name, id]));
  const lists: bigint[] = [];
  for (const n of [0, 1, 2])
    lists.push(await createList(tx, { name: `List ${n}`, entity: 'customer', evaluationState: 'fresh' }));

  const marketing = await tx.marketingCampaign.create({ data: { name: 'Autumn', code: 'AUTUMN' } });
  const [recipients, clicks, campaigns]: [ModelRecipient[], ModelClick[], string[]] = [[], [], []];
  for (const [n, sample] of campaignsSampled.entries()) {
    const sentAt = new Date(Date.UTC(2026, n === 2 ? 10 : 9, 19 + n));
    const { id } = await tx.emailCampaign.create({
      data: {
        integrationId: integration.id,
        dotdigitalId: n + 1,
        name: `Mail ${n}`,
        status: 'Sent',
        sentAt,
        marketingCampaignId: n < 2 ? marketing.id : null,
      },
    });
    campaigns.unshift(String(id));
    for (const [k, [email, row]] of sample.recipients.entries()) {
      const { opens, clicks: clicked, machineOpens, machineClicks, lastOpenedAt, ...rest } = row;
      const opened = machineOpens === 0 || opens > 0 || clicked === 0 ? opens : 1;
      await tx.campaignRecipient.create({
        data: {
          campaignId: id,
          dotdigitalContactId: k + 1,
          emailKey: emailKey(email) ?? '',
          openCount: opens + machineOpens,
          clickCount: clicked + machineClicks,
          machineOpenCount: machineOpens,
          machineClickCount: machineClicks,
          ...(machineOpens === 0
            ? { lastOpenedAt }
            : { lastOpenedAt: machinesAt, lastHumanOpenAt: lastOpenedAt }),
          ...rest,
        },
      });
      recipients.push({
        campaignId: String(id),
        emailKey: emailKey(email) ?? '',
        ...rest,
        opens: opened,
        clicks: clicked,
        lastOpenedAt,
        sentAt: row.sentAt ?? sentAt,
      });
    }
    let clicked = 0;
    for (const { email, url, at, machineRule } of sample.clicks) {
      const key = emailKey(email) ?? '';
      await tx.campaignClick.create({
        data: {
          campaignId: id,
          dotdigitalContactId: (clicked += 1),
          clickedAt: at,
          url,
          urlHash: Buffer.from(url).subarray(0, 16),
          emailKey: key,
          machineRule,
        },
      });
      if (machineRule === null) clicks.push({ campaignId: String(id), emailKey: key, url, at });
    }
  }

  const people: ModelPerson[] = [];
  for (const one of peopleSampled) {
    const custom = Object.fromEntries(
      Object.entries(one.custom).flatMap(([name, value]) => (value === null ? [] : [[name.slice(7), value]])),
    );
    const ownerId = one.owner === null ? null : (owners[one.owner] ?? null);
    const own = {
      email: one.email,
      city: one.city,
      birthday: asDay(one.birthday),
      createdAt: one.createdAt,
      consentState: one.consentState,
      consentAt: one.consentAt,
    };
    const { id } = await tx.crmRecord.create({
      data: {
        entity: 'customer',
        ...own,
        emailKey: emailKey(one.email),
        ownerId,
        custom,
        firstName: null,
        lastName: null,
      },
    });
    if (one.stats) await tx.recordStats.create({ data: { recordId: id, ...one.stats } });
    await tx.recordTag.createMany({
      data: one.tags.map((name) => ({ recordId: id, tagId: tagIds.get(name) ?? 0n })),
    });
    await tx.listItem.createMany({
      data: one.lists.map((n) => ({
        listId: lists[n] ?? 0n,
        recordId: id,
        inFilter: n !== 2 || one.owner !== 1,
        removedAt: one.removedFrom.includes(n) ? new Date() : null,
      })),
    });
    for (const [n, { items: lines, at, ...order }] of one.orders.entries()) {
      await tx.order.create({
        data: {
          externalId: `${id}-${n}`,
          recordId: id,
          placedAt: at,
          ...order,
          items: { create: lines.map((line, k) => ({ n: k + 1, ...line, quantity: 1, unitPrice: 1 })) },
        },
      });
    }
    for (const [n, { items: lines, ...cart }] of one.carts.entries()) {
      await tx.cart.create({
        data: {
          externalId: `${id}-${n}`,
          recordId: id,
          ...cart,
          items: { create: lines.map((line, k) => ({ n: k + 1, ...line, quantity: 1, unitPrice: 1 })) },
        },
      });
    }
    people.push({
      id: String(id),
      emailKey: emailKey(one.email),
      fields: {
        ...own,
        ...(one.stats ?? {}),
        ...one.custom,
        'custom.since': asDay(one.custom['custom.since']),
        ownerId: ownerId === null ? null : String(ownerId),
      },
      tags: one.tags,
      lists: one.lists
        .filter((n) => !one.removedFrom.includes(n) && (n !== 2 || one.owner !== 1))
        .map((n) => String(lists[n])),
      orders: one.orders.map((order) =>
        modelOf(
          'order',
          {
            total: order.total,
            status: order.status,
            currency: order.currency,
            number: order.number,
            placedAt: order.at,
          },
          order.items,
        ),
      ),
      carts: one.carts.map(({ items: lines, ...cart }) =>
        modelOf(
          'cart',
          {
            ...cart,
            abandoned: cart.status === 'open' && now.getTime() - cart.touchedAt.getTime() >= 3_600_000,
          },
          lines,
        ),
      ),
    });
  }
  await tx.$executeRaw`ANALYZE`;
  return {
    people,
    recipients,
    clicks,
    campaigns,
    marketingCampaigns: [String(marketing.id)],
    lists: lists.map(String),
    owners: owners.map(String),
  };
}

const asDay = (day: string | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`));
const modelOf = (
  about: string,
  fields: Record<string, ModelValue>,
  lines: ModelOrder['items'],
): ModelOrder => ({
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${about}.${name}`, value])),
  items: lines,
});
