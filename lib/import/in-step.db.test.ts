import { describe, expect, it } from 'vitest';
import {
  acceptWhoLeft,
  getConnection,
  listWhoLeft,
  putBackWhoLeft,
  requestReadBack,
} from '@/lib/connections';
import type { WhoLeftChoice } from '@/lib/connections/schemas';
import { compareWithBook, findDueComparisons, sendAgain } from '@/lib/export';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { runImportPass } from './index';

const cycle = 240;
const hour = 3_600;

/**
 * So many people in the book, read and confirmed, at a noon that is 23 to 47 hours gone by: what the database dates itself is never behind
 * it, and Dotdigital's clock is not two days ahead of it, which a cursor would be taken for absurd by.
 */
async function inBook(count: number, whoLeft?: WhoLeftChoice): Promise<ExportWorld> {
  const world = await exportWorld();
  world.clock.now = new Date(
    `${new Date(Date.now() - 35 * hour * 1_000).toISOString().slice(0, 10)}T12:00:00Z`,
  );
  await world.people(count, (n) => ({ email: world.mail(`p${n}`), firstName: `Name ${n}` }));
  await world.connect();
  if (whoLeft)
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { options: { whoLeft } },
    });
  await world.settle();
  await world.pass(hour);
  await read(world);
  return world;
}

const read = (world: ExportWorld) => runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
const view = (world: ExportWorld) => getConnection(world.ctx, String(world.connectionId));
const id = (world: ExportWorld) => ({ id: String(world.connectionId) });

async function takeOff(world: ExportWorld, count: number): Promise<void> {
  const people = (await world.book()).slice(0, count);
  await world.client.removeFromBook(
    world.dotdigitalId,
    people.map((person) => person.id),
  );
  await world.pass(1);
}

async function deleteThere(world: ExportWorld): Promise<void> {
  const [person] = await world.book();
  const answer = await fetch(`${world.simulator.url}/v2/contacts/${person?.id}`, {
    method: 'DELETE',
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  expect(answer.ok).toBe(true);
}

/** The book is read back because someone asks for it, and compared. */
async function compared(world: ExportWorld) {
  await world.pass(cycle);
  await requestReadBack(world.ctx, id(world));
  await read(world);
  expect(await findDueComparisons(world.ctx)).toContain(world.connectionId);
  await compareWithBook(world.ctx, world.connectionId);
  expect(await findDueComparisons(world.ctx)).not.toContain(world.connectionId);
  const { inStep } = await view(world);
  return inStep && { compared: inStep.compared, causes: onlySome(inStep.causes) };
}
const onlySome = (causes: Record<string, number>) =>
  Object.fromEntries(Object.entries(causes).filter(([, count]) => count > 0));

describe('people taken off the book at Dotdigital without a word', () => {
  it('are seen within an import cycle, stay out until someone decides, and come back when put back', async () => {
    const world = await inBook(80);
    expect(await view(world)).toMatchObject({ inBook: 80, inStep: null });
    await takeOff(world, 60);
    await world.pass(cycle);
    await read(world);
    expect(await view(world)).toMatchObject({
      inBook: 20,
      inBookAsOf: world.clock.now.toISOString(),
      whoLeft: { takenOff: 60, deleted: 0 },
    });
    await compareWithBook(world.ctx, world.connectionId);
    expect((await view(world)).inStep).toMatchObject({ compared: 80, causes: { takenOff: 60, inFlight: 0 } });
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);

    expect(await putBackWhoLeft(world.ctx, id(world))).toEqual({ count: 60 });
    expect(await putBackWhoLeft(world.ctx, id(world))).toEqual({ count: 0 });
    await world.settle();
    expect(await world.emails()).toHaveLength(80);
    await world.pass(hour);
    expect(await compared(world)).toEqual({ compared: 80, causes: {} });
    expect((await view(world)).whoLeft).toEqual({ takenOff: 0, deleted: 0 });
  });

  it('stay out for good where it is accepted, with the reason on the list', async () => {
    const world = await inBook(10);
    await takeOff(world, 2);
    await deleteThere(world);
    await world.pass(cycle);
    await read(world);
    expect((await view(world)).whoLeft).toEqual({ takenOff: 2, deleted: 1 });
    expect(await acceptWhoLeft(world.ctx, id(world))).toEqual({ count: 3 });
    expect(await acceptWhoLeft(world.ctx, id(world))).toEqual({ count: 0 });
    expect(await marks(world)).toEqual(['deleted_there', 'taken_off_there', 'taken_off_there']);
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(7);
    expect(await compared(world)).toEqual({ compared: 7, causes: {} });
  });

  it('are decided of one by one, too: some go back, another stays out, the rest wait', async () => {
    const world = await inBook(10);
    await takeOff(world, 4);
    await world.pass(cycle);
    await read(world);
    const page = { id: String(world.connectionId), limit: 3 };
    const first = await listWhoLeft(world.ctx, { ...page, after: null });
    const rest = await listWhoLeft(world.ctx, { ...page, after: first.nextCursor });
    const left = [...first.data, ...rest.data];
    expect(left.map(({ how }) => how)).toEqual(['taken_off', 'taken_off', 'taken_off', 'taken_off']);
    expect([first.data.length, rest.nextCursor]).toEqual([3, null]);
    const [a, b, c] = left.map(({ email }) => email);
    expect(
      await putBackWhoLeft(world.ctx, { ...id(world), emails: [a!.toUpperCase(), b!, 'nobody'] }),
    ).toEqual({
      count: 2,
    });
    expect(await acceptWhoLeft(world.ctx, { ...id(world), emails: [c!] })).toEqual({ count: 1 });
    expect((await view(world)).whoLeft).toEqual({ takenOff: 1, deleted: 0 });
    await world.settle();
    expect(await world.emails()).toHaveLength(8);
    expect(await world.emails()).toEqual(expect.arrayContaining([a, b]));
    expect(await marks(world)).toEqual(['taken_off_there']);
  });

  it.each<[WhoLeftChoice, number, number]>([
    ['ask', 6, 0],
    ['put_back', 10, 0],
    ['accept', 6, 4],
  ])('are treated as the connection’s option says: %s', async (whoLeft, there, marked) => {
    const world = await inBook(10, whoLeft);
    await takeOff(world, 4);
    await world.pass(cycle);
    await read(world);
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(there);
    expect(await marks(world)).toHaveLength(marked);
  });

  it('stay out though their values change here before anybody saw that they left', async () => {
    const world = await inBook(5);
    const [person] = await world.book();
    await takeOff(world, 1);
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { email: person?.email ?? '' },
      data: { firstName: 'New name' },
    });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(4);
    await world.pass(hour);
    expect(await compared(world)).toEqual({ compared: 5, causes: { takenOff: 1 } });
    await putBackWhoLeft(world.ctx, id(world));
    await world.nextCycle();
    const again = (await world.book()).find(({ email }) => email === person?.email);
    expect(again?.dataFields.FIRSTNAME).toBe('New name');
  });

  it('are in the book again once someone there puts them back', async () => {
    const world = await inBook(5);
    const before = await world.book();
    await takeOff(world, 2);
    await world.pass(cycle);
    await read(world);
    expect((await view(world)).whoLeft.takenOff).toBe(2);
    await world.control('/contacts', {
      addressBookId: world.dotdigitalId,
      contacts: before.map(({ email }) => ({ email })),
    });
    await world.pass(cycle);
    await read(world);
    expect(await view(world)).toMatchObject({ inBook: 5, whoLeft: { takenOff: 0, deleted: 0 } });
  });

  it('by their own unsubscribe are nobody’s error and wait for no decision', async () => {
    const world = await inBook(5);
    const [person] = await world.book();
    await world.client.unsubscribe(person?.email ?? '');
    await world.pass(cycle);
    await read(world);
    expect(await view(world)).toMatchObject({ inBook: 4, whoLeft: { takenOff: 0, deleted: 0 } });
    expect(await compared(world)).toEqual({ compared: 4, causes: {} });
  });
});

describe('a comparison', () => {
  it('names the cause of each deviation', async () => {
    const world = await inBook(10);
    await deleteThere(world);
    await takeOff(world, 2);
    const [changed] = await world.book();
    await world.control('/contacts', {
      contacts: [{ email: changed?.email, dataFields: { FIRSTNAME: 'Changed there' } }],
    });
    await world.people(1, { email: world.mail('newcomer') });
    expect(await compared(world)).toEqual({
      compared: 11,
      causes: { inFlight: 1, changedThere: 1, takenOff: 2, deleted: 1 },
    });

    const { count } = await sendAgain(world.ctx, { ...id(world), whose: 'differing' });
    expect(count).toBe(1);
    await world.settle();
    const [again] = (await world.book()).filter(({ email }) => email === changed?.email);
    expect(again?.dataFields.FIRSTNAME).toBe(changed?.dataFields.FIRSTNAME);
    await world.pass(hour);
    expect(await compared(world)).toEqual({ compared: 11, causes: { takenOff: 2, deleted: 1 } });
  });

  it('says refused of someone whom Dotdigital refused with the values they still have', async () => {
    const world = await inBook(3);
    await world.control('/settings', { longestText: 30 });
    await world.people(1, { email: world.mail('newcomer'), firstName: 'n'.repeat(31) });
    await world.nextCycle();
    expect(await world.changes({ emailKey: world.mail('newcomer') })).toEqual([
      expect.objectContaining({ outcome: 'rejected', reasonCode: 'failures' }),
    ]);
    await world.pass(hour);
    expect(await compared(world)).toEqual({ compared: 4, causes: { refused: 1 } });
  });

  it('says ours by error of someone who is there though we had said that they are out', async () => {
    const world = await inBook(5);
    const [one] = await world.book();
    await world.ctx.db.prisma.crmRecord.updateMany({
      where: { source: world.source, email: one?.email ?? '' },
      data: { source: 'elsewhere' },
    });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(4);
    await world.control('/contacts', {
      addressBookId: world.dotdigitalId,
      contacts: [{ email: one?.email }],
    });
    expect(await compared(world)).toEqual({ compared: 5, causes: { ours: 1 } });
  });

  it('is asked for by nothing while counts agree or a wave is under way, and again by the night', async () => {
    const world = await inBook(5);
    const bookReads = async () => {
      await world.clearRequests();
      await read(world);
      return (await world.control<{ path: string }[]>('/requests')).filter(
        ({ path }) => /\/contacts(\?|$)/.test(path) && path.includes(String(world.dotdigitalId)),
      ).length;
    };
    await compared(world);
    await world.pass(cycle);
    expect(await bookReads()).toBe(0);
    await world.pass(16 * hour);
    expect(await bookReads()).toBeGreaterThan(0);
    await world.pass(cycle);
    expect(await bookReads()).toBe(0);
  });

  it('changes nothing the second time', async () => {
    const world = await inBook(6);
    await takeOff(world, 2);
    await compared(world);
    const stored = () =>
      world.ctx.db.prisma.bookMember.findMany({
        where: { addressBookId: world.addressBookId },
        orderBy: { emailKey: 'asc' },
        omit: { seenAt: true },
      });
    const before = await stored();
    await compared(world);
    expect(await stored()).toEqual(before);
  });

  it('comes to the same wherever the reading is killed', async () => {
    const world = await inBook(8);
    await takeOff(world, 3);
    const present = () =>
      world.ctx.db.prisma.bookMember.count({ where: { addressBookId: world.addressBookId, present: true } });
    let points = 0;
    for (let n = 1; n < 100; n += 2) {
      await world.ctx.db.prisma.bookMember.updateMany({
        where: { addressBookId: world.addressBookId },
        data: { present: true, leftHow: null },
      });
      await world.pass(cycle);
      await requestReadBack(world.ctx, id(world));
      const killed = killedAtTransaction(world.ctx, n, 'after');
      await runImportPass(killed.ctx, world.integrationId, { trigger: 'schedule' }).catch(() => undefined);
      if (killed.reached() < n) break;
      points += 1;
      await world.leasesRunOut();
      await read(world);
      expect({ n, there: await present(), ...(await view(world)).whoLeft }).toEqual({
        n,
        there: 5,
        takenOff: 3,
        deleted: 0,
      });
    }
    expect(points).toBeGreaterThan(5);
  });

  it('sends everyone once more when asked, each with the same values', async () => {
    const world = await inBook(6);
    const held = async () => (await world.book()).map(({ email, dataFields }) => [email, dataFields]);
    const before = await held();
    expect(await sendAgain(world.ctx, { ...id(world), whose: 'everyone' })).toMatchObject({ count: 6 });
    await read(world);
    expect(await findDueComparisons(world.ctx)).not.toContain(world.connectionId);
    await world.settle();
    expect(await findDueComparisons(world.ctx)).toContain(world.connectionId);
    expect(await held()).toEqual(before);
    const updated = (await world.changes()).filter(({ outcome }) => outcome === 'updated');
    expect(updated).toHaveLength(6);
  });
});

async function marks(world: ExportWorld): Promise<(string | null)[]> {
  const items = await world.ctx.db.prisma.listItem.findMany({
    where: { listId: world.listId, unsubscribedAt: { not: null } },
  });
  return items.map(({ unsubscribedReason }) => unsubscribedReason).sort();
}
