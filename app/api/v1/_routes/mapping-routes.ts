import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import {
  exportMapping,
  getMapping,
  importMapping,
  listMappingVersions,
  previewMapping,
  restoreMappingVersion,
  saveMapping,
} from '@/lib/data-fields';
import {
  dataFieldTypes,
  MappingDocument,
  maxMappingRows,
  RestoreVersionInput,
  RowSettings,
  SaveMappingInput,
  versionCauses,
} from '@/lib/data-fields/schemas';
import { notFound } from '@/lib/errors';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText } from '@/lib/text';
import { PageOnly, pageOf } from './pages';

const place = '/integrations/{id}/data-field-mappings/{entity}' as const;
const read = { tag: 'integrations', permission: 'fields.read', scope: 'integrations:read' } as const;
const write = { tag: 'integrations', permission: 'fields.write', scope: 'integrations:write' } as const;

const Mapping = z.strictObject({
  integration: z.strictObject({ id: z.string(), name: z.string() }),
  entity: CrmEntity,
  version: z.int(),
  syncPriority: z.int(),
  updatedAt: z.iso.datetime().nullable(),
  rows: z.array(
    z.strictObject({
      dataField: z.strictObject({
        id: z.string(),
        name: z.string(),
        type: z.enum(dataFieldTypes),
        gone: z.boolean(),
      }),
      sources: z.array(z.string()),
      separator: z.string(),
      ...RowSettings.shape,
      problem: z.string().nullable(),
    }),
  ),
});

const mappingParts = SaveMappingInput.shape;
const [MappingRow] = [mappingParts.rows.element.strict()];

const entityOf = (word: string): CrmEntity => {
  const entity = CrmEntity.safeParse(word);
  if (!entity.success) throw notFound('mapping');
  return entity.data;
};

type Params = { id: string; entity: string };
const refOf = ({ id, entity }: Params) => ({ integrationId: id, entity: entityOf(entity) });
const versionOver = { version: z.int().min(0).optional() };

const PreviewValue = z.strictObject({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  outcome: z.enum(['sent', 'same', 'cleared', 'kept']),
  steps: z.array(z.strictObject({ words: z.string(), value: z.string() })),
  decidedElsewhere: z.boolean(),
  problem: z.string().nullable(),
});
const Preview = z.strictObject({
  person: z.strictObject({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
  values: z.array(PreviewValue),
});

const Version = z.strictObject({
  version: z.int(),
  at: z.iso.datetime(),
  by: z.string(),
  cause: z.enum(versionCauses),
  origin: z.string().nullable(),
  rowCount: z.int(),
  changes: z.array(z.string()),
});

export const mappingRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: place,
    summary: 'What feeds its data fields',
    answer: Mapping,
    description: 'entity is contact, lead or customer. version 0: there is no mapping yet.',
    run: (ctx, { params }) => getMapping(ctx, { integrationId: params.id, entity: entityOf(params.entity) }),
  }),
  defineApiRoute({
    ...write,
    method: 'PUT',
    path: place,
    summary: 'Replace what feeds its data fields',
    wakes: true,
    answer: Mapping,
    body: z.strictObject({
      syncPriority: mappingParts.syncPriority.default(0),
      rows: z.array(MappingRow).max(maxMappingRows),
      version: z.int().min(0).optional(),
    }),
    run: async (ctx, { params: { id: integrationId, entity: word }, body, version: over }) => {
      const entity = entityOf(word);
      const now = await getMapping(ctx, { integrationId, entity });
      await saveMapping(ctx, {
        integrationId,
        entity,
        version: over ?? now.version,
        syncPriority: body.syncPriority,
        rows: body.rows,
      });
      return getMapping(ctx, { integrationId, entity });
    },
  }),
  defineApiRoute({
    ...read,
    method: 'POST',
    path: `${place}/preview`,
    summary: 'What a mapping makes of one record, beside what Dotdigital holds',
    description: 'Without mapping: the one that is saved. Stores nothing.',
    body: z.strictObject({
      recordId: idText,
      mapping: z.strictObject({ rows: z.array(MappingRow).max(maxMappingRows) }).optional(),
    }),
    answer: Preview,
    run: async (ctx, { params, body }) => {
      const ref = refOf(params);
      const saved = await getMapping(ctx, ref);
      const rows =
        body.mapping?.rows ??
        saved.rows.map(({ dataField, problem: _, ...row }) => ({ dataFieldId: dataField.id, ...row }));
      const preview = await previewMapping(ctx, { ...ref, recordId: body.recordId, rows });
      if (!preview.person) throw notFound('record');
      return preview;
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: `${place}/versions`,
    summary: 'What it was, the newest first, with what each version changed',
    query: PageOnly,
    answer: pageOf(Version),
    run: async (ctx, { params, query: { limit, cursor } }) => {
      const ref = refOf(params);
      await getMapping(ctx, ref);
      const before = cursor === null ? null : Number(cursor);
      const { versions, nextBefore } = await listMappingVersions(ctx, { ...ref, before, limit });
      return { data: versions, nextCursor: nextBefore === null ? null : String(nextBefore) };
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: `${place}/versions/{version}/restore`,
    summary: 'Make an earlier version the newest',
    wakes: true,
    body: z.strictObject(versionOver).default({}),
    answer: Mapping,
    run: async (ctx, { params, version: over }) => {
      const ref = refOf(params);
      const now = await getMapping(ctx, ref);
      const restore = RestoreVersionInput.shape.restore.safeParse(Number(params.version));
      if (!restore.success) throw notFound('version');
      await restoreMappingVersion(ctx, { ...ref, restore: restore.data, version: over ?? now.version });
      return getMapping(ctx, ref);
    },
    effect: {
      action: () => 'data-field-mapping.restore',
      again: (ctx, _, { params }) => getMapping(ctx, refOf(params)),
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: `${place}/export`,
    summary: 'The mapping by names of data fields, for another account',
    answer: MappingDocument,
    run: (ctx, { params }) => exportMapping(ctx, refOf(params)),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: `${place}/import`,
    summary: 'Replace the mapping by one that was exported, whole or not at all',
    wakes: true,
    body: z.strictObject({ document: MappingDocument, ...versionOver }),
    answer: Mapping,
    run: async (ctx, { params, body: { document }, version: over }) => {
      const ref = refOf(params);
      const now = await getMapping(ctx, ref);
      await importMapping(ctx, { ...ref, document, version: over ?? now.version });
      return getMapping(ctx, ref);
    },
    effect: {
      action: () => 'data-field-mapping.import',
      again: (ctx, _, { params }) => getMapping(ctx, refOf(params)),
    },
  }),
];
