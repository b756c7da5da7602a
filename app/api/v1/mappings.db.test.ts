import { expect, test } from 'vitest';
import { createCustomField, readCatalogue } from '@/lib/crm';
import {
  checkMappingCopy,
  checkMappingDocument,
  copyMapping,
  importMapping,
  saveMapping,
  wantedValuesOf,
} from '@/lib/data-fields';
import {
  convertibleTo,
  dataFieldTypes,
  mappingNotes,
  RowSettings,
  type DataFieldType,
  type MappingDocument,
} from '@/lib/data-fields/schemas';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { createRecords } from '@/prisma/seed/records';
import { testApi } from './test-api';

/** An account with a data field of each type, without a mapping. */
async function account() {
  const api = await testApi();
  const integrationId = await createIntegrationRow(api.ctx);
  const fields = await api.ctx.db.prisma.dataField.createManyAndReturn({
    data: dataFieldTypes.map((type) => ({
      integrationId,
      name: `A_${type.toUpperCase()}`,
      type,
      visibility: 'Private',
    })),
  });
  const fieldOf = (type: DataFieldType) => {
    const found = fields.find((field) => field.type === type);
    if (!found) throw new Error(`no data field of type ${type}`);
    return { id: String(found.id), name: found.name, type, gone: false };
  };
  const path = (entity: string, rest = '') =>
    `/integrations/${integrationId}/data-field-mappings/${entity}${rest}`;
  return { api, integrationId, fieldOf, path };
}

test('what a CRM field can’t be put into is refused in the editor, by REST and by the worker alike', async () => {
  const { api, integrationId, fieldOf, path } = await account();
  const { prisma } = api.ctx.db;
  const entity = 'customer' as const;
  for (const type of ['text', 'number', 'date', 'yesno', 'choice'] as const)
    await createCustomField(api.person, {
      entity,
      label: `Own ${type}`,
      type,
      ...(type === 'choice' ? { choices: [{ label: 'Gold' }] } : {}),
    });
  const catalogue = await readCatalogue(prisma, entity);
  const [person] = await createRecords(prisma, 1, { entity });
  const firstOfType = new Map(catalogue.toReversed().map((field) => [field.type, field]));
  expect([...firstOfType.keys()].sort()).toEqual(Object.keys(convertibleTo).sort());
  for (const field of firstOfType.values())
    for (const type of dataFieldTypes) {
      const target = fieldOf(type);
      const row = {
        sources: [field.name],
        separator: ' ',
        ...RowSettings.parse({ format: { tag: 'vip' } }),
      };
      const listed = convertibleTo[field.type]?.includes(type) === true;
      const pair = `${field.type} into ${type}`;
      const [note] = mappingNotes({
        rows: [{ ...row, dataFieldId: target.id }],
        fields: [target],
        catalogue,
        syncPriority: 0,
        others: [],
      });
      expect([pair, note?.stops ?? false]).toEqual([pair, !listed]);
      const told = await api.call('PUT', path(entity), {
        rows: [{ sources: [field.name], format: { tag: 'vip' }, dataFieldId: target.id }],
      });
      expect([pair, told.status]).toEqual([pair, listed ? 200 : 400]);
      if (!listed) expect(told.text).toContain(note?.text ?? 'no sentence');
      const { values, join } = await wantedValuesOf(prisma, {
        integrationId,
        entity,
        mapping: [{ ...row, name: target.name, type }],
      });
      const [made] = await prisma.$queryRaw<{ sent: boolean }[]>`
        SELECT (${values}) ? ${target.name}::text AS sent FROM crm_records r ${join} WHERE r.id = ${person?.id}`;
      expect([pair, made?.sent]).toEqual([pair, listed]);
    }
});

test('a default that its data field can’t hold is refused with the sentence why, by whichever way it comes', async () => {
  const { api, integrationId, fieldOf, path } = await account();
  const { prisma } = api.ctx.db;
  const entity = 'customer' as const;
  const ref = { integrationId: String(integrationId), entity };
  type Rule = RowSettings['rules'][number];
  const byDefault = (value: string): Rule => ({ kind: 'default', value });
  const table = (from: string, to: string): Rule => ({
    kind: 'table',
    pairs: [{ from, to }],
    others: 'keep',
  });
  const rowOf = (type: DataFieldType, source: string, rules: Rule[]) => ({
    dataFieldId: fieldOf(type).id,
    sources: [source],
    separator: ' ',
    ...RowSettings.parse({ rules, format: { tag: 'vip' } }),
  });
  const refused: [type: DataFieldType, source: string, rules: Rule[], why: string][] = [
    ['Numeric', 'orderCount', [byDefault('none')], 'doesn’t fit: “none” is no number'],
    ['Numeric', 'orderCount', [byDefault('1e9')], 'doesn’t fit: “1e9” is no number'],
    ['Date', 'birthday', [byDefault('01.02.2026')], 'doesn’t fit: “01.02.2026” is no day'],
    ['Boolean', 'tags', [byDefault('perhaps')], 'doesn’t fit: “perhaps” is neither true nor false'],
    ['Numeric', 'orderCount', [byDefault('12'), table('12', 'a dozen')], '“a dozen” is no number'],
  ];
  for (const [type, source, rules, why] of refused) {
    const row = rowOf(type, source, rules);
    const sentence = `The default of ${fieldOf(type).name} doesn’t fit`;
    const told = await api.call('PUT', path(entity), { rows: [row] });
    expect([told.status, told.text]).toEqual([400, expect.stringContaining(why)]);
    await expect(
      saveMapping(api.person, { ...ref, version: 0, syncPriority: 0, rows: [row] }),
    ).rejects.toMatchObject({ fieldErrors: { 'rows.0.rules': expect.stringContaining(why) as string } });
    const { dataFieldId: _, ...parts } = row;
    const document: MappingDocument = {
      kind: 'dotbridge data field mapping',
      format: 1,
      entity,
      syncPriority: 0,
      rows: [{ dataField: { name: fieldOf(type).name, type }, ...parts }],
    };
    const checked = await checkMappingDocument(api.person, { ...ref, document });
    expect(checked.problems.map(({ problem }) => problem)).toEqual([expect.stringContaining(why)]);
    await expect(importMapping(api.person, { ...ref, version: 0, document })).rejects.toMatchObject({
      userMessage: expect.stringContaining(sentence) as string,
    });
    expect((await api.call('POST', path(entity, '/import'), { document })).text).toContain(why);
  }
  expect(await prisma.fieldMapping.count({ where: { integrationId } })).toBe(0);

  const good = [
    rowOf('Numeric', 'orderCount', [byDefault('none'), table('none', '0')]),
    rowOf('Date', 'birthday', [byDefault('2026-02-01')]),
    rowOf('Boolean', 'tags', [byDefault('false')]),
    rowOf('String', 'city', [byDefault('none')]),
  ];
  expect((await api.call('PUT', path(entity), { rows: good })).status).toBe(200);

  // What was stored before this was refused is neither copied nor restored.
  const stored = await prisma.fieldMapping.findFirstOrThrow({ where: { integrationId } });
  const bad = RowSettings.parse({ rules: [byDefault('none')] });
  await prisma.fieldMappingRow.updateMany({
    where: { mappingId: stored.id, dataField: { type: 'Numeric' } },
    data: { settings: bad },
  });
  const elsewhere = await account();
  const copy = { ...ref, toIntegrationId: String(elsewhere.integrationId) };
  const against = await checkMappingCopy(api.person, copy);
  expect(against.problems.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('“none” is no number'),
  ]);
  await expect(copyMapping(api.person, { ...copy, version: 0 })).rejects.toMatchObject({
    userMessage: expect.stringContaining('“none” is no number') as string,
  });
});

test('a preview by REST shows one record’s values before and after, of the saved mapping or of one that is not saved', async () => {
  const { api, fieldOf, path } = await account();
  const [person] = await createRecords(api.ctx.db.prisma, 1, { entity: 'customer', city: ' prague ' });
  const rows = [
    {
      dataFieldId: fieldOf('String').id,
      sources: ['city'],
      rules: [{ kind: 'trim' }, { kind: 'case', to: 'upper' }],
    },
  ];
  const preview = (body: object) =>
    api.call('POST', path('customer', '/preview'), { recordId: String(person?.id), ...body });
  expect((await preview({})).body).toMatchObject({ values: [] });
  const unsaved = await preview({ mapping: { rows } });
  expect(unsaved).toMatchObject({
    status: 200,
    body: {
      person: { id: String(person?.id), email: person?.email },
      values: [{ name: 'A_STRING', before: null, after: 'PRAGUE', outcome: 'sent', problem: null }],
    },
  });
  await api.call('PUT', path('customer'), { rows });
  expect((await preview({})).body).toEqual(unsaved.body);
  expect((await preview({ recordId: '999999999' })).status).toBe(404);
  expect((await api.call('POST', path('people', '/preview'), { recordId: '1' })).status).toBe(404);
  expect((await preview({ mapping: { rows: [{ dataFieldId: '1', sources: [] }] } })).status).toBe(400);
});
