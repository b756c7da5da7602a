import { describe, expect, it } from 'vitest';
import { exportWorld, type ExportWorld, type TruthContact } from '@/prisma/seed/export-world';
import { callThere } from '@/prisma/seed/two-way-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { runImportPass } from '@/lib/import';

/** People p0, p1 … in the book, each with an id that is known. */
async function filled(count = 2): Promise<ExportWorld> {
  const world = await exportWorld();
  await world.people(count, (n) => ({ email: world.mail(`p${n}`), firstName: `Ada${n}` }));
  await world.connect();
  await world.settle();
  await world.clearRequests();
  return world;
}

/** A person here has another address from now on. */
const moves = async (world: ExportWorld, from: string, to: string): Promise<bigint> => {
  const { prisma } = world.ctx.db;
  const { id } = await prisma.crmRecord.findFirstOrThrow({ where: { emailKey: world.mail(from) } });
  await prisma.crmRecord.update({
    where: { id },
    data: { email: world.mail(to), emailKey: world.mail(to), version: { increment: 1 } },
  });
  return id;
};

const contact = async (world: ExportWorld, name: string): Promise<TruthContact | undefined> =>
  (await world.control<TruthContact[]>('/state/contacts')).find(({ email }) => email === world.mail(name));

const idOf = async (world: ExportWorld, name: string) => (await contact(world, name))?.id;

/** How the rows of new addresses ended, the latest first. */
const ends = async (world: ExportWorld) =>
  (await world.changes({ action: 'rename' }))
    .reverse()
    .map(({ outcome, reasonCode }) => [outcome, reasonCode]);

const rest = async (world: ExportWorld): Promise<void> => {
  await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
  await world.nextCycle();
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
};

describe('a new address', () => {
  it('is given to the contact that has the old one: nobody leaves, nobody comes, and the row has both', async () => {
    const world = await filled();
    const id = await idOf(world, 'p0');
    const record = await moves(world, 'p0', 'new');
    await world.ctx.db.prisma.crmRecord.update({ where: { id: record }, data: { firstName: 'Eve' } });
    await world.nextCycle();
    expect(await idOf(world, 'new')).toBe(id);
    expect(await contact(world, 'p0')).toBeUndefined();
    expect(await world.emails()).toEqual([world.mail('new'), world.mail('p1')]);
    const [row] = await world.changes({ action: 'rename' });
    expect(row).toMatchObject({
      outcome: 'updated',
      reasonCode: 'address_changed',
      recordId: record,
      heldValues: { 'E-mail': world.mail('p0') },
      wantedValues: { 'E-mail': world.mail('new') },
    });
    const [write, ...others] = await world.writes();
    expect([write?.method, others]).toEqual(['PUT', []]);
    // Their other values go with the next turn.
    await world.nextCycle();
    expect(await contact(world, 'new')).toMatchObject({ id, dataFields: { FIRSTNAME: 'Eve' } });
    await rest(world);
  });

  it('and back again is the same contact still', async () => {
    const world = await filled();
    const id = await idOf(world, 'p0');
    await moves(world, 'p0', 'new');
    await world.nextCycle();
    await moves(world, 'new', 'p0');
    await world.nextCycle();
    expect(await idOf(world, 'p0')).toBe(id);
    expect(await world.emails()).toEqual([world.mail('p0'), world.mail('p1')]);
    await rest(world);
  });

  it('counts against no guard', async () => {
    const world = await filled(4);
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { options: { guardPeople: 1, guardPercent: 1 } },
    });
    for (const n of [0, 1, 2]) await moves(world, `p${n}`, `new${n}`);
    await world.nextCycle();
    expect((await world.connection()).state).toBe('active');
    expect(await world.emails()).toEqual(['new0', 'new1', 'new2', 'p3'].map(world.mail).sort());
  });

  it('that is a contact of its own there goes on with that one, and the old one leaves the book', async () => {
    const world = await filled();
    await callThere(world, '/contacts', { email: world.mail('new') });
    const id = await idOf(world, 'new');
    await moves(world, 'p0', 'new');
    await world.nextCycle();
    expect(await ends(world)).toEqual([['skipped', 'address_known_there']]);
    await world.nextCycle();
    expect(await idOf(world, 'new')).toBe(id);
    expect(await world.emails()).toEqual([world.mail('new'), world.mail('p1')]);
    await rest(world);
  });

  it('of somebody whose old one unsubscribed meanwhile is not mailed: the wish goes with them', async () => {
    const world = await filled();
    await moves(world, 'p0', 'new');
    await callThere(world, '/contacts/unsubscribe', { email: world.mail('p0') });
    await world.nextCycle();
    expect(await ends(world)).toEqual([['skipped', 'old_address_refused']]);
    await world.nextCycle();
    expect(await contact(world, 'new')).toBeUndefined();
    expect(await world.emails()).toEqual([world.mail('p1')]);
    await rest(world);
    expect(await contact(world, 'new')).toBeUndefined();
  });

  it('leaves the contact with whoever else has the old one', async () => {
    const world = await filled();
    await world.people(1, { email: world.mail('p0'), firstName: 'Bo' });
    const id = await idOf(world, 'p0');
    await moves(world, 'p0', 'new');
    await world.nextCycle();
    expect(await ends(world)).toEqual([]);
    expect(await contact(world, 'p0')).toMatchObject({ id, dataFields: { FIRSTNAME: 'Bo' } });
    expect(await world.emails()).toEqual([world.mail('new'), world.mail('p0'), world.mail('p1')]);
    await rest(world);
  });

  it('that two people swap leaves each contact with its address, and gives it the other one’s values', async () => {
    const world = await filled();
    const ids = [await idOf(world, 'p0'), await idOf(world, 'p1')];
    await moves(world, 'p0', 'between');
    await moves(world, 'p1', 'p0');
    await moves(world, 'between', 'p1');
    await world.nextCycle();
    expect(await contact(world, 'p0')).toMatchObject({ id: ids[0], dataFields: { FIRSTNAME: 'Ada1' } });
    expect(await contact(world, 'p1')).toMatchObject({ id: ids[1], dataFields: { FIRSTNAME: 'Ada0' } });
    await rest(world);
  });

  it('is given once wherever the wave is killed, also when the answer is lost', async () => {
    const world = await filled();
    const id = await idOf(world, 'p0');
    let at = 'p0';
    for (let n = 1; n < 10; n += 1) {
      await moves(world, at, `new${n}`);
      at = `new${n}`;
      await world.pass(241);
      if (n === 5)
        await world.control('/faults', {
          route: '/v2/contacts/*',
          method: 'PUT',
          kind: 'reset-after',
          times: 1,
        });
      const killed = killedAtTransaction(world.ctx, n, n % 2 === 0 ? 'before' : 'after');
      await world.settle(killed.ctx, 1).catch(() => undefined);
      await world.leasesRunOut();
      await world.settle();
      await world.nextCycle();
      expect(await idOf(world, at)).toBe(id);
      expect(await world.emails()).toEqual([world.mail(at), world.mail('p1')].sort());
    }
    await rest(world);
  });

  it('is known before its answer is stored, when an import reads the book in between', async () => {
    const world = await filled();
    const id = await idOf(world, 'p0');
    await moves(world, 'p0', 'new');
    await world.pass(241);
    // The plan is stored, the row looked at, the contact renamed; nothing of that is written down.
    const killed = killedAtTransaction(world.ctx, 4, 'before');
    await world.settle(killed.ctx, 1).catch(() => undefined);
    await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
    await world.leasesRunOut();
    await world.settle();
    await world.nextCycle();
    expect(await idOf(world, 'new')).toBe(id);
    expect(await world.emails()).toEqual([world.mail('new'), world.mail('p1')]);
    expect(await world.changes({ outcome: 'removed' })).toEqual([]);
    await rest(world);
  });
});
