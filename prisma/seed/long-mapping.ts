import { type MappingDocument, plainSettings } from '@/lib/data-fields/schemas';
import type { Tx } from '@/lib/db';
import { long, words } from './long-names';

type Field = { id: bigint; name: string; type: string };

const versionCount = 60;
const causes = ['saved', 'restored', 'imported', 'copied'] as const;

/** A mapping of many rows that each do all a row can, with more than a page of versions from places with long names. */
export async function createLongMapping(
  tx: Tx,
  integrationId: bigint,
  fields: readonly Field[],
): Promise<void> {
  const rows = fields.map((field, n) => ({ field, row: rowOf(field, n) }));
  const { id: mappingId } = await tx.fieldMapping.create({
    data: {
      integrationId,
      entity: 'contact',
      version: versionCount,
      rows: {
        create: rows.map(({ field, row: { dataField: _, sources, separator, ...settings } }, position) => ({
          dataFieldId: field.id,
          sources,
          separator,
          settings,
          position,
        })),
      },
    },
    select: { id: true },
  });
  const documentOf = (rowCount: number): MappingDocument => ({
    kind: 'dotbridge data field mapping',
    format: 1,
    entity: 'contact',
    syncPriority: 0,
    rows: rows.slice(0, rowCount).map(({ row }) => row),
  });
  await tx.fieldMappingVersion.createMany({
    data: Array.from({ length: versionCount }, (_, n) => ({
      mappingId,
      version: n + 1,
      document: documentOf(n + 1),
      cause: n === 0 ? 'suggested' : (causes[n % causes.length] ?? 'saved'),
      origin: n % 4 === 0 ? null : long(n),
      actorLabel: `${long(n)}-Schmidtbauer`,
    })),
  });
}

type DocumentRow = MappingDocument['rows'][number];

const sources = ['firstName', 'lastName', 'company', 'city', 'jobTitle'];

function rowOf({ name, type }: Field, n: number): DocumentRow {
  const isText = type === 'String';
  return {
    dataField: { name, type: isText ? 'String' : 'Numeric' },
    sources: isText ? sources.slice(0, 1 + (n % sources.length)) : ['orderCount'],
    separator: ', ',
    ...plainSettings,
    empty: (['clear', 'keep', 'fill'] as const)[n % 3] ?? 'clear',
    rules: isText ? [{ kind: 'trim' }, { kind: 'default', value: words }, { kind: 'cut', length: 100 }] : [],
  };
}
