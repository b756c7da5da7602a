import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateList } from '@/lib/marketing-lists';
import { findListConnections, knownOfMember } from '@/lib/marketing-lists/members/member-sql';
import { connectCustomers } from '@/prisma/seed/connect-customers';
import { exportWorld, type ExportWorld, type TruthContact } from '@/prisma/seed/export-world';
import { setEmptyPolicy } from '@/prisma/seed/mapping-rows';
import { createRecords } from '@/prisma/seed/records';
import type { EmptyPolicy } from '@/lib/data-fields/schemas';

/** Contacts and customers with the same addresses, a list and a book of each. */
async function twoEntities(options: { contact?: number; customer?: number } = {}) {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  for (const entity of ['contact', 'customer'] as const) {
    const priority = options[entity];
    if (priority !== undefined)
      await prisma.fieldMapping.update({
        where: { integrationId_entity: { integrationId: world.integrationId, entity } },
        data: { syncPriority: priority },
      });
  }
  await world.people(4, (n) => ({
    email: world.mail(`p${n}`),
    firstName: 'ContactName',
    lastName: `Contact${n}`,
  }));
  await createRecords(prisma, 4, (n) => ({
    entity: 'customer',
    email: world.mail(`p${n + 1}`),
    firstName: 'CustomerName',
    lastName: `Customer${n + 1}`,
    source: world.source,
  }));
  const contacts = await world.connect();
  const { listId, connectionId: customers } = await connectCustomers(world);
  const sync = async (which: 'contacts' | 'customers') => {
    world.connectionId = which === 'contacts' ? contacts : customers;
    await world.nextCycle();
  };
  return { world, sync, listId };
}

const there = async (world: ExportWorld) =>
  Object.fromEntries(
    (await world.control<TruthContact[]>('/state/contacts')).map(({ email, dataFields }) => [
      email.split('@')[0],
      [dataFields.FIRSTNAME, dataFields.LASTNAME, dataFields.FULLNAME],
    ]),
  );
const change = (world: ExportWorld, entity: 'contact' | 'customer', name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name), entity }, data });
const contact = (n: number) => ['ContactName', `Contact${n}`, `ContactName Contact${n}`];
const customer = (n: number) => ['CustomerName', `Customer${n}`, `CustomerName Customer${n}`];

describe('sync priority', () => {
  it('decides whatever runs last, and whatever changes on the weaker side', async () => {
    const { world, sync } = await twoEntities();
    const expected = {
      p0: contact(0),
      p1: contact(1),
      p2: contact(2),
      p3: contact(3),
      p4: customer(4),
    };
    await sync('contacts');
    await sync('customers');
    expect(await there(world)).toEqual(expected);
    await world.clearRequests();
    for (let n = 0; n < 3; n += 1) {
      await sync('contacts');
      await sync('customers');
    }
    expect(await world.writes()).toEqual([]);
    await change(world, 'customer', 'p1', { firstName: 'CustomerNew' });
    await sync('customers');
    await sync('contacts');
    expect(await there(world)).toEqual(expected);
    await change(world, 'contact', 'p1', { firstName: 'ContactNew' });
    await sync('customers');
    await sync('contacts');
    expect((await there(world)).p1).toEqual(['ContactNew', 'Contact1', 'ContactNew Contact1']);
  });

  it('of equals is the longest-standing mapping’s, and the customer’s where it is higher', async () => {
    const equal = await twoEntities({ contact: 5, customer: 5 });
    const first = await equal.world.ctx.db.prisma.fieldMapping.findFirstOrThrow({
      where: { integrationId: equal.world.integrationId, entity: { in: ['contact', 'customer'] } },
      orderBy: { id: 'asc' },
    });
    await equal.sync('contacts');
    await equal.sync('customers');
    await equal.sync('contacts');
    expect((await there(equal.world)).p1).toEqual(first.entity === 'contact' ? contact(1) : customer(1));
    const higher = await twoEntities({ customer: 50 });
    await higher.sync('customers');
    await higher.sync('contacts');
    expect((await there(higher.world)).p1).toEqual(customer(1));
    expect((await there(higher.world)).p0).toEqual(contact(0));
  });

  it('ends with the place on the stronger list, and only fields that both fill compete', async () => {
    const { world, sync } = await twoEntities();
    const { prisma } = world.ctx.db;
    const mapping = await prisma.fieldMapping.findUniqueOrThrow({
      where: { integrationId_entity: { integrationId: world.integrationId, entity: 'contact' } },
      include: { rows: { include: { dataField: true } } },
    });
    const lastName = mapping.rows.find(({ dataField }) => dataField.name === 'LASTNAME');
    await prisma.fieldMappingRow.delete({ where: { id: lastName?.id ?? 0n } });
    await sync('contacts');
    await sync('customers');
    expect((await there(world)).p1).toEqual(['ContactName', 'Customer1', 'ContactName Contact1']);
    await change(world, 'contact', 'p1', { source: 'elsewhere' });
    await sync('contacts');
    await sync('customers');
    expect((await there(world)).p1).toEqual(customer(1));
  });

  it('is the same to those who look people up one by one', async () => {
    const { world, sync, listId } = await twoEntities();
    await sync('contacts');
    await sync('customers');
    const { prisma } = world.ctx.db;
    const [connection] = await findListConnections(prisma, { id: listId, entity: 'customer' });
    const rows = await prisma.$queryRaw<{ same: boolean }[]>`
      SELECT b.held_hash = wanted.hash AS same FROM list_items i JOIN crm_records r ON r.id = i.record_id
      ${knownOfMember(listId, connection ?? null)} WHERE i.list_id = ${listId}`;
    expect(rows).toHaveLength(4);
    expect(rows.every(({ same }) => same)).toBe(true);
  });

  it('holds through any order of changes and turns', async () => {
    const { world, sync } = await twoEntities();
    await sync('contacts');
    await sync('customers');
    let seed = 20_261_129;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let name = 'ContactName';
    for (let step = 0; step < 25; step += 1) {
      const what = random(4);
      if (what === 0) await change(world, 'customer', 'p2', { firstName: `Customer-${step}` });
      if (what === 1) {
        name = `Contact-${step}`;
        await change(world, 'contact', 'p2', { firstName: name });
        await sync(random(2) === 0 ? 'contacts' : 'customers');
      }
      if (what === 2) await sync('contacts');
      if (what === 3) await sync('customers');
      expect((await there(world)).p2?.[0]).toBe(name);
    }
  });

  type Pair = [stronger: EmptyPolicy, weaker: EmptyPolicy];
  const pairs: [Pair, Pair, Pair][] = [
    [
      ['clear', 'keep'],
      ['keep', 'clear'],
      ['fill', 'clear'],
    ],
    [
      ['fill', 'keep'],
      ['clear', 'fill'],
      ['keep', 'fill'],
    ],
  ];
  it.each(pairs)(
    'with whatever an empty value does on either side, ends the same in either order: %s, %s, %s',
    async (...three) => {
      const sides = [await twoEntities(), await twoEntities()];
      // Who is on both lists is known before anyone is sent: what fills goes by what it finds there.
      for (const { world, listId } of sides)
        for (const id of [world.listId, listId]) await evaluateList(world.ctx, id);
      for (const { world } of sides)
        for (const [n, name] of ['FIRSTNAME', 'LASTNAME', 'FULLNAME'].entries()) {
          await setEmptyPolicy(world, name, three[n]?.[0] ?? 'clear', 'contact');
          await setEmptyPolicy(world, name, three[n]?.[1] ?? 'clear', 'customer');
        }
      const orders = [['contacts', 'customers'] as const, ['customers', 'contacts'] as const];
      const maybe = fc.option(fc.constantFrom('A', 'B', 'C'));
      const rounds = fc.sample(
        fc.record({ contact: fc.tuple(maybe, maybe), customer: fc.tuple(maybe, maybe) }),
        { numRuns: 3, seed: 4 },
      );
      for (const round of [null, ...rounds]) {
        for (const [n, { world, sync }] of sides.entries()) {
          for (const entity of round ? (['contact', 'customer'] as const) : []) {
            const [firstName, lastName] = round?.[entity] ?? [];
            await change(world, entity, 'p1', { firstName, lastName });
          }
          for (const which of orders[n] ?? []) await sync(which);
          await world.clearRequests();
          for (const which of orders[n] ?? []) await sync(which);
          expect(await world.writes()).toEqual([]);
        }
        const [one, other] = await Promise.all(sides.map(({ world }) => there(world)));
        expect(one, JSON.stringify(round)).toEqual(other);
      }
    },
  );
});
