import { describe, expect, it } from 'vitest';
import { exportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import type { Context } from '../context';
import { createCustomField, deleteCustomField } from '../crm';
import { previewMappingEffect } from '../export';
import { MappingDocument, plainSettings, type SaveMappingInput } from './schemas';
import {
  checkMappingCopy,
  checkMappingDocument,
  compareMappingVersions,
  copyMapping,
  createMissingFields,
  exportMapping,
  getMapping,
  importMapping,
  listMappings,
  listMappingVersions,
  mappingsCsv,
  previewMapping,
  readTwoWayMappings,
  restoreMappingVersion,
  saveMapping,
} from './index';

const entity = 'contact' as const;

async function account() {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  const ref = { integrationId: String(world.integrationId), entity };
  const idOf = async (name: string): Promise<string> => {
    const field = await prisma.dataField.findFirstOrThrow({
      where: { integrationId: world.integrationId, name },
    });
    return String(field.id);
  };
  const row = async (name: string, source: string, own: object = {}) => ({
    dataFieldId: await idOf(name),
    sources: [source],
    separator: ' ',
    ...plainSettings,
    ...own,
  });
  const versionOf = async (): Promise<number> => (await getMapping(world.ctx, ref)).version;
  const save = async (...rows: SaveMappingInput['rows']) =>
    saveMapping(world.ctx, {
      ...ref,
      version: await versionOf(),
      syncPriority: 20,
      rows: rows as Parameters<typeof saveMapping>[1]['rows'],
    });
  const namesOf = async (ctx: Context = world.ctx, of: typeof ref = ref): Promise<string[]> =>
    (await getMapping(ctx, of)).rows.map(({ dataField }) => dataField.name);
  return { ...world, ref, row, save, versionOf, namesOf };
}

const history = async ({ ctx, ref }: Pick<Awaited<ReturnType<typeof account>>, 'ctx' | 'ref'>) =>
  (await listMappingVersions(ctx, { ...ref, before: null, limit: 50 })).versions;

describe('the history of a mapping', () => {
  it('has each version with who, how and what changed, and pages from the newest', async () => {
    const world = await account();
    await world.save(await world.row('GENDER', 'city'));
    await world.save(await world.row('GENDER', 'gender', { empty: 'keep' }));
    expect(
      (await history(world)).map(({ version, by, cause, changes }) => [version, by, cause, changes]),
    ).toEqual([
      [
        3,
        'dotbridge',
        'saved',
        [
          'GENDER: from City → Gender',
          'GENDER: an empty value clears it at Dotdigital → keeps what Dotdigital has',
        ],
      ],
      [
        2,
        'dotbridge',
        'saved',
        [
          'GENDER added, from City',
          'FIRSTNAME taken out; it came from First name',
          'LASTNAME taken out; it came from Last name',
          'FULLNAME taken out; it came from First name, Last name',
        ],
      ],
      [1, 'dotbridge', 'suggested', []],
    ]);
    const page = await listMappingVersions(world.ctx, { ...world.ref, before: 3, limit: 1 });
    expect(page.versions.map(({ version, changes }) => [version, changes.length])).toEqual([[2, 4]]);
    expect(page.nextBefore).toBe(2);
    expect((await compareMappingVersions(world.ctx, { ...world.ref, from: 3, to: 2 })).changes).toEqual([
      'GENDER: from Gender → City',
      'GENDER: an empty value keeps what Dotdigital has → clears it at Dotdigital',
    ]);
    await expect(compareMappingVersions(world.ctx, { ...world.ref, from: 3, to: 9 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      world.ctx.db.prisma.$executeRaw`UPDATE field_mapping_versions SET version = 9 WHERE version = 3`,
    ).rejects.toThrow(/never changed/);
  });

  it('is not written where the save is refused', async () => {
    const world = await account();
    await expect(world.save(await world.row('GENDER', 'nothing'))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await history(world)).toHaveLength(1);
  });

  it('restores a version as a new one, for who may and over what stands', async () => {
    const world = await account();
    const before = await getMapping(world.ctx, world.ref);
    await world.save();
    const restore = { ...world.ref, restore: 1, version: 2 };
    await expect(
      restoreMappingVersion(await testContext({ role: 'marketer' }), restore),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(restoreMappingVersion(world.ctx, { ...restore, version: 1 })).rejects.toMatchObject({
      code: 'stale',
    });
    await expect(restoreMappingVersion(world.ctx, { ...restore, restore: 7 })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await restoreMappingVersion(world.ctx, restore)).toEqual({ version: 3 });
    expect((await getMapping(world.ctx, world.ref)).rows).toEqual(before.rows);
    expect((await history(world))[0]).toMatchObject({ cause: 'restored', origin: 'version 1' });
  });

  it('restores nothing where a field of it is no more', async () => {
    const world = await account();
    const field = await createCustomField(world.ctx, { entity, label: 'Hat', type: 'text', choices: [] });
    await world.save(
      await world.row('GENDER', `custom.${field.key}`),
      await world.row('POSTCODE', 'postalCode'),
    );
    await world.save();
    await deleteCustomField(world.ctx, { id: field.id, version: field.version, confirmation: 'Hat' });
    await expect(
      restoreMappingVersion(world.ctx, { ...world.ref, restore: 2, version: 3 }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      fieldErrors: { 'rows.GENDER': expect.stringContaining('not known') as string },
    });
    expect(await world.namesOf()).toEqual([]);
    expect(await world.versionOf()).toBe(3);
  });
});

describe('a mapping as a file', () => {
  it('comes back the same', async () => {
    const world = await account();
    const rules = [{ kind: 'trim' as const }, { kind: 'case' as const, to: 'upper' as const }];
    await world.save(await world.row('GENDER', 'gender', { rules, empty: 'fill' }));
    const file = MappingDocument.parse(JSON.parse(JSON.stringify(await exportMapping(world.ctx, world.ref))));
    const saved = await getMapping(world.ctx, world.ref);
    await world.save();
    const checked = await checkMappingDocument(world.ctx, { ...world.ref, document: file });
    expect(checked).toMatchObject({
      version: 3,
      rowCount: 1,
      missing: [],
      problems: [],
      changes: ['GENDER added, from Gender'],
    });
    await importMapping(world.ctx, { ...world.ref, document: file, version: 3 });
    expect((await getMapping(world.ctx, world.ref)).rows).toEqual(saved.rows);
    expect((await history(world))[0]).toMatchObject({ cause: 'imported' });
  });

  it('is refused whole, with all that stands against it', async () => {
    const world = await account();
    const file = await exportMapping(world.ctx, world.ref);
    const [first] = file.rows;
    if (!first) throw new Error('the default mapping has rows');
    const document: MappingDocument = {
      ...file,
      rows: [
        ...file.rows,
        { ...first, dataField: { name: 'NOT_HERE', type: 'Numeric' }, sources: ['engagementScore'] },
        { ...first, dataField: { name: 'GENDER', type: 'String' }, sources: ['custom.none'] },
      ],
    };
    const checked = await checkMappingDocument(world.ctx, { ...world.ref, document });
    expect(checked.missing).toEqual([{ name: 'NOT_HERE', type: 'Numeric' }]);
    expect(checked.problems).toEqual([{ name: 'GENDER', problem: 'The field custom.none is not known.' }]);
    await expect(importMapping(world.ctx, { ...world.ref, document, version: 1 })).rejects.toMatchObject({
      code: 'invalid_input',
      fieldErrors: {
        'rows.NOT_HERE': 'NOT_HERE is not a data field of this account.',
        'rows.GENDER': 'The field custom.none is not known.',
      },
    });
    expect(await world.versionOf()).toBe(1);
    await expect(
      importMapping(world.ctx, { ...world.ref, entity: 'lead', document: file, version: 1 }),
    ).rejects.toMatchObject({ fieldErrors: { 'rows.entity': 'This is a mapping of contacts.' } });
    await expect(
      importMapping(await testContext({ role: 'marketer' }), { ...world.ref, document: file, version: 1 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a copy to another account', () => {
  it('waits for data fields that are missing there, makes them, and is then the same', async () => {
    const [from, to] = [await account(), await account()];
    await from.ctx.db.prisma.dataField.create({
      data: { integrationId: from.integrationId, name: 'ORDERS', type: 'Numeric', visibility: 'Private' },
    });
    await from.save(await from.row('ORDERS', 'engagementScore'), await from.row('GENDER', 'gender'));
    const copy = { ...from.ref, toIntegrationId: to.ref.integrationId };
    const checked = await checkMappingCopy(from.ctx, copy);
    expect(checked).toMatchObject({
      version: 1,
      missing: [{ name: 'ORDERS', type: 'Numeric' }],
      problems: [],
    });
    await expect(copyMapping(from.ctx, { ...copy, version: 1 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await to.versionOf()).toBe(1);

    const missing = { integrationId: to.ref.integrationId, fields: checked.missing };
    expect(await createMissingFields(to.ctx, to.client, missing)).toEqual({ createdCount: 1 });
    expect(await createMissingFields(to.ctx, to.client, missing)).toEqual({ createdCount: 0 });
    expect((await to.client.dataFields()).rows.map(({ name }) => name)).toContain('ORDERS');
    await copyMapping(from.ctx, { ...copy, version: 1 });
    expect(await to.namesOf()).toEqual(['ORDERS', 'GENDER']);
    const name = (await getMapping(from.ctx, from.ref)).integration.name;
    expect((await history(to))[0]).toMatchObject({ cause: 'copied', origin: name });

    await expect(
      copyMapping(from.ctx, { ...from.ref, toIntegrationId: from.ref.integrationId, version: 2 }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const viewer = await testContext({ role: 'marketer' });
    await expect(copyMapping(viewer, { ...copy, version: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createMissingFields(viewer, to.client, missing)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the grid of mappings', () => {
  const query = (integrationId: string, q = '') => ({
    q,
    sort: { field: 'entity' as const, direction: 'asc' as const },
    filters: [
      { field: 'integration' as const, type: 'choice' as const, op: 'any' as const, value: [integrationId] },
    ],
    page: 1,
    size: 50,
    cursor: null,
  });

  it('says how each stands: in order, gone, another type, a CRM field that is no more, nothing', async () => {
    const world = await account();
    const { prisma } = world.ctx.db;
    const health = async (): Promise<string[]> =>
      (await listMappings(world.ctx, query(world.ref.integrationId))).rows.map((row) => row.health);
    expect(await health()).toEqual(['ok', 'ok', 'ok']);
    await prisma.fieldMapping.deleteMany({ where: { integrationId: world.integrationId, entity: 'lead' } });
    expect(await health()).toEqual(['ok', 'unmapped', 'ok']);
    await world.save(await world.row('GENDER', 'gender'), await world.row('POSTCODE', 'postalCode'));
    const gender = { integrationId: world.integrationId, name: 'GENDER' };
    await prisma.dataField.updateMany({ where: gender, data: { type: 'Numeric' } });
    expect(await health()).toEqual(['type', 'unmapped', 'ok']);
    expect((await getMapping(world.ctx, world.ref)).rows.map(({ problem }) => problem !== null)).toEqual([
      true,
      false,
    ]);
    await prisma.dataField.updateMany({ where: gender, data: { type: 'String', goneAt: new Date() } });
    expect(await health()).toEqual(['gone', 'unmapped', 'ok']);
    await prisma.dataField.updateMany({ where: gender, data: { goneAt: null } });
    await prisma.fieldMappingRow.updateMany({
      where: { dataField: gender },
      data: { sources: ['custom.nothing'] },
    });
    expect(await health()).toEqual(['unknown', 'unmapped', 'ok']);
    const found = await listMappings(world.ctx, query(world.ref.integrationId, 'POSTCODE'));
    expect(found.rows.map(({ entity: of, rowCount, brokenCount }) => [of, rowCount, brokenCount])).toEqual([
      ['contact', 2, 1],
    ]);
    let file = '';
    for await (const part of mappingsCsv(world.ctx, query(world.ref.integrationId))) file += part;
    expect(file).toContain('CRM field unknown');
    expect(file.trim().split('\r\n')).toHaveLength(4);
    await prisma.dataField.updateMany({ where: gender, data: { type: 'Boolean' } });
    const stands = async (settings: object) => {
      await prisma.fieldMappingRow.updateMany({
        where: { dataField: gender },
        data: { sources: ['tags'], settings },
      });
      const [{ problem } = { problem: '' }] = (await getMapping(world.ctx, world.ref)).rows;
      return [(await health())[0], problem];
    };
    expect(await stands({})).toEqual(['type', 'Choose the tag that GENDER tells of.']);
    expect(await stands({ format: { tag: 'vip' } })).toEqual(['ok', null]);
  });
});

describe('a change before it is saved', () => {
  it('tells whom it sends again and what that takes; steps of rules and what stays are shown', async () => {
    const world = await account();
    await world.people(3, (n) => ({ email: world.mail(`p${n}`), city: n === 0 ? 'Prague' : null }));
    await world.connect();
    await world.settle();
    const rows = [
      { dataFieldId: await dataFieldId(world, 'FIRSTNAME'), sources: ['firstName'] },
      { dataFieldId: await dataFieldId(world, 'GENDER'), sources: ['city'], empty: 'keep' as const },
    ].map((row) => ({ separator: ' ', ...plainSettings, ...row }));
    const effect = await previewMappingEffect(world.ctx, { ...world.ref, rows });
    expect(effect).toMatchObject({ peopleCount: 3, bookCount: 1, callCount: 9, isMeasured: true });
    expect(effect.minutes).toBeGreaterThanOrEqual(1);
    const now = await getMapping(world.ctx, world.ref);
    const asIs = now.rows.map(({ dataField, problem: _, ...row }) => ({ dataFieldId: dataField.id, ...row }));
    expect(await previewMappingEffect(world.ctx, { ...world.ref, rows: asIs })).toMatchObject({
      peopleCount: 0,
      callCount: 0,
      minutes: 0,
    });
    const record = await world.ctx.db.prisma.crmRecord.findFirstOrThrow({
      where: { emailKey: world.mail('p1') },
    });
    const { values } = await previewMapping(world.ctx, { ...world.ref, rows, recordId: String(record.id) });
    expect(values.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['FIRSTNAME', 'same'],
      ['GENDER', 'kept'],
    ]);
  });
});

const dataFieldId = async (
  { ctx, integrationId }: Pick<Awaited<ReturnType<typeof account>>, 'ctx' | 'integrationId'>,
  name: string,
): Promise<string> =>
  String((await ctx.db.prisma.dataField.findFirstOrThrow({ where: { integrationId, name } })).id);

describe('a row that goes both ways', () => {
  it('is refused with the same sentence in form and file where something would be lost, and left out by the worker where it came to that since', async () => {
    const world = await account();
    const { ctx, ref, integrationId } = world;
    const twoWay = { twoWay: true };
    const field = await createCustomField(ctx, {
      entity,
      label: `Size ${Date.now()}`,
      type: 'text',
      choices: [],
    });
    const own = `custom.${field.key}`;
    const refused: [object, string][] = [
      [{ sources: ['firstName', 'lastName'] }, 'Several fields were joined'],
      [{ sources: ['email'] }, 'recognised by'],
      [{ sources: ['consentState'] }, 'Who may be mailed'],
      [{ sources: ['birthday'] }, 'another form'],
      [{ sources: ['firstName'], rules: [{ kind: 'trim' }] }, 'Value rules change'],
    ];
    for (const [parts, why] of refused) {
      const row = await world.row('GENDER', 'gender', { ...twoWay, ...parts });
      await expect(world.save(row)).rejects.toThrow(why);
      const { dataFieldId: _, ...rest } = row;
      const document = MappingDocument.parse({
        kind: 'dotbridge data field mapping',
        format: 1,
        entity,
        syncPriority: 20,
        rows: [{ dataField: { name: 'GENDER', type: 'String' }, ...rest }],
      });
      const { problems } = await checkMappingDocument(ctx, { ...ref, document });
      expect(problems).toEqual([{ name: 'GENDER', problem: expect.stringContaining(why) as string }]);
    }
    await world.save(await world.row('GENDER', 'gender', twoWay), await world.row('POSTCODE', own, twoWay));
    const names = async () =>
      (await readTwoWayMappings(ctx.db.prisma, integrationId)).flatMap(({ rows }) =>
        rows.map(({ name }) => name),
      );
    expect(await names()).toEqual(['GENDER', 'POSTCODE']);
    await ctx.db.prisma.customField.updateMany({
      where: { entity, key: field.key },
      data: { archivedAt: new Date() },
    });
    expect(await names()).toEqual(['GENDER']);
    await ctx.db.prisma.dataField.updateMany({
      where: { integrationId, name: 'GENDER' },
      data: { type: 'Numeric' },
    });
    expect(await names()).toEqual([]);
  });
});
