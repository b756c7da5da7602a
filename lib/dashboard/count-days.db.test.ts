import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '../context';
import { CrmEntity } from '../crm/schemas';
import { isSendable } from '../dotdigital';
import { countFilter } from '../marketing-lists';
import { dayIn } from '../time-zone';
import { areCountsDue, countDays, readDashboard } from './index';
import { bandFilter, engagementBands } from '@/lib/filters/schemas';

const zone = 'Europe/Berlin';
const now = new Date('2026-11-30T10:00:00Z');
const dayMs = 86_400_000;
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

const hours = fc.oneof(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 0, max: 24 * 100 }));
const person = fc.record({
  address: fc.option(fc.integer({ min: 0, max: 4 })),
  entity: fc.constantFrom(...CrmEntity.options),
  deleted: fc.boolean(),
  consentState: fc.constantFrom('unknown' as const, 'given' as const, 'withdrawn' as const),
  said: fc.array(
    fc.record({ hours, withdrawn: fc.boolean(), origin: fc.constantFrom('person', 'import', 'dotdigital') }),
    { maxLength: 2 },
  ),
  moves: fc.array(
    fc.record({
      hours,
      kind: fc.constantFrom('joined', 'restored', 'left', 'removed', 'unsubscribed', 'subscribed'),
    }),
    { maxLength: 3 },
  ),
  stats: fc.option(fc.record({ opened: fc.option(hours), received: fc.integer({ min: 0, max: 2 }) })),
});
const address = fc.record({
  status: fc.option(fc.constantFrom('Subscribed', 'SoftBounced', 'Unsubscribed', 'HardBounced')),
  suppressed: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  words: fc.array(
    fc.record({ hours, status: fc.constantFrom('Unsubscribed', 'Subscribed', 'HardBounced') }),
    {
      maxLength: 2,
    },
  ),
});
const worlds = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 12 }),
  addresses: fc.array(address, { minLength: 5, maxLength: 5 }),
});
type World = typeof worlds extends fc.Arbitrary<infer One> ? One : never;

let laid = 0;

async function lay(ctx: FlowContext, integrationId: bigint, { people, addresses }: World): Promise<void> {
  const { prisma } = ctx.db;
  laid += 1;
  const mail = (n: number): string => `${n}.${laid}@counted.example`;
  const listId = await createList(prisma);
  const records = await createRecords(prisma, people.length, (n) => ({
    entity: people[n]?.entity,
    email: typeof people[n]?.address === 'number' ? mail(people[n].address) : null,
    consentState: people[n]?.consentState,
    deletedAt: people[n]?.deleted ? now : null,
  }));
  const each = <Row>(row: (one: World['people'][number], recordId: bigint) => Row[]): Row[] =>
    people.flatMap((one, n) => row(one, records[n]?.id ?? 0n));
  await prisma.consent.createMany({
    data: each(({ said }, recordId) =>
      said.map(({ hours: ago, withdrawn, origin }) => ({
        recordId,
        state: withdrawn ? ('withdrawn' as const) : ('given' as const),
        origin,
        consentAt: hoursAgo(ago),
      })),
    ),
  });
  await prisma.listEvent.createMany({
    data: each(({ moves }, recordId) =>
      moves.map(({ hours: ago, kind }) => ({ listId, recordId, kind, cause: 'a test', at: hoursAgo(ago) })),
    ),
  });
  await prisma.recordStats.createMany({
    data: each(({ stats }, recordId) =>
      stats === null
        ? []
        : [
            {
              recordId,
              lastOpenAt: stats.opened === null ? null : hoursAgo(stats.opened),
              receivedCount: stats.received,
            },
          ],
    ),
  });
  const keyed = addresses.map((one, n) => ({ ...one, emailKey: mail(n) }));
  await prisma.dotdigitalContact.createMany({
    data: keyed.flatMap(({ emailKey, status }) =>
      status === null ? [] : [{ integrationId, emailKey, status }],
    ),
  });
  await prisma.suppressedAddress.createMany({
    data: keyed.flatMap(({ emailKey, suppressed }) =>
      suppressed ? [{ emailKey, at: now, causeId: '1' }] : [],
    ),
  });
  await prisma.addressEvent.createMany({
    data: keyed.flatMap(({ emailKey, words }) =>
      words.map(({ hours: ago, status }) => ({ integrationId, emailKey, status, at: hoursAgo(ago) })),
    ),
  });
}

/** Everything that is there, counted without any SQL. */
async function recount(ctx: FlowContext) {
  const { prisma } = ctx.db;
  const [records, contacts, suppressed, moves, consents, words, stats] = await Promise.all([
    prisma.crmRecord.findMany(),
    prisma.dotdigitalContact.findMany(),
    prisma.suppressedAddress.findMany(),
    prisma.listEvent.findMany(),
    prisma.consent.findMany(),
    prisma.addressEvent.findMany(),
    prisma.recordStats.findMany(),
  ]);
  const optedOut = new Set([
    ...records.filter((one) => one.consentState === 'withdrawn').map((one) => one.emailKey),
    ...suppressed.map((one) => one.emailKey),
    ...contacts.filter((one) => !isSendable(one.status)).map((one) => one.emailKey),
  ]);
  const living = records.filter((one) => one.deletedAt === null);
  const keyOf = new Map(records.map((one) => [one.id, one.emailKey ?? `record ${one.id}`]));
  const days = Array.from({ length: 60 }, (_, n) => {
    const day = new Date(Date.parse('2026-11-30') - (59 - n) * dayMs).toISOString().slice(0, 10);
    const of = (at: Date): boolean => dayIn(zone, at) === day;
    const kinds = (...some: string[]) => moves.filter((one) => of(one.at) && some.includes(one.kind)).length;
    return {
      day,
      joined: kinds('joined', 'restored'),
      left: kinds('left', 'removed'),
      optedOut: new Set([
        ...consents
          .filter((one) => one.state === 'withdrawn' && one.origin !== 'dotdigital' && of(one.consentAt))
          .map((one) => keyOf.get(one.recordId)),
        ...words.filter((one) => one.status === 'Unsubscribed' && of(one.at)).map((one) => one.emailKey),
      ]).size,
    };
  });
  const daysAgo = (at: Date): number => (Date.parse('2026-11-30') - Date.parse(dayIn(zone, at))) / dayMs;
  const bands = new Map(CrmEntity.options.map((entity) => [entity, { active: 0, cooling: 0, sleeping: 0 }]));
  for (const record of living) {
    const own = stats.find((one) => one.recordId === record.id);
    const counts = bands.get(record.entity);
    if (!own || !counts) continue;
    const ago = own.lastOpenAt === null ? Infinity : daysAgo(own.lastOpenAt);
    if (ago <= 30) counts.active += 1;
    else if (ago <= 90) counts.cooling += 1;
    else if (own.receivedCount > 0) counts.sleeping += 1;
  }
  const mailable = new Set(
    living.map((one) => one.emailKey).filter((key) => key !== null && !optedOut.has(key)),
  );
  return { mailable: mailable.size, days, bands };
}

it('keeps what a plain count of everything says, and a list of a band has the people who were counted', async () => {
  const ctx = await testContext({ now: () => now });
  const account = await ctx.db.prisma.integration.create({
    data: { name: 'Counted', username: 'x', timeZone: zone },
  });
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      // As on the first day of an installation that has a past; a second count changes nothing.
      await ctx.db.prisma.dailyCount.deleteMany();
      await lay(ctx, account.id, world);
      await countDays(ctx);
      await countDays(ctx);
      const [{ changes, engagement }, plain] = [await readDashboard(ctx), await recount(ctx)];
      expect(changes?.mailable).toBe(plain.mailable);
      expect(
        changes?.days.map(({ day, joined, left, optedOut }) => ({ day, joined, left, optedOut })),
      ).toEqual(plain.days);
      const [yesterday, today] = plain.days.slice(-2);
      expect(changes?.sinceYesterday).toEqual({
        joined: (yesterday?.joined ?? 0) + (today?.joined ?? 0),
        left: (yesterday?.left ?? 0) + (today?.left ?? 0),
        optedOut: (yesterday?.optedOut ?? 0) + (today?.optedOut ?? 0),
      });
      expect(changes?.inAll.joined).toBe(plain.days.reduce((sum, { joined }) => sum + joined, 0));
      for (const { entity, counts } of engagement) expect(counts).toEqual(plain.bands.get(entity));
      expect(engagement.length).toBe(
        [...plain.bands.values()].filter((one) => one.active + one.cooling + one.sleeping > 0).length,
      );
    }),
    { numRuns: 8 },
  );
  const { engagement } = await readDashboard(ctx);
  for (const { entity, counts } of engagement)
    for (const band of engagementBands) {
      const asked = await countFilter(ctx, { entity, exact: true, filter: bandFilter(band) });
      expect(asked.count, `${band} ${entity}`).toBe(counts[band]);
    }
});

it('is due a quarter of an hour after the last count, keeps each day’s last count and tells the change from it', async () => {
  let at = new Date('2026-12-10T09:00:00Z');
  const ctx = await testContext({ now: () => at });
  const { prisma } = ctx.db;
  const count = async (): Promise<void> => {
    expect(await areCountsDue(ctx)).toBe(true);
    await countDays(ctx);
    expect(await areCountsDue(ctx)).toBe(false);
  };
  await prisma.dailyCount.deleteMany();
  expect((await readDashboard(ctx)).changes).toBe(null);
  await count();
  const first = (await readDashboard(ctx)).changes;
  expect(first).toMatchObject({ mailableChange: null });
  expect(first?.days.filter(({ mailable }) => mailable !== null)).toHaveLength(1);

  await createRecords(prisma, 3);
  at = new Date('2026-12-11T09:00:00Z');
  await count();
  expect((await readDashboard(ctx)).changes?.mailableChange).toBe(null);
  await createRecords(prisma, 2);
  at = new Date('2026-12-12T09:00:00Z');
  await count();
  const third = (await readDashboard(ctx)).changes;
  expect(third).toMatchObject({ mailable: (first?.mailable ?? 0) + 5, mailableChange: 5 });
  expect(third?.days.slice(-3).map(({ mailable }) => (mailable ?? 0) - (first?.mailable ?? 0))).toEqual([
    0, 3, 5,
  ]);

  // A day on which nobody counted has a gap, not a guess.
  at = new Date('2026-12-14T09:00:00Z');
  await count();
  const later = (await readDashboard(ctx)).changes;
  expect(later?.days.at(-2)?.mailable).toBe(null);
  expect(later?.mailableChange).toBe(0);
});
