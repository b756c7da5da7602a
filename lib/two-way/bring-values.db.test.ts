import { expect, describe, it } from 'vitest';
import { recordTimeline } from '@/lib/crm';
import type { RowSettings } from '@/lib/data-fields/schemas';
import { pushConnection } from '@/lib/export';
import { exportWorld, type ExportWorld, type TruthContact } from '@/prisma/seed/export-world';
import { setMappingRows } from '@/prisma/seed/mapping-rows';
import { createRecords } from '@/prisma/seed/records';
import {
  callThere,
  changeHere,
  changeThere,
  expectRest,
  read,
  recordOf,
  there,
} from '@/prisma/seed/two-way-world';
import { testContext } from '@/prisma/test-context';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { runImportPass } from '@/lib/import';

/** Title, detail and origin of what Dotdigital brought, the newest first. */
const told = async (world: ExportWorld, name: string) => {
  const { id } = await recordOf(world, name);
  const { items } = await recordTimeline(await testContext({ role: 'admin' }), { id: String(id) });
  return items
    .filter(({ by }) => by?.startsWith('Dotdigital'))
    .map(({ title, detail, by }) => [title, detail, by]);
};

async function twoWay(settings: Partial<RowSettings> = {}, options: Parameters<typeof exportWorld>[0] = {}) {
  const world = await exportWorld(options);
  await setMappingRows(world, [
    { name: 'FIRSTNAME', source: 'firstName', settings: { twoWay: true, ...settings } },
    { name: 'TOWN', source: 'city' },
  ]);
  await world.people(3, (n) => ({ email: world.mail(`p${n}`), firstName: `Ada${n}`, city: 'Bath' }));
  await world.connect();
  await read(world);
  await world.settle();
  await read(world);
  await world.clearRequests();
  return world;
}

describe('a change at Dotdigital', () => {
  it('arrives in the record with its origin, and doesn’t go out again', async () => {
    const world = await twoWay();
    const { version } = await recordOf(world, 'p1');
    await changeThere(world, 'p1', { FIRSTNAME: ' Eve ', TOWN: 'Rome' });
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({
      firstName: 'Eve',
      city: 'Bath',
      version: version + 1,
    });
    expect(await recordOf(world, 'p0')).toMatchObject({ firstName: 'Ada0' });
    expect(await told(world, 'p1')).toEqual([
      ['First name changed', 'Ada1 → Eve', `Dotdigital, Account ${world.simulator.port}`],
    ]);
    await expectRest(world);
    expect(await there(world, 'p1')).toMatchObject({ FIRSTNAME: ' Eve ', TOWN: 'Rome' });
  });

  it('made before it was switched on is read once for everybody', async () => {
    const world = await twoWay({ twoWay: false });
    for (const n of [0, 1, 2]) await changeThere(world, `p${n}`, { FIRSTNAME: `Eve${n}` });
    await read(world);
    await world.pass(4 * 3_600);
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Ada1' });
    await setMappingRows(world, [
      { name: 'FIRSTNAME', source: 'firstName', settings: { twoWay: true } },
      { name: 'TOWN', source: 'city' },
    ]);
    await read(world);
    for (const n of [0, 1, 2]) expect(await recordOf(world, `p${n}`)).toMatchObject({ firstName: `Eve${n}` });
    await world.clearRequests();
    await read(world);
    const calls = await world.control<{ path: string }[]>('/requests');
    const asked = calls.filter(({ path }) => path.includes('/contacts') && path.includes('address-books'));
    expect(asked.every(({ path }) => path.includes('since'))).toBe(true);
    await expectRest(world);
  });

  it('of a person whom nobody here sends anything is taken where the record has no value, and met by its value', async () => {
    const world = await twoWay({ conflict: 'crm' });
    for (const [name, firstName] of [
      ['empty', null],
      ['other', 'Ours'],
      ['same', 'Eve'],
    ] as const) {
      await createRecords(world.ctx.db.prisma, 1, { email: world.mail(name), firstName });
      await changeThere(world, name, { FIRSTNAME: 'Eve' });
      await callThere(world, `/address-books/${world.dotdigitalId}/contacts`, { email: world.mail(name) });
    }
    await read(world);
    expect(await recordOf(world, 'empty')).toMatchObject({ firstName: 'Eve' });
    expect(await recordOf(world, 'other')).toMatchObject({ firstName: 'Ours' });
    expect(await told(world, 'other')).toHaveLength(1);
    await expectRest(world);
    for (const name of ['empty', 'other', 'same']) await changeThere(world, name, { FIRSTNAME: 'Eva' });
    await read(world);
    expect(await recordOf(world, 'same')).toMatchObject({ firstName: 'Eva' });
    expect(await recordOf(world, 'empty')).toMatchObject({ firstName: 'Eva' });
    await expectRest(world);
  });
});

describe('what changed on both sides', () => {
  it.each([
    ['crm', 'Ours', 'CRM wins'],
    ['dotdigital', 'Theirs', 'Dotdigital wins'],
    ['newest', 'Ours', 'CRM wins'],
  ] as const)('by %s becomes %s on both, and the timeline has both', async (conflict, winner, words) => {
    const world = await twoWay({ conflict });
    await changeThere(world, 'p1', { FIRSTNAME: 'Theirs' });
    await changeHere(world, 'p1', { firstName: 'Ours' });
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: winner });
    expect(await told(world, 'p1')).toContainEqual([
      `First name changed on both sides: ${words}`,
      'here “Ours”, at Dotdigital “Theirs”',
      `Dotdigital, Account ${world.simulator.port}`,
    ]);
    await world.nextCycle();
    expect(await there(world, 'p1')).toMatchObject({ FIRSTNAME: winner });
    await expectRest(world);
  });

  it('by newest becomes Dotdigital’s where the change here is older than the last look there', async () => {
    const world = await twoWay({ conflict: 'newest' });
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { state: 'paused' },
    });
    await changeHere(world, 'p1', { firstName: 'Ours' });
    await read(world);
    await world.pass(600);
    await changeThere(world, 'p1', { FIRSTNAME: 'Theirs' });
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Theirs' });
  });

  it('to the same is no conflict', async () => {
    const world = await twoWay();
    await changeThere(world, 'p1', { FIRSTNAME: 'Eve' });
    await changeHere(world, 'p1', { firstName: 'Eve' });
    await read(world);
    expect(await told(world, 'p1')).toEqual([]);
    await expectRest(world);
  });
});

describe('an empty value', () => {
  it('empties a field only where the row says so', async () => {
    const world = await twoWay();
    await changeThere(world, 'p1', { FIRSTNAME: null });
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Ada1' });
    await expectRest(world);
    const told = await twoWay({ emptyComesBack: true, conflict: 'dotdigital', empty: 'keep' });
    await changeThere(told, 'p1', { FIRSTNAME: null });
    await read(told);
    expect(await recordOf(told, 'p1')).toMatchObject({ firstName: null });
    await expectRest(told);
  });
});

describe('a file under way', () => {
  it('is never taken for a change there, however far it is', async () => {
    const world = await twoWay({ conflict: 'dotdigital' }, { settings: { importSeconds: 120 } });
    await changeHere(world, 'p1', { firstName: 'Second' });
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    expect(await world.openWave()).not.toBeNull();
    await changeHere(world, 'p1', { firstName: 'Third' });
    await read(world);
    await world.pass(200);
    // Dotdigital has the second, and nobody has settled it.
    expect(await there(world, 'p1')).toMatchObject({ FIRSTNAME: 'Second' });
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Third' });
    await world.settle();
    await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
    await world.nextCycle();
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Third' });
    expect(await there(world, 'p1')).toMatchObject({ FIRSTNAME: 'Third' });
    expect(await told(world, 'p1')).toEqual([]);
    await expectRest(world);
  });

  it('hides a change there only until it is through', async () => {
    const world = await twoWay({}, { settings: { importSeconds: 120 } });
    await changeHere(world, 'p1', { city: 'Oslo' });
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    await world.pass(121);
    await read(world);
    await changeThere(world, 'p1', { FIRSTNAME: 'Eve' });
    await read(world);
    // Longer than any two reads overlap.
    await world.pass(2 * 3_600);
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Ada1' });
    await world.settle();
    await read(world);
    expect(await recordOf(world, 'p1')).toMatchObject({ firstName: 'Eve', city: 'Oslo' });
    await expectRest(world);
  });
});

it('gives and takes a tag by its own data field', async () => {
  const world = await exportWorld();
  const tag = `VIP ${world.simulator.port}`;
  await setMappingRows(world, [
    {
      name: 'IS_VIP',
      source: 'tags',
      type: 'Boolean',
      settings: { twoWay: true, format: { tag: tag.toLowerCase() } as RowSettings['format'] },
    },
  ]);
  await world.people(2, (n) => ({ email: world.mail(`p${n}`) }));
  await world.ctx.db.prisma.recordTag.create({
    data: { record: { connect: { id: (await recordOf(world, 'p0')).id } }, tag: { create: { name: tag } } },
  });
  await world.connect();
  await read(world);
  await world.settle();
  await read(world);
  expect(await there(world, 'p0')).toMatchObject({ IS_VIP: true });
  expect(await there(world, 'p1')).toMatchObject({ IS_VIP: false });
  const tags = async (name: string) => (await recordOf(world, name)).tags.map((one) => one.tag.name);
  await changeThere(world, 'p0', { IS_VIP: false });
  await changeThere(world, 'p1', { IS_VIP: true });
  await read(world);
  expect([await tags('p0'), await tags('p1')]).toEqual([[], [tag]]);
  expect(await told(world, 'p1')).toEqual([
    ['Tags changed', `given ${tag}`, `Dotdigital, Account ${world.simulator.port}`],
  ]);
  await expectRest(world);
});

describe('a pass', () => {
  it('tells what a record can’t hold once, by its value, and brings the others in', async () => {
    const world = await exportWorld();
    const key = `n${world.simulator.port}`;
    await world.ctx.db.prisma.customField.create({
      data: { entity: 'contact', key, label: 'Points', type: 'number' },
    });
    const settings = { twoWay: true, conflict: 'dotdigital' } as const;
    await setMappingRows(world, [
      { name: 'FIRSTNAME', source: 'firstName', settings },
      { name: 'JOB', source: 'jobTitle', settings },
      { name: 'BORN', source: 'birthday', type: 'Date', settings },
      { name: 'POINTS', source: `custom.${key}`, type: 'Numeric', settings },
    ]);
    await world.people(4, (n) => ({ email: world.mail(`p${n}`), firstName: `Ada${n}` }));
    await world.connect();
    await read(world);
    await world.settle();
    await read(world);
    await changeThere(world, 'p0', { FIRSTNAME: 'Eve', JOB: 'x'.repeat(300) });
    await changeThere(world, 'p1', { FIRSTNAME: 'Eve', BORN: '9999-12-31' });
    await changeThere(world, 'p2', { BORN: '0001-01-01', POINTS: 12.5, JOB: 'Baker' });
    await changeThere(world, 'p3', { FIRSTNAME: 'Eve', POINTS: 123456789012345680 });
    await read(world);
    for (const name of ['p0', 'p1', 'p3'])
      expect(await recordOf(world, name)).toMatchObject({
        firstName: 'Eve',
        jobTitle: null,
        birthday: null,
        custom: {},
      });
    expect(await recordOf(world, 'p2')).toMatchObject({
      birthday: null,
      jobTitle: 'Baker',
      custom: { [key]: 12.5 },
    });
    const refusals = async (name: string) =>
      (await told(world, name)).filter(([title]) => title?.endsWith('not taken from Dotdigital'));
    expect(await refusals('p0')).toEqual([
      ['Job title not taken from Dotdigital', expect.stringContaining('at most 255 fit'), expect.anything()],
    ]);
    expect(await refusals('p1')).toEqual([
      [
        'Birthday not taken from Dotdigital',
        expect.stringContaining('lies in the future'),
        expect.anything(),
      ],
    ]);
    expect(await refusals('p2')).toEqual([
      ['Birthday not taken from Dotdigital', expect.stringContaining('is not a date'), expect.anything()],
    ]);
    expect(await refusals('p3')).toEqual([
      ['Points not taken from Dotdigital', expect.stringContaining('at most 15 digits'), expect.anything()],
    ]);
    await expectRest(world);
  });

  it('that is killed anywhere brings each value in once the next time', async () => {
    const world = await twoWay();
    for (const [when, first] of [
      ['before', 1],
      ['after', 4],
    ] as const) {
      for (let n = first; n < 40; n += 6) {
        const value = `Eve ${when} ${n}`;
        await changeThere(world, 'p1', { FIRSTNAME: value });
        await world.pass(60);
        const killed = killedAtTransaction(world.ctx, n, when);
        await runImportPass(killed.ctx, world.integrationId, { trigger: 'schedule' }).catch(() => undefined);
        await world.leasesRunOut();
        // The rest of that pass, then one of its own.
        await read(world);
        await read(world);
        const { id, firstName } = await recordOf(world, 'p1');
        expect(firstName).toBe(value);
        const lines = await world.ctx.db.prisma.recordChange.findMany({
          where: { recordId: id, origin: 'dotdigital' },
        });
        expect(lines.filter(({ after }) => after === value)).toHaveLength(1);
      }
    }
    await expectRest(world);
  });

  it('reads everybody’s values page by page when a row is switched on', async () => {
    const world = await exportWorld();
    await setMappingRows(world, [{ name: 'FIRSTNAME', source: 'firstName', settings: { twoWay: true } }]);
    const made = await world.control<{ id: number }>('/address-books', {
      name: `Crowd ${world.simulator.port}`,
      contacts: 2_300,
    });
    const people = await world.control<TruthContact[]>(`/state/address-books/${made.id}/contacts`);
    await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
    const { prisma } = world.ctx.db;
    const book = await prisma.addressBook.findFirstOrThrow({
      where: { integrationId: world.integrationId, dotdigitalId: made.id },
    });
    await createRecords(prisma, people.length, (n) => ({
      email: people[n]?.email ?? null,
      firstName: null,
      source: world.source,
    }));
    await prisma.connection.create({
      data: {
        listId: world.listId,
        integrationId: world.integrationId,
        addressBookId: book.id,
        state: 'paused',
      },
    });
    await read(world);
    const records = await prisma.crmRecord.findMany({
      where: { source: world.source },
      orderBy: { id: 'asc' },
    });
    expect(records.map(({ firstName }) => firstName)).toEqual(
      people.map(({ dataFields }) => dataFields.FIRSTNAME ?? null),
    );
  });
});
