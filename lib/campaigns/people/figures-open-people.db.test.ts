import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Tx } from '@/lib/db';
import { testContext } from '@/prisma/test-context';
import { countFilter, countListable } from '../../marketing-lists';
import { gridAddress, parseTableQuery } from '../../table-query';
import {
  campaignRevenue,
  campaignStatistics,
  findSplit,
  linkTable,
  listFilterOf,
  listRecipients,
  readRecipientAsk,
  recipientGrid,
  recountCampaign,
  splitAudience,
} from '../index';
import {
  machineChoices,
  shownCounts,
  type AudiencePart,
  type Machines,
  type RecipientResult,
  type ShownCounts,
} from '../schemas';

const links = ['a', 'b', 'c'].map((path) => `https://shop.example/${path}`);
const sizes = ['S', 's', 'M', 'L, wide', '', null] as const;
const tags = ['Blue', 'Red'];

/** Whether a machine made it. */
const deed = fc.boolean();
const person = fc.record({
  opens: fc.array(deed, { maxLength: 3 }),
  clicks: fc.array(fc.record({ link: fc.constantFrom(...links), machine: deed }), { maxLength: 3 }),
  replies: fc.nat({ max: 1 }),
  unsubscribed: fc.boolean(),
  softBounced: fc.boolean(),
  hardBounced: fc.boolean(),
  /** undefined: no record of the address. */
  record: fc.option(
    fc.record({
      size: fc.constantFrom(...sizes),
      points: fc.constantFrom(1, 2.5, null),
      isMember: fc.option(fc.boolean()),
      tags: fc.subarray(tags),
    }),
    { nil: undefined, freq: 6 },
  ),
  buys: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;
type Ctx = Awaited<ReturnType<typeof testContext>>;

/** The figures as plainly as they can be said, person by person. */
const did = ({ opens, clicks, ...one }: Person, machines: Machines) => {
  const counted = clicks.filter(({ machine }) => machines === 'in' || !machine);
  const opened = opens.filter((machine) => machines === 'in' || !machine).length;
  // Who clicked has opened, also where the only open known is a machine's.
  const isOpener = opened > 0 || (opens.includes(true) && counted.length > 0);
  return {
    ...one,
    opens: opened,
    clicks: counted,
    isOpener,
    isDelivered: !one.softBounced && !one.hardBounced,
  };
};
type Did = ReturnType<typeof did>;

const isIn: Record<RecipientResult, (one: Did) => boolean> = {
  delivered: ({ isDelivered }) => isDelivered,
  bounced: ({ isDelivered }) => !isDelivered,
  soft_bounced: ({ softBounced, hardBounced }) => softBounced && !hardBounced,
  hard_bounced: ({ hardBounced }) => hardBounced,
  opened: ({ isOpener }) => isOpener,
  clicked: ({ clicks }) => clicks.length > 0,
  replied: ({ replies }) => replies > 0,
  unsubscribed: ({ unsubscribed }) => unsubscribed,
  unopened: ({ isDelivered, isOpener }) => isDelivered && !isOpener,
  ordered: ({ clicks, buys, record }) => clicks.length > 0 && buys && record !== undefined,
};

/** What the page's cards say, where there is a card of the result. */
const cardOf: Partial<Record<RecipientResult, (counts: ShownCounts) => number>> = {
  delivered: ({ delivered }) => delivered,
  bounced: ({ softBounced, hardBounced }) => softBounced + hardBounced,
  soft_bounced: ({ softBounced }) => softBounced,
  hard_bounced: ({ hardBounced }) => hardBounced,
  opened: ({ openers }) => openers,
  clicked: ({ clickers }) => clickers,
  replied: ({ repliers }) => repliers,
  unsubscribed: ({ unsubscribed }) => unsubscribed,
  ordered: ({ buyers }) => buyers ?? 0,
};

it('every number of people opens as many as it says, as the rows say, and the list made of them has as many', async () => {
  const ctx = await testContext({ role: 'admin' });
  const { prisma } = ctx.db;
  const { id: integrationId } = await prisma.integration.create({ data: { name: 'Figures', username: 'x' } });
  await prisma.customField.createMany({
    data: [
      { entity: 'contact', key: 'size', label: 'Size', type: 'text' },
      { entity: 'contact', key: 'points', label: 'Points', type: 'number' },
      { entity: 'contact', key: 'member', label: 'Member', type: 'yesno' },
    ],
  });
  await prisma.tag.createMany({ data: tags.map((name) => ({ name })) });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 8, maxLength: 16 }), async (people) => {
      const id = await storeHistory(prisma, integrationId, people);
      const { counts } = await campaignStatistics(ctx, id);
      for (const machines of machineChoices) {
        const all = people.map((one) => did(one, machines));
        const { buyers } = await campaignRevenue(ctx, { id, days: 7, after: 'click', machines });
        const shown = shownCounts(counts, machines, { buyers });
        expect([shown.recipients, shown.opens, shown.clicks]).toEqual([
          all.length,
          sum(all, (one) => Math.max(one.opens, one.isOpener ? 1 : 0)),
          sum(all, ({ clicks }) => clicks.length),
        ]);
        await holds(ctx, { id, machines, asked: {}, expected: all });
        for (const [result, test] of Object.entries(isIn)) {
          const expected = all.filter(test);
          const card = cardOf[result as RecipientResult];
          if (card) expect([result, card(shown)]).toEqual([result, expected.length]);
          await holds(ctx, { id, machines, asked: { result: [result] }, expected });
        }
        for (const { url, people: clickers } of (await linkTable(ctx, { id, machines })).links) {
          const expected = all.filter(({ clicks }) => clicks.some(({ link }) => link === url));
          expect([url, clickers]).toEqual([url, expected.length]);
          await holds(ctx, { id, machines, asked: { link: [url] }, expected });
        }
        for (const split of Object.keys(valuesOf)) await splitHolds(ctx, { id, machines, split, all });
      }
    }),
    // As many questions for many people as for few: the worlds are large, and one is empty.
    { numRuns: 4, examples: [[[]]] },
  );
});

const sum = (all: readonly Did[], of: (one: Did) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

type Held = {
  id: string;
  machines: Machines;
  asked: Record<string, string[]>;
  split?: string;
  expected: readonly Did[];
};

/** The grid shows just them; the copy has those who are contacts, and so has the list by the same condition, where there is one. */
async function holds(ctx: Ctx, { id, machines, asked, split, expected }: Held): Promise<void> {
  const kept = { ...(machines === 'in' ? { machine: 'in' } : {}), ...(split ? { split } : {}) };
  const { searchParams } = new URL(gridAddress('/c', asked, undefined, kept), 'http://x');
  const query = parseTableQuery(searchParams, recipientGrid.table);
  const ask = readRecipientAsk(searchParams);
  const { rows, total } = await listRecipients(ctx, id, query, ask);
  const what = [machines, split, JSON.stringify(asked)];
  expect([...what, rows.length, total]).toEqual([...what, expected.length, expected.length]);
  const contacts = expected.filter(({ record }) => record !== undefined).length;
  const copied = await countListable(ctx, { kind: 'campaign', id, query: searchParams.toString() });
  expect([...what, copied]).toEqual([
    ...what,
    contacts === 0 ? [] : [{ entity: 'contact', count: contacts }],
  ]);
  const found = ask.split && (await findSplit(ctx, ask.split));
  const filter = listFilterOf(id, query, { machines, split: found });
  if (filter === null) return;
  const { count } = await countFilter(ctx, { entity: 'contact', exact: true, filter });
  expect([...what, 'list', count]).toEqual([...what, 'list', contacts]);
}

const valuesOf: Record<string, (record: NonNullable<Person['record']>) => string[]> = {
  'contact.custom.size': ({ size }) => (size ? [size.toLowerCase()] : []),
  'contact.custom.points': ({ points }) => (points === null ? [] : [String(points)]),
  'contact.custom.member': ({ isMember }) => (isMember === null ? [] : [String(isMember)]),
  'contact.tags': (record) => record.tags,
};

type Split = { id: string; machines: Machines; split: string; all: readonly Did[] };

async function splitHolds(ctx: Ctx, { id, machines, split, all }: Split): Promise<void> {
  const kept = new URLSearchParams({ split, ...(machines === 'in' ? { machine: 'in' } : {}) });
  const audience = await splitAudience(ctx, id, readRecipientAsk(kept));
  const whose = ({ kind, key }: AudiencePart) =>
    all.filter(({ record }) => {
      if (record === undefined) return kind === 'none';
      const values = valuesOf[split]?.(record) ?? [];
      return kind === 'empty' ? values.length === 0 : kind === 'value' && values.includes(key ?? '');
    });
  const known = new Set(all.flatMap(({ record }) => (record ? (valuesOf[split]?.(record) ?? []) : [])));
  expect(audience?.parts.flatMap(({ key }) => (key === null ? [] : [key])).sort()).toEqual([...known].sort());
  for (const part of audience?.parts ?? []) {
    const expected = whose(part);
    expect([split, part.kind, part.key, part.counts]).toEqual([
      split,
      part.kind,
      part.key,
      expect.objectContaining({
        recipients: expected.length,
        delivered: expected.filter(isIn.delivered).length,
        openers: expected.filter(isIn.opened).length,
        clickers: expected.filter(isIn.clicked).length,
        unsubscribed: expected.filter(isIn.unsubscribed).length,
      }),
    ]);
    const asked = { part: part.kind === 'value' ? [`=${part.key}`] : [part.kind] };
    await holds(ctx, { id, machines, split, asked, expected });
    const opened = { ...asked, result: ['opened'] };
    await holds(ctx, { id, machines, split, asked: opened, expected: expected.filter(isIn.opened) });
  }
  const [first] = [...known].sort();
  if (first === undefined) return;
  const others = all.filter(({ record }) => record && valuesOf[split]?.(record).some((one) => one !== first));
  await holds(ctx, { id, machines, split, asked: { part: ['others', `=${first}`] }, expected: others });
}

const sentAt = Date.UTC(2026, 10, 1);
const minute = (n: number): Date => new Date(sentAt + n * 60_000);

/** As the import leaves it; each deed in a minute of its own, so that only the request itself tells a machine. */
async function storeHistory(tx: Tx, integrationId: bigint, people: readonly Person[]): Promise<string> {
  const run = randomUUID();
  const emailOf = (n: number): string => `${n}-${run}@figures.example`;
  const tagIds = new Map((await tx.tag.findMany()).map(({ id, name }) => [name, id]));
  const { id: campaignId } = await tx.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: Math.floor(Math.random() * 2_000_000_000),
      name: `C ${run}`,
      status: 'Sent',
      sentAt: minute(0),
    },
  });
  for (const [n, { opens, clicks, replies, record, buys, ...marks }] of people.entries()) {
    const who = { campaignId, dotdigitalContactId: n + 1, emailKey: emailOf(n) };
    const { unsubscribed, softBounced, hardBounced } = marks;
    await tx.campaignRecipient.create({
      data: {
        ...who,
        openCount: opens.length,
        clickCount: clicks.length,
        replyCount: replies,
        unsubscribed,
        softBounced,
        hardBounced,
      },
    });
    await tx.campaignOpen.createMany({
      data: opens.map((machine, k) => ({
        ...who,
        openedAt: minute(1 + n * 20 + k),
        userAgent: machine ? 'Mozilla/5.0' : '',
      })),
    });
    await tx.campaignClick.createMany({
      data: clicks.map(({ link, machine }, k) => ({
        ...who,
        url: link,
        urlHash: createHash('md5').update(link).digest(),
        clickedAt: minute(10 + n * 20 + k),
        userAgent: machine ? 'Mozilla/5.0 HeadlessChrome/120.0.0.0' : '',
      })),
    });
    if (record === undefined) continue;
    const { id: recordId } = await tx.crmRecord.create({
      data: {
        entity: 'contact',
        email: emailOf(n),
        emailKey: emailOf(n),
        custom: {
          ...(record.size === null ? {} : { size: record.size }),
          ...(record.points === null ? {} : { points: record.points }),
          ...(record.isMember === null ? {} : { member: record.isMember }),
        },
      },
    });
    await tx.recordTag.createMany({
      data: record.tags.map((name) => ({ recordId, tagId: tagIds.get(name) ?? 0n })),
    });
    if (buys)
      await tx.order.create({
        data: {
          externalId: randomUUID(),
          recordId,
          status: 'completed',
          currency: 'EUR',
          total: 10,
          placedAt: minute(5 * 24 * 60),
        },
      });
  }
  await recountCampaign(tx, campaignId);
  return String(campaignId);
}
