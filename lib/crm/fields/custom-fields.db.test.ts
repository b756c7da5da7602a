import { expect, test } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  archiveCustomField,
  createCustomField,
  deleteCustomField,
  restoreCustomField,
  updateCustomField,
} from './change-custom-field';
import { getCustomFieldUsage, listCustomFields } from './custom-fields';
import { createRecord } from '../records/create-record';
import { fieldSql, recordSource } from './field-sql';
import { findField } from './fields';
import { getRecord } from '../records/get-record';
import { readCatalogue } from './read-catalogue';
import { updateRecord } from '../records/update-record';

const now = () => new Date('2026-11-21T12:00:00Z');

async function world(role: 'admin' | 'marketer' = 'admin') {
  const ctx = await testContext({ role, now });
  await ctx.db.pool.query(
    'TRUNCATE crm_records, custom_fields, marketing_lists, integrations RESTART IDENTITY CASCADE',
  );
  return ctx;
}

test('an admin makes fields of every type; a record takes them by their type, typed in storage and as text to read', async () => {
  const ctx = await world();
  await createCustomField(ctx, {
    entity: 'contact',
    label: 'Größe',
    type: 'choice',
    choices: [{ label: 'Small' }, { label: 'Large' }],
  });
  for (const [label, type] of [
    ['Points', 'number'],
    ['Member since', 'date'],
    ['VIP', 'yesno'],
    ['Motto', 'text'],
  ] as const) {
    await createCustomField(ctx, { entity: 'contact', label, type });
  }
  expect((await listCustomFields(ctx)).map(({ key }) => key)).toEqual([
    'grosse',
    'points',
    'member_since',
    'vip',
    'motto',
  ]);
  expect((await readCatalogue(ctx.db.prisma, 'customer')).some(({ source }) => source === 'custom')).toBe(
    false,
  );

  const made = await createRecord(ctx, {
    entity: 'contact',
    lastName: 'Solheim',
    custom: {
      grosse: 'large',
      points: '1.234,5',
      member_since: '01.02.2026',
      vip: 'ja',
      motto: ' Ad astra ',
    },
  });
  expect(await ctx.db.prisma.crmRecord.findFirstOrThrow()).toMatchObject({
    custom: { grosse: 'Large', points: 1234.5, member_since: '2026-02-01', vip: true, motto: 'Ad astra' },
  });
  expect(made.values).toMatchObject({
    'custom.grosse': 'Large',
    'custom.points': '1234.5',
    'custom.vip': 'true',
  });

  const changed = await updateRecord(ctx, {
    id: made.id,
    version: made.version,
    custom: { vip: null, points: '7' },
  });
  expect(changed.values['custom.vip']).toBeUndefined();
  expect((await getRecord(ctx, { id: made.id })).values['custom.motto']).toBe('Ad astra');
  expect(
    await ctx.db.prisma.recordChange.findMany({
      where: { field: { startsWith: 'custom.' } },
      orderBy: { field: 'asc' },
    }),
  ).toMatchObject([
    { field: 'custom.points', before: '1234.5', after: '7' },
    { field: 'custom.vip', before: 'true', after: null },
  ]);
  await expect(
    updateRecord(ctx, {
      id: made.id,
      version: changed.version,
      custom: { grosse: 'Medium', points: 'many', vip: 'perhaps', member_since: '31.02.2026' },
    }),
  ).rejects.toMatchObject({
    fieldErrors: {
      'custom.grosse': expect.stringContaining('Small, Large') as string,
      'custom.points': expect.anything() as string,
      'custom.vip': expect.anything() as string,
      'custom.member_since': expect.anything() as string,
    },
  });
});

test('every field of the catalogue is an expression of its own type', async () => {
  const ctx = await world();
  for (const [label, type] of [
    ['Points', 'number'],
    ['Since', 'date'],
    ['VIP', 'yesno'],
  ] as const)
    await createCustomField(ctx, { entity: 'customer', label, type });
  await createRecord(ctx, {
    entity: 'customer',
    lastName: 'Solheim',
    custom: { points: '2', since: '2026-01-31', vip: 'no' },
  });
  await createRecords(ctx.db.prisma, 1, { entity: 'customer' });
  const types: Record<string, string> = {
    number: 'numeric',
    date: 'date',
    boolean: 'boolean',
    datetime: 'timestamp with time zone',
    owner: 'bigint',
    choice: 'consent_state',
  };
  for (const field of await readCatalogue(ctx.db.prisma, 'customer')) {
    const sql = fieldSql(field);
    const { rows } = await ctx.db.pool.query<{ type: string }>(
      `SELECT pg_typeof(${sql.text})::text AS type FROM ${recordSource.text}`,
    );
    expect(rows).toHaveLength(2);
    const expected =
      field.source === 'stats' && field.type === 'number'
        ? (expect.stringMatching(/^(numeric|integer)$/) as string)
        : (types[field.type] ?? 'text');
    expect(rows[0]?.type.replace('character varying', 'text'), field.name).toEqual(expected);
  }
  expect(() =>
    fieldSql({
      ...findField([], 'x'),
      name: 'x',
      label: 'x',
      type: 'text',
      source: 'custom',
      column: `k' OR 1=1`,
      group: 'Custom fields',
      writable: true,
      maxLength: 1,
    }),
  ).toThrow('no catalogue');
});

test('a field is renamed without losing its key, and choices that records hold are archived, not lost', async () => {
  const ctx = await world();
  const field = await createCustomField(ctx, {
    entity: 'contact',
    label: 'Size',
    type: 'choice',
    choices: [{ label: 'S' }, { label: 'M' }, { label: 'L' }],
  });
  await createRecord(ctx, { entity: 'contact', lastName: 'A', custom: { size: 'M' } });
  const changed = await updateCustomField(ctx, {
    id: field.id,
    version: field.version,
    label: 'Shirt size',
    choices: [{ value: 'S', label: 'Small' }, { label: 'XL' }],
  });
  expect(changed).toMatchObject({
    key: 'size',
    label: 'Shirt size',
    choices: [
      { value: 'S', label: 'Small' },
      { value: 'XL', label: 'XL' },
      { value: 'M', label: 'M', archived: true },
    ],
  });
  await expect(
    createRecord(ctx, { entity: 'contact', lastName: 'B', custom: { size: 'M' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  expect(
    (await createRecord(ctx, { entity: 'contact', lastName: 'B', custom: { size: 'small' } })).values[
      'custom.size'
    ],
  ).toBe('S');
  await expect(
    updateCustomField(ctx, { id: field.id, version: field.version, label: 'Again' }),
  ).rejects.toMatchObject({ code: 'stale' });
  await expect(
    createCustomField(ctx, { entity: 'contact', label: 'shirt SIZE', type: 'text' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    createCustomField(ctx, { entity: 'contact', label: 'Last name', type: 'text' }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('an archived field keeps its values and its key; restored it is the same again', async () => {
  const ctx = await world();
  const field = await createCustomField(ctx, { entity: 'contact', label: 'Points', type: 'number' });
  await createRecord(ctx, { entity: 'contact', lastName: 'A', custom: { points: '5' } });
  const archived = await archiveCustomField(ctx, { id: field.id, version: field.version });
  expect(findField(await readCatalogue(ctx.db.prisma, 'contact'), 'custom.points')).toBeUndefined();
  expect(
    findField(await readCatalogue(ctx.db.prisma, 'contact', { archived: true }), 'custom.points'),
  ).toMatchObject({ archived: true, writable: false });
  const second = await createCustomField(ctx, { entity: 'contact', label: 'Points', type: 'text' });
  expect(second.key).toBe('points_2');
  await expect(restoreCustomField(ctx, { id: archived.id, version: archived.version })).rejects.toMatchObject(
    { code: 'conflict' },
  );
  await archiveCustomField(ctx, { id: second.id, version: second.version });
  expect(
    (await restoreCustomField(ctx, { id: archived.id, version: archived.version })).archivedAt,
  ).toBeNull();
  expect((await ctx.db.prisma.crmRecord.findFirstOrThrow()).custom).toEqual({ points: 5 });
});

test('what a field is used by is told; deleting asks for the name and takes every value', async () => {
  const ctx = await world();
  const field = await createCustomField(ctx, { entity: 'contact', label: 'Points', type: 'number' });
  await createRecord(ctx, { entity: 'contact', lastName: 'A', custom: { points: '5' } });
  const { prisma } = ctx.db;
  const filter = {
    version: 1,
    root: {
      kind: 'group',
      combinator: 'all',
      rules: [{ kind: 'condition', field: 'custom.points', operator: 'gte', value: 1 }],
    },
  };
  await prisma.marketingList.create({
    data: { name: 'Asks', entity: 'contact', type: 'dynamic', columns: ['email'], filter },
  });
  await prisma.marketingList.create({
    data: {
      name: 'Shows',
      entity: 'contact',
      type: 'dynamic',
      columns: ['email', 'custom.points'],
      filter: {},
    },
  });
  await prisma.marketingList.create({
    data: { name: 'Another entity', entity: 'lead', type: 'dynamic', columns: ['custom.points'], filter: {} },
  });
  const integration = await prisma.integration.create({ data: { name: 'Account', username: 'apiuser' } });
  const dataField = await prisma.dataField.create({
    data: { integrationId: integration.id, name: 'POINTS', type: 'Numeric', visibility: 'Private' },
  });
  await prisma.fieldMapping.create({
    data: {
      integrationId: integration.id,
      entity: 'contact',
      rows: { create: [{ dataFieldId: dataField.id, sources: ['custom.points'], position: 0 }] },
    },
  });

  const { id: userId } = await prisma.user.create({
    data: { email: 'views@example.com', name: 'V', role: 'marketer' },
  });
  await prisma.savedView.createMany({
    data: ['cols=name%2Ccustom.points', 'cols=custom.points_2', 'q=points', 'cols=custom.points&size=50'].map(
      (query, n) => ({ userId, grid: 'contacts', name: `V${n}`, query }),
    ),
  });
  expect(await getCustomFieldUsage(ctx, { id: field.id })).toMatchObject({
    viewCount: 2,
    lists: [{ name: 'Asks' }, { name: 'Shows' }],
    mappings: [{ integration: 'Account', dataFields: ['POINTS'] }],
    recordCount: 1,
  });
  await expect(
    deleteCustomField(ctx, { id: field.id, version: field.version, confirmation: 'points' }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(
    deleteCustomField(ctx, { id: field.id, version: 9, confirmation: 'Points' }),
  ).rejects.toMatchObject({ code: 'stale' });
  expect(
    await deleteCustomField(ctx, { id: field.id, version: field.version, confirmation: 'Points' }),
  ).toEqual({ label: 'Points', emptiedCount: 1 });
  expect((await prisma.crmRecord.findFirstOrThrow()).custom).toEqual({});
  expect(await prisma.auditEntry.findFirst({ where: { action: 'custom-field.delete' } })).toMatchObject({
    detail: { emptiedCount: 1, lists: ['Asks', 'Shows'], integrations: ['Account'] },
  });
});

test('only an admin changes fields', async () => {
  const ctx = await world('marketer');
  await expect(
    createCustomField(ctx, { entity: 'contact', label: 'Points', type: 'number' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  for (const verb of [archiveCustomField, restoreCustomField])
    await expect(verb(ctx, { id: '1', version: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(updateCustomField(ctx, { id: '1', version: 1, label: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(deleteCustomField(ctx, { id: '1', version: 1, confirmation: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(getCustomFieldUsage(ctx, { id: '1' })).rejects.toMatchObject({ code: 'forbidden' });
});
