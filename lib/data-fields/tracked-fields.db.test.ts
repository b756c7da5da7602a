import { expect, test } from 'vitest';
import { createCustomField, fixedFields, readCatalogue } from '@/lib/crm';
import { testContext } from '@/prisma/test-context';
import { mappingValues } from './mapping-values';
import { RowSettings } from './row-schemas';
import { convertibleTo, type DataFieldType } from './schemas';
import { trackedBy, trackedSources, type TrackedSourceName } from './tracked-fields';

const entity = 'customer' as const;

test('says of a mapping what it follows, each once, and whether that moves by itself', () => {
  const of = (...sources: string[]) => trackedBy([{ sources }, { sources }], fixedFields(entity));
  expect(of('firstName', 'city').names).toEqual(['own']);
  expect(of('ownerId', 'tags').names).toEqual(['owner', 'tags']);
  expect(of('lifetimeValue', 'lastOpenAt', 'orderCount').names).toEqual(['orders', 'engagement']);
  expect(of('custom.gone').names).toEqual([]);
  expect([of('firstName', 'tags').hasVirtual, of('abandonedCartValue').hasVirtual]).toEqual([false, true]);
  expect(of('openedCount').hasVirtual).toBe(true);
});

test('every field of the catalogue is read from the tables that its source names, and from no other', async () => {
  const ctx = await testContext();
  for (const type of ['text', 'choice'] as const)
    await createCustomField(ctx, {
      entity,
      label: `Own ${type}`,
      type,
      ...(type === 'choice' ? { choices: [{ label: 'Gold' }] } : {}),
    });
  const catalogue = await readCatalogue(ctx.db.prisma, entity);
  const tablesOf = async (sources: readonly string[], type: DataFieldType): Promise<Set<string>> => {
    const mapping = sources.map((source, n) => ({
      name: `F${n}`,
      type,
      sources: [source],
      separator: ' ',
      ...RowSettings.parse({ format: { tag: 'vip' } }),
    }));
    const { join } = trackedBy(mapping, catalogue);
    const plan = await ctx.db.prisma.$queryRaw<{ 'QUERY PLAN': unknown }[]>`
      EXPLAIN (FORMAT JSON, VERBOSE) SELECT ${mappingValues(mapping, { catalogue, zone: 'UTC' })} FROM crm_records r ${join}`;
    const read = JSON.stringify(plan).matchAll(/"Relation Name":"([^"]+)"/g);
    return new Set([...read].map(([, name]) => name ?? ''));
  };
  const seen = new Set<TrackedSourceName>();
  for (const field of catalogue)
    for (const type of convertibleTo[field.type] ?? []) {
      const [name, ...others] = trackedBy([{ sources: [field.name] }], catalogue).names;
      expect([field.name, others]).toEqual([field.name, []]);
      if (!name) throw new Error(`${field.name} has no source`);
      seen.add(name);
      expect([field.name, type, await tablesOf([field.name], type)]).toEqual([
        field.name,
        type,
        new Set(['crm_records', ...trackedSources[name].tables]),
      ]);
    }
  expect([...seen].sort()).toEqual(Object.keys(trackedSources).sort());
  const all = catalogue.filter(({ type }) => convertibleTo[type]?.includes('String')).map(({ name }) => name);
  expect(await tablesOf(all, 'String')).toEqual(
    new Set(['crm_records', ...Object.values(trackedSources).flatMap(({ tables }) => tables)]),
  );
});
