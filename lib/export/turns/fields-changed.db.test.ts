import { describe, expect, it } from 'vitest';
import { getConnection } from '@/lib/connections';
import { createCustomField } from '@/lib/crm';
import { getMapping, refreshDataFields } from '@/lib/data-fields';
import { sameIgnoringCase } from '@/lib/db';
import { runImportPass } from '@/lib/import';
import { pageRunOutcomes } from '@/lib/sync-runs';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { requestSync } from '../index';

type FieldType = 'String' | 'Numeric' | 'Date' | 'Boolean';

/** A new data field at Dotdigital, read, and filled from `source`. */
const map = async (world: ExportWorld, name: string, type: FieldType, source: string) => {
  const { prisma } = world.ctx.db;
  await world.client.createDataField({ name, type, visibility: 'Private' });
  await refreshDataFields(world.ctx, world.client, world.integrationId);
  const mapping = await prisma.fieldMapping.findUniqueOrThrow({
    where: { integrationId_entity: { integrationId: world.integrationId, entity: 'contact' } },
  });
  const field = await prisma.dataField.findFirstOrThrow({
    where: { integrationId: world.integrationId, name: sameIgnoringCase(name) },
  });
  await prisma.fieldMappingRow.create({
    data: { mappingId: mapping.id, dataFieldId: field.id, sources: [source], position: 10 },
  });
};
const synchronize = async (world: ExportWorld) => {
  await requestSync(world.ctx, { id: String(world.connectionId) });
  await world.settle();
};
const change = (world: ExportWorld, name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name) }, data });
const fieldsOf = async (world: ExportWorld, name: string) =>
  (await world.book()).find(({ email }) => email === world.mail(name))?.dataFields;
const log = async (world: ExportWorld) => {
  const { id } = await world.lastRun();
  const lines = await world.ctx.db.prisma.syncRunLog.findMany({ where: { runId: id } });
  return lines.map(({ message }) => message).join('\n');
};
const outcome = async (world: ExportWorld, name: string) => {
  const { id } = await world.lastRun();
  const page = { runId: String(id), after: null, limit: 50, filter: {} };
  const { data } = await pageRunOutcomes(world.ctx, page);
  return data.find(({ email }) => email === world.mail(name));
};

describe('a data field that was deleted at Dotdigital', () => {
  it('is told, the rest of a person goes, nobody else is sent; back again, everyone’s value is sent', async () => {
    const world = await exportWorld();
    await map(world, 'STREET', 'String', 'street');
    await world.people(3, (n) => ({ email: world.mail(`p${n}`), street: `Road ${n}`, firstName: 'Old' }));
    await world.connect();
    await world.settle();
    expect(await fieldsOf(world, 'p1')).toMatchObject({ STREET: 'Road 1' });
    await world.client.deleteDataField('STREET');
    await change(world, 'p1', { street: 'New Road', firstName: 'New' });
    await synchronize(world);
    expect(await log(world)).toContain('STREET is gone at Dotdigital');
    expect((await world.lastRun()).counts).toMatchObject({ planned: 1, updated: 1 });
    expect(await fieldsOf(world, 'p1')).toMatchObject({ FIRSTNAME: 'New' });
    const view = await getConnection(world.ctx, String(world.connectionId));
    expect(view).toMatchObject({ status: 'up_to_date' });
    expect(view.message).toContain('STREET');
    const mapping = await getMapping(world.ctx, {
      integrationId: String(world.integrationId),
      entity: 'contact',
    });
    expect(mapping.rows.find(({ dataField }) => dataField.name === 'STREET')).toMatchObject({
      dataField: { gone: true },
      problem: expect.stringContaining('STREET is gone') as string,
    });
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    await world.client.createDataField({ name: 'STREET', type: 'String', visibility: 'Private' });
    await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
    await world.nextCycle();
    for (const [name, street] of [
      ['p0', 'Road 0'],
      ['p1', 'New Road'],
      ['p2', 'Road 2'],
    ] as const)
      expect(await fieldsOf(world, name)).toMatchObject({ STREET: street });
    expect((await getConnection(world.ctx, String(world.connectionId))).message).toBeNull();
  });

  it('is found back by the very run that someone asks for', async () => {
    const world = await exportWorld();
    await map(world, 'STREET', 'String', 'street');
    await world.people(1, { email: world.mail('p0'), street: 'Road' });
    await world.connect();
    await world.settle();
    await world.client.deleteDataField('STREET');
    await synchronize(world);
    await world.client.createDataField({ name: 'STREET', type: 'String', visibility: 'Private' });
    await synchronize(world);
    expect(await fieldsOf(world, 'p0')).toMatchObject({ STREET: 'Road' });
  });

  it('and made anew with another type is named with the value, and the person’s other changes go', async () => {
    const world = await exportWorld();
    const { name: points } = await createCustomField(world.ctx, {
      entity: 'contact',
      label: 'Points',
      type: 'number',
    });
    await map(world, 'REVENUE', 'Numeric', points);
    const key = points.replace('custom.', '');
    await world.people(2, (n) => ({ email: world.mail(`p${n}`), lastName: 'Old', custom: { [key]: 10 } }));
    await world.connect();
    await world.settle();
    expect(await fieldsOf(world, 'p0')).toMatchObject({ REVENUE: 10 });
    await world.client.deleteDataField('REVENUE');
    await world.client.createDataField({ name: 'REVENUE', type: 'Date', visibility: 'Private' });
    await change(world, 'p0', { lastName: 'New', custom: { [key]: 77 } });
    await synchronize(world);
    expect(await fieldsOf(world, 'p0')).toMatchObject({ LASTNAME: 'New' });
    expect(await log(world)).toContain('Points can’t be put into REVENUE, whose type is Date');
    expect(await outcome(world, 'p0')).toMatchObject({ outcome: 'updated', said: 'REVENUE: “77”' });
    await world.client.deleteDataField('REVENUE');
    await world.client.createDataField({ name: 'REVENUE', type: 'Numeric', visibility: 'Private' });
    await synchronize(world);
    expect(await fieldsOf(world, 'p0')).toMatchObject({ REVENUE: 77 });
    expect(await fieldsOf(world, 'p1')).toMatchObject({ REVENUE: 10 });
  });
});

describe('a value that Dotdigital refuses', () => {
  it.each([
    ['a number too large', 'Numeric', 'number', '1e20', 12, /REVENUE: “100000000000000000000”/],
    ['a text too long', 'String', 'text', 'x'.repeat(1200), 'short', /REVENUE: “x{100}”/],
    ['a year out of reach', 'Date', 'date', '20260-01-01', '2026-03-04', /REVENUE: “20260-/],
  ] as const)(
    '%s: is named and left out, the rest goes, and it isn’t tried again until it changes',
    async (_, type, own, bad, good, said) => {
      const world = await exportWorld();
      const { name: source } = await createCustomField(world.ctx, {
        entity: 'contact',
        label: `Own ${own}`,
        type: own,
      });
      const key = source.replace('custom.', '');
      await map(world, 'REVENUE', type, source);
      const value = own === 'number' ? Number(bad) : bad;
      await world.people(2, (n) => ({
        email: world.mail(`p${n}`),
        firstName: 'Old',
        custom: { [key]: n === 0 ? value : good },
      }));
      await world.connect();
      await world.settle();
      expect(await world.emails()).toEqual([world.mail('p0'), world.mail('p1')]);
      const first = await outcome(world, 'p0');
      expect(first).toMatchObject({ outcome: 'added' });
      expect(first?.said).toMatch(said);
      expect(await log(world)).toMatch(said);
      await world.clearRequests();
      await world.nextCycle();
      expect(await world.writes()).toEqual([]);
      await change(world, 'p0', { firstName: 'New' });
      await world.nextCycle();
      expect(await fieldsOf(world, 'p0')).toMatchObject({ FIRSTNAME: 'New' });
      await change(world, 'p0', { custom: { [key]: good } });
      await world.nextCycle();
      expect((await fieldsOf(world, 'p0'))?.REVENUE).toEqual((await fieldsOf(world, 'p1'))?.REVENUE);
      expect(await outcome(world, 'p0')).toMatchObject({ outcome: 'updated', said: null });
    },
  );
});

it('people with the oddest values are all in the book, each with what fits; the others are named', async () => {
  const world = await exportWorld();
  const key = Object.fromEntries(
    await Promise.all(
      (['number', 'date', 'text', 'yesno'] as const).map(async (type) => {
        const { name } = await createCustomField(world.ctx, {
          entity: 'contact',
          label: `Odd ${type}`,
          type,
        });
        return [type, name] as const;
      }),
    ),
  );
  await map(world, 'REVENUE', 'Numeric', key.number ?? '');
  await map(world, 'LAST_BUY', 'Date', key.date ?? '');
  await map(world, 'NOTE', 'String', key.text ?? '');
  await map(world, 'VIP', 'Boolean', key.yesno ?? '');
  await map(world, 'BIRTH', 'Date', 'birthday');
  const odd: Record<string, unknown>[] = [
    {},
    { number: 'none', date: 'infinity', text: '😀'.repeat(900), yesno: 'perhaps' },
    { number: 1e308, date: '20260-01-01', text: 'x'.repeat(100_000), yesno: 3 },
    { number: null, date: null, text: null, yesno: null },
    { number: 'NaN', date: '0001-01-01', text: '"\r\n,;=1', yesno: true },
    { number: 0.1 + 0.2, date: '9999-12-31', text: ' ', yesno: false },
  ];
  await world.people(odd.length, (n) => ({
    email: world.mail(`p${n}`),
    firstName: n === 3 ? null : `Name ${n}`,
    lastName: null,
    custom: Object.fromEntries(
      Object.entries(odd[n] ?? {}).map(([type, value]) => [key[type]?.replace('custom.', ''), value]),
    ) as never,
  }));
  await world.ctx.db.prisma
    .$executeRaw`UPDATE crm_records SET birthday = 'infinity' WHERE email = ${world.mail('p0')}`;
  await world.connect();
  await world.settle();
  expect(await world.lastRun()).toMatchObject({
    state: 'finished',
    counts: { added: odd.length, rejected: 0 },
  });
  expect(await world.emails()).toHaveLength(odd.length);
  expect(await fieldsOf(world, 'p4')).toMatchObject({
    VIP: true,
    NOTE: '"\r\n,;=1',
    LAST_BUY: '0001-01-01T00:00:00Z',
  });
  expect(await fieldsOf(world, 'p5')).toMatchObject({ VIP: false, LAST_BUY: '9999-12-31T00:00:00Z' });
  expect((await outcome(world, 'p0'))?.said).toContain('BIRTH: “infinity”');
  const second = (await outcome(world, 'p1'))?.said ?? '';
  for (const named of ['REVENUE: “none”', 'LAST_BUY: “infinity”', 'NOTE: “😀', 'VIP: “perhaps”'])
    expect(second).toContain(named);
  expect((await outcome(world, 'p2'))?.said).toContain('was cut to 1,000 characters');
  expect((await outcome(world, 'p3'))?.said).toBeNull();
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);
});

it('data fields with the oddest names, people with the oddest names and texts of every length are sent once, each to its own', async () => {
  const world = await exportWorld();
  const names = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '-',
    '_',
    '1',
    'NULL',
    'Email_2',
    'x'.repeat(20),
  ];
  for (const name of names) await map(world, name, 'String', 'city');
  const people = [
    ['O’Brien "the\tthird"', 'x'.repeat(255)],
    ['=HYPERLINK("http://evil")', '\u202Eevil'],
    ['😀', 'a,b;c\r\nd'],
    ["Robert'); DROP TABLE students;--", '\\N'],
  ];
  await world.people(people.length, (n) => ({
    email: world.mail(`p${n}`),
    firstName: people[n]?.[0] ?? null,
    lastName: people[n]?.[1] ?? null,
    city: `Town ${n}`,
  }));
  await world.connect();
  await world.settle();
  expect((await world.lastRun()).counts).toMatchObject({ added: people.length, rejected: 0 });
  for (const [n, [first, last]] of people.entries()) {
    const held = new Map(
      Object.entries((await fieldsOf(world, `p${n}`)) ?? {}).map(([name, value]) => [
        name.toUpperCase(),
        value,
      ]),
    );
    for (const name of names) expect([name, held.get(name.toUpperCase())]).toEqual([name, `Town ${n}`]);
    expect([held.get('FIRSTNAME'), held.get('LASTNAME')]).toEqual([first, last]);
  }
  await world.clearRequests();
  await world.nextCycle();
  expect(await world.writes()).toEqual([]);

  const { name: note } = await createCustomField(world.ctx, {
    entity: 'contact',
    label: 'Note',
    type: 'text',
  });
  await map(world, 'NOTE', 'String', note);
  const lengths = [255, 256, 1_000, 1_001];
  for (const [n, length] of lengths.entries())
    await change(world, `p${n}`, { custom: { [note.replace('custom.', '')]: 'y'.repeat(length) } });
  await world.nextCycle();
  expect((await world.lastRun()).counts).toMatchObject({ updated: people.length, rejected: 0 });
  const held = await Promise.all(lengths.map(async (_, n) => String((await fieldsOf(world, `p${n}`))?.NOTE)));
  expect(held.map((text) => text.length)).toEqual([255, 256, 1_000, 1_000]);
  expect(held[3]).toBe(`${'y'.repeat(999)}…`);
  expect((await outcome(world, 'p3'))?.said).toContain('was cut to 1,000 characters');
  expect((await outcome(world, 'p2'))?.said).toBeNull();
});
