import { describe, expect, it } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { exportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import { archiveCustomField, createCustomField } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { CreateDataFieldInput, plainSettings } from './schemas';
import {
  createDataField,
  dataFieldsCsv,
  deleteDataField,
  findMappingPeople,
  getMapping,
  listDataFields,
  listMappings,
  listTypeChanges,
  refreshDataFields,
  listMappingSources,
  pageDataFields,
  previewMapping,
  saveMapping,
  storeDataFields,
} from './index';

const wire = (name: string, type = 'String') => ({ name, type, visibility: 'Private', defaultValue: null });
const everything = {
  q: '',
  sort: { field: 'name' as const, direction: 'asc' as const },
  filters: [],
  page: 1,
  size: 200,
  cursor: null,
};
const everyMapping = { ...everything, sort: { field: 'entity' as const, direction: 'asc' as const } };

describe('data fields of an account', () => {
  it('bring the three names into a mapping of each entity, once, with their priorities', async () => {
    const world = await exportWorld();
    const mapping = await getMapping(world.ctx, {
      integrationId: String(world.integrationId),
      entity: 'contact',
    });
    expect(mapping).toMatchObject({ version: 1, syncPriority: 20 });
    expect(mapping.rows.map(({ dataField, sources }) => [dataField.name, sources])).toEqual([
      ['FIRSTNAME', ['firstName']],
      ['LASTNAME', ['lastName']],
      ['FULLNAME', ['firstName', 'lastName']],
    ]);
    const { rows: listed } = await listMappings(world.ctx, {
      ...everyMapping,
      filters: [{ field: 'integration', type: 'choice', op: 'any', value: [String(world.integrationId)] }],
    });
    expect(
      listed.map(({ entity, rowCount, connectionCount }) => [entity, rowCount, connectionCount]),
    ).toEqual([
      ['contact', 3, 0],
      ['lead', 3, 0],
      ['customer', 3, 0],
    ]);
    const all = await world.ctx.db.prisma.fieldMapping.findMany({
      where: { integrationId: world.integrationId },
      orderBy: { syncPriority: 'desc' },
    });
    expect(all.map(({ entity, syncPriority }) => [entity, syncPriority])).toEqual([
      ['contact', 20],
      ['lead', 10],
      ['customer', 0],
    ]);
  });

  it('are paged through by id, each once', async () => {
    const world = await exportWorld();
    const integrationId = String(world.integrationId);
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await pageDataFields(world.ctx, { integrationId, after, limit: 2 });
      names.push(...page.data.map(({ name }) => name));
      after = page.nextCursor;
    } while (after !== null);
    const all = await listDataFields(world.ctx, everything);
    expect(names.length).toBeGreaterThan(2);
    expect(names.toSorted()).toEqual(
      all.rows
        .filter((row) => row.integration.id === integrationId)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('are stored once, marked when gone, and the same again when they come back', async () => {
    const ctx = await testContext();
    const { id: integrationId } = await ctx.db.prisma.integration.create({
      data: { name: `Fields ${Math.random()}`, username: 'x' },
    });
    const store = (...rows: ReturnType<typeof wire>[]) =>
      ctx.db.prisma.$transaction((tx) => storeDataFields(ctx, tx, { integrationId, rows }));
    expect(await store(wire('A'), wire('B'))).toBe(2);
    expect(await store(wire('a'.toUpperCase()), wire('B'))).toBe(0);
    expect(await store(wire('A'))).toBe(1);
    expect(await store()).toBe(0);
    const gone = await ctx.db.prisma.dataField.findFirstOrThrow({ where: { integrationId, name: 'B' } });
    expect(gone.goneAt).not.toBeNull();
    await store(wire('A'), wire('b'));
    expect(await ctx.db.prisma.dataField.findUniqueOrThrow({ where: { id: gone.id } })).toMatchObject({
      goneAt: null,
      name: 'b',
    });
  });

  it('are made and deleted at Dotdigital too; a name that is taken and a field in use are refused', async () => {
    const world = await exportWorld();
    const input = CreateDataFieldInput.parse({
      integrationId: String(world.integrationId),
      name: 'Total_Spent',
      type: 'Numeric',
      visibility: 'Private',
      defaultValue: '0',
    });
    const made = await createDataField(world.ctx, world.client, input);
    expect((await world.client.dataFields()).rows).toContainEqual({
      name: 'TOTAL_SPENT',
      type: 'Numeric',
      visibility: 'Private',
      defaultValue: 0,
    });
    await expect(createDataField(world.ctx, world.client, input)).rejects.toMatchObject({ code: 'conflict' });
    // What stands for any sign in a comparison is a sign of a name here.
    const beside = { ...input, name: 'Total-Spent', notes: 'of the other' };
    await createDataField(world.ctx, world.client, beside);
    await createDataField(world.ctx, world.client, { ...beside, name: '_otal_Spent', notes: 'of this one' });
    expect(
      await world.ctx.db.prisma.dataField.findMany({
        where: { integrationId: world.integrationId, name: { endsWith: 'SPENT' } },
        orderBy: { id: 'asc' },
        select: { name: true, notes: true },
      }),
    ).toEqual([
      { name: 'TOTAL_SPENT', notes: '' },
      { name: 'TOTAL-SPENT', notes: 'of the other' },
      { name: '_OTAL_SPENT', notes: 'of this one' },
    ]);
    const { rows } = await listDataFields(world.ctx, { ...everything, q: 'FIRSTNAME' });
    const system = rows.find(({ integration }) => integration.id === String(world.integrationId));
    await expect(deleteDataField(world.ctx, world.client, { id: system?.id ?? '' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await deleteDataField(world.ctx, world.client, { id: made.id });
    expect((await world.client.dataFields()).rows.map(({ name }) => name)).not.toContain('TOTAL_SPENT');
  });
});

describe('a data field that changes at Dotdigital', () => {
  it('with another type flags the mapping that fills it, with what to do, until the mapping is saved', async () => {
    const world = await exportWorld();
    const integrationId = String(world.integrationId);
    const ref = { integrationId, entity: 'contact' as const };
    const { rows } = await world.client.dataFields();
    const store = (type: string) => {
      world.clock.now = new Date();
      return world.ctx.db.prisma.$transaction((tx) =>
        storeDataFields(world.ctx, tx, {
          integrationId: world.integrationId,
          rows: rows.map((row) => (row.name === 'FIRSTNAME' ? { ...row, type } : row)),
        }),
      );
    };
    expect(await listTypeChanges(world.ctx, ref)).toEqual([]);
    await store('Numeric');
    expect(await listTypeChanges(world.ctx, ref)).toMatchObject([
      {
        name: 'FIRSTNAME',
        from: 'String',
        to: 'Numeric',
        advice: expect.stringMatching(/can’t be put into FIRSTNAME.*Choose another source/) as string,
      },
    ]);
    const shown = async (state: string) =>
      (
        await listDataFields(world.ctx, {
          ...everything,
          filters: [
            { field: 'state', type: 'choice', op: 'any', value: [state] },
            { field: 'integration', type: 'choice', op: 'any', value: [integrationId] },
          ],
        })
      ).rows;
    expect(await shown('retyped')).toMatchObject([{ name: 'FIRSTNAME', typeChange: { from: 'String' } }]);
    await store('String');
    const [change] = await listTypeChanges(world.ctx, ref);
    expect(change).toMatchObject({
      from: 'Numeric',
      to: 'String',
      advice: expect.stringContaining('save the mapping') as string,
    });
    const saveAsItIs = async (entity: CrmEntity): Promise<void> => {
      const mapping = await getMapping(world.ctx, { integrationId, entity });
      await saveMapping(world.ctx, {
        integrationId,
        entity,
        version: mapping.version,
        syncPriority: mapping.syncPriority,
        rows: mapping.rows.map(({ dataField, sources, separator }) => ({
          dataFieldId: dataField.id,
          sources,
          separator,
          ...plainSettings,
        })),
      });
    };
    await saveAsItIs('contact');
    expect(await listTypeChanges(world.ctx, ref)).toEqual([]);
    expect(await shown('retyped')).toHaveLength(1);
    await saveAsItIs('lead');
    await saveAsItIs('customer');
    expect(await shown('retyped')).toEqual([]);
  });

  it('is told with who uses it here: the mappings and the connected lists, those of others without their names', async () => {
    const world = await exportWorld();
    await world.people(1, { email: world.mail('a') });
    await world.connect();
    const marketer = await testContext({ role: 'marketer' });
    const used = async (ctx = world.ctx) => {
      const { rows } = await listDataFields(ctx, { ...everything, q: 'FIRSTNAME' });
      return rows.find(({ integration }) => integration.id === String(world.integrationId));
    };
    const list = await world.ctx.db.prisma.marketingList.findUniqueOrThrow({ where: { id: world.listId } });
    expect(await used(marketer)).toMatchObject({
      usedBy: ['contact', 'lead', 'customer'],
      lists: [{ id: String(list.id), name: list.name }],
      listCount: 1,
    });
    const owner = await testContext({ role: 'marketer' });
    await world.ctx.db.prisma.marketingList.update({
      where: { id: world.listId },
      data: { ownerOnly: true, ownerId: owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null },
    });
    expect((await used(marketer))?.lists).toEqual([{ id: null, name: 'a list of somebody else' }]);
    let file = '';
    for await (const part of dataFieldsCsv(marketer, everything)) file += part;
    expect(file).toContain('Default value');
    expect(file).toMatch(/FIRSTNAME,String,/);
  });
});

describe('making and deleting a data field', () => {
  const fieldNamed = (world: Awaited<ReturnType<typeof exportWorld>>, name: string) =>
    CreateDataFieldInput.parse({
      integrationId: String(world.integrationId),
      name,
      type: 'String',
      visibility: 'Private',
    });
  const found = (world: Awaited<ReturnType<typeof exportWorld>>, name: string) =>
    world.ctx.db.prisma.dataField.findMany({ where: { integrationId: world.integrationId, name } });

  it('killed between Dotdigital and here it comes in by the next reading', async () => {
    const world = await exportWorld();
    const input = fieldNamed(world, 'KILLED');
    const killed = {
      dataFields: world.client.dataFields,
      createDataField: async (field: Parameters<typeof world.client.createDataField>[0]) => {
        await world.client.createDataField(field);
        throw new Error('killed');
      },
    };
    await expect(createDataField(world.ctx, killed, input)).rejects.toThrow('killed');
    expect(await found(world, 'KILLED')).toEqual([]);
    await refreshDataFields(world.ctx, world.client, world.integrationId);
    expect(await found(world, 'KILLED')).toMatchObject([{ type: 'String', goneAt: null }]);
  });

  it('a reading that overtakes it leaves one field, with the notes', async () => {
    const world = await exportWorld();
    const overtaken = {
      dataFields: world.client.dataFields,
      createDataField: async (field: Parameters<typeof world.client.createDataField>[0]) => {
        await world.client.createDataField(field);
        await refreshDataFields(world.ctx, world.client, world.integrationId);
      },
    };
    await createDataField(world.ctx, overtaken, { ...fieldNamed(world, 'OVERTAKEN'), notes: 'mine' });
    expect(await found(world, 'OVERTAKEN')).toMatchObject([{ notes: 'mine' }]);
  });

  it.each([
    ['409', '“The data field is in use.”'],
    ['result', '“Campaign '],
  ])(
    'what Dotdigital says against deleting it (%s) is told word for word, and the field stays',
    async (fieldInUse, said) => {
      const world = await exportWorld({ settings: { fieldInUse } });
      const { id } = await createDataField(world.ctx, world.client, fieldNamed(world, 'KEPT'));
      const sandbox = (path: string, body?: object) =>
        fetch(`${world.simulator.url}/v2/${path}`, {
          method: body ? 'POST' : 'GET',
          headers: {
            authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
            'content-type': 'application/json',
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
      const [fromAddress] = (await (await sandbox('custom-from-addresses')).json()) as object[];
      const draft = await sandbox('campaigns', {
        name: 'Draft',
        subject: 'Your @KEPT@',
        fromName: 'Northwind',
        fromAddress,
        htmlContent: '<p>Hello $UNSUB$</p>',
        plainTextContent: 'Hello $UNSUB$',
      });
      expect(draft.status).toBe(201);
      await expect(deleteDataField(world.ctx, world.client, { id })).rejects.toMatchObject({
        code: 'conflict',
        userMessage: expect.stringContaining(said) as string,
      });
      expect(await found(world, 'KEPT')).toHaveLength(1);
    },
  );
});

describe('a mapping', () => {
  it('is saved with its types checked, refuses a stale form and a viewer, and sends only whom it changes', async () => {
    const world = await exportWorld();
    await world.people(2, (n) => ({ email: world.mail(`p${n}`), city: n === 0 ? 'Prague' : null }));
    await world.connect();
    await world.settle();
    const fields = await world.ctx.db.prisma.dataField.findMany({
      where: { integrationId: world.integrationId },
    });
    const idOf = (name: string) => String(fields.find((field) => field.name === name)?.id);
    const base = { integrationId: String(world.integrationId), entity: 'contact' as const, syncPriority: 20 };
    const row = (name: string, ...sources: string[]) => ({
      dataFieldId: idOf(name),
      sources,
      separator: ', ',
      ...plainSettings,
    });
    await expect(
      saveMapping(world.ctx, {
        ...base,
        version: 1,
        rows: [row('POSTCODE', 'city'), row('POSTCODE', 'street')],
      }),
    ).rejects.toMatchObject({
      fieldErrors: { 'rows.1.dataFieldId': expect.stringContaining('twice') as string },
    });
    await expect(
      saveMapping(world.ctx, { ...base, version: 1, rows: [row('POSTCODE', 'nothing')] }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(saveMapping(world.ctx, { ...base, version: 9, rows: [] })).rejects.toMatchObject({
      code: 'stale',
    });
    const viewer = await testContext({ role: 'viewer' });
    await expect(saveMapping(viewer, { ...base, version: 1, rows: [] })).rejects.toMatchObject({
      code: 'forbidden',
    });

    const rows = [
      row('FIRSTNAME', 'firstName'),
      row('LASTNAME', 'lastName'),
      row('FULLNAME', 'firstName', 'lastName'),
      row('GENDER', 'city'),
    ];
    const [found] = await findMappingPeople(world.ctx, { entity: 'contact', q: world.mail('p0') });
    const preview = await previewMapping(world.ctx, { ...base, rows, recordId: found?.id ?? null });
    expect(preview.person?.email).toBe(world.mail('p0'));
    expect(preview.values.find(({ name }) => name === 'GENDER')).toEqual({
      name: 'GENDER',
      before: '',
      after: 'Prague',
      outcome: 'sent',
      steps: [{ words: 'from City', value: 'Prague' }],
      decidedElsewhere: false,
      problem: null,
    });
    expect(preview.values.find(({ name }) => name === 'FIRSTNAME')?.outcome).toBe('same');
    const long = await createRecords(world.ctx.db.prisma, 1, {
      city: 'x'.repeat(1_200),
      email: world.mail('long'),
    });
    const cut = await previewMapping(world.ctx, { ...base, rows, recordId: String(long[0]?.id) });
    expect(cut.values.find(({ name }) => name === 'GENDER')?.problem).toContain(
      'was cut to 1,000 characters',
    );
    await saveMapping(world.ctx, { ...base, version: 1, rows });
    await world.nextCycle();
    const prague = (await world.book()).find(({ email }) => email === world.mail('p0'));
    expect(prague?.dataFields).toMatchObject({ GENDER: 'Prague' });
    expect(String(prague?.dataFields.FULLNAME)).toContain(', ');
  });

  it('is filled from custom and computed fields too; an archived one is offered only where it is still mapped', async () => {
    const world = await exportWorld();
    const { prisma } = world.ctx.db;
    const entity = 'contact' as const;
    const size = await createCustomField(world.ctx, { entity, label: 'Size', type: 'number', choices: [] });
    const name = `custom.${size.key}`;
    await world.people(2, (n) => ({ email: world.mail(`c${n}`), custom: n === 0 ? { [size.key]: 42 } : {} }));
    await world.connect();
    await world.settle();
    const offered = await listMappingSources(world.ctx, { entity, used: [] });
    expect(offered).toContainEqual({
      name,
      label: 'Size',
      group: 'Custom fields',
      type: 'number',
      writable: true,
      synonyms: [],
    });
    expect(offered.map((source) => source.name)).toContain('engagementScore');
    const fields = await prisma.dataField.findMany({ where: { integrationId: world.integrationId } });
    const idOf = (field: string) => String(fields.find((one) => one.name === field)?.id);
    const rows = [
      { dataFieldId: idOf('POSTCODE'), sources: [name], separator: ' ', ...plainSettings },
      { dataFieldId: idOf('GENDER'), sources: ['engagementScore'], separator: ' ', ...plainSettings },
    ];
    await saveMapping(world.ctx, {
      integrationId: String(world.integrationId),
      entity,
      syncPriority: 20,
      version: 1,
      rows,
    });
    const [found] = await findMappingPeople(world.ctx, { entity, q: world.mail('c0') });
    const { values } = await previewMapping(world.ctx, {
      integrationId: String(world.integrationId),
      entity,
      rows,
      recordId: found?.id ?? null,
    });
    expect(values.map(({ name: field, after }) => [field, after])).toEqual([
      ['POSTCODE', '42'],
      ['GENDER', '0'],
    ]);
    await world.nextCycle();
    expect((await world.book()).find(({ email }) => email === world.mail('c0'))?.dataFields).toMatchObject({
      POSTCODE: '42',
      GENDER: '0',
    });
    await archiveCustomField(world.ctx, { id: size.id, version: size.version });
    expect(
      (await listMappingSources(world.ctx, { entity, used: [] })).map((source) => source.name),
    ).not.toContain(name);
    expect(
      (await listMappingSources(world.ctx, { entity, used: [name] })).map((source) => source.name),
    ).toContain(name);
  });
});
