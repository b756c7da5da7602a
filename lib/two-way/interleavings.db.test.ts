import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conflictPolicies, type emptyPolicies } from '@/lib/data-fields/schemas';
import { pushConnection } from '@/lib/export';
import { connectCustomers } from '@/prisma/seed/connect-customers';
import { exportWorld } from '@/prisma/seed/export-world';
import { setMappingRows } from '@/prisma/seed/mapping-rows';
import { createRecords } from '@/prisma/seed/records';
import { changeThere, recordOf, there } from '@/prisma/seed/two-way-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { runImportPass } from '@/lib/import';

const entities = ['contact', 'customer'] as const;
const fields = { FIRSTNAME: 'firstName', TOWN: 'city' } as const;
type Name = keyof typeof fields;

/** Two people who are contact and customer at once, each entity on a list and in a book of its own. */
async function twoBooks(
  policies: { conflict: (typeof conflictPolicies)[number]; empty: (typeof emptyPolicies)[number] }[],
) {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  for (const [n, entity] of entities.entries()) {
    const settings = { twoWay: true, emptyComesBack: true, ...policies[n] };
    await setMappingRows(
      world,
      Object.entries(fields).map(([name, source]) => ({ name, source, settings })),
      entity,
    );
    await createRecords(prisma, 2, (k) => ({
      entity,
      email: world.mail(`p${k}`),
      firstName: `${entity} ${k}`,
      city: 'Bath',
      source: world.source,
    }));
  }
  const contacts = await world.connect();
  const { connectionId: customers } = await connectCustomers(world);
  return { world, connections: [contacts, customers] };
}

const person = fc.integer({ min: 0, max: 1 });
const name = fc.constantFrom(...(Object.keys(fields) as Name[]));
const step = fc.oneof(
  fc.record({ does: fc.constant('here' as const), entity: fc.constantFrom(...entities), person, name }),
  fc.record({ does: fc.constant('there' as const), person, name, isEmpty: fc.boolean() }),
  fc.record({ does: fc.constant('push' as const), which: person, passes: fc.constantFrom(0, 7, 241) }),
  fc.record({ does: fc.constant('read' as const), passes: fc.constantFrom(0, 7, 60) }),
  fc.record({
    does: fc.constant('killed read' as const),
    at: fc.integer({ min: 1, max: 20 }),
    stored: fc.boolean(),
  }),
  fc.record({ does: fc.constant('slow imports' as const), seconds: fc.constantFrom(0, 20, 300) }),
);

it('whatever happens in whatever order, no own value comes back as a change there, and both sides come to rest alike', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          conflict: fc.constantFrom(...conflictPolicies),
          empty: fc.constantFrom('clear' as const, 'keep' as const),
        }),
        { minLength: 2, maxLength: 2 },
      ),
      fc.array(step, { minLength: 8, maxLength: 18 }),
      async (policies, steps) => {
        const { world, connections } = await twoBooks(policies);
        const { prisma } = world.ctx.db;
        const read = async (own = world.ctx) =>
          runImportPass(own, world.integrationId, { trigger: 'schedule' });
        const given = new Set<string>();
        let n = 0;
        for (const one of steps) {
          n += 1;
          if (one.does === 'here') {
            await world.pass(1);
            const record = await recordOf(world, `p${one.person}`, one.entity);
            await prisma.crmRecord.update({
              where: { id: record.id },
              data: { [fields[one.name]]: `here ${n}` },
            });
            await prisma.recordChange.create({
              data: { recordId: record.id, field: fields[one.name], origin: 'person', at: world.ctx.now() },
            });
          } else if (one.does === 'there') {
            const text = one.isEmpty ? null : `there ${n}`;
            given.add(text ?? '');
            await changeThere(world, `p${one.person}`, { [one.name]: text });
          } else if (one.does === 'push') {
            await world.pass(one.passes);
            await pushConnection(world.ctx, connections[one.which] ?? 0n);
          } else if (one.does === 'read') {
            await world.pass(one.passes);
            await read();
          } else if (one.does === 'killed read') {
            const killed = killedAtTransaction(world.ctx, one.at, one.stored ? 'after' : 'before');
            await read(killed.ctx).catch(() => undefined);
            await world.leasesRunOut();
          } else await world.control('/settings', { importSeconds: one.seconds });
        }
        await world.control('/settings', { importSeconds: 0 });
        await world.pass(400);
        await read();
        const round = async () => {
          for (const connectionId of connections) {
            world.connectionId = connectionId;
            await world.nextCycle();
          }
          await world.pass(60);
          await read();
        };
        for (let k = 0; k < 6; k += 1) {
          await world.clearRequests();
          await round();
          if (k > 0 && (await world.writes()).length === 0) break;
        }
        const lines = await prisma.recordChange.findMany({
          where: { origin: 'dotdigital', record: { source: world.source } },
        });
        for (const { after } of lines) expect([...given]).toContain(typeof after === 'string' ? after : '');
        for (const k of [0, 1]) {
          const record = await recordOf(world, `p${k}`);
          const held = await there(world, `p${k}`);
          for (const [key, field] of Object.entries(fields))
            if (record[field] !== null) expect([key, held[key]]).toEqual([key, record[field]]);
        }
        await world.clearRequests();
        await round();
        expect(await world.writes()).toEqual([]);
        expect(
          await prisma.recordChange.count({
            where: { origin: 'dotdigital', record: { source: world.source } },
          }),
        ).toBe(lines.length);
      },
    ),
    { numRuns: 3, seed: 20_261_130, endOnFailure: true },
  );
});
