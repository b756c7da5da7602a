import type { z } from 'zod';
import type { Context } from '../context';
import { findField, readCatalogue } from '../crm';
import { entityLabels, type CrmEntity } from '../crm/schemas';
import { sameIgnoringCase, type Tx } from '../db';
import type { DotdigitalClient } from '../dotdigital';
import { conflict, invalidInput, notFound } from '../errors';
import { permit } from '../permissions';
import { createDataField } from './change-data-field';
import { fetchVersion, readDocument, readLabels, type Cause } from './mapping-versions';
import { storeMapping } from './mappings';
import {
  CreateDataFieldInput,
  DataFieldType,
  describeChanges,
  problemOf,
  type CheckCopyInput,
  type CheckDocumentInput,
  type CopyMappingInput,
  type CreateMissingInput,
  type DocumentCheck,
  type ImportMappingInput,
  type MappingDocument,
  type RestoreVersionInput,
  type SaveMappingInput,
  whyNotTwoWay,
} from './schemas';
import { unfitDefaults } from './unfit-defaults';

type Ref = { integrationId: string; entity: CrmEntity };

/** A mapping as a file: by names, so that another account can read it. */
export async function exportMapping(ctx: Context, ref: Ref): Promise<MappingDocument> {
  permit(ctx, 'fields.read');
  return fetchDocument(ctx.db.prisma, ref);
}

/** What stands against a mapping from elsewhere, and what it would change. Nothing is stored. */
export async function checkMappingDocument(
  ctx: Context,
  input: z.output<typeof CheckDocumentInput>,
): Promise<DocumentCheck> {
  permit(ctx, 'fields.read');
  const integrationId = BigInt(input.integrationId);
  const { missing, problems } = await resolve(ctx.db.prisma, input, input.document);
  const now = await readDocument(ctx.db.prisma, integrationId, input.entity);
  const mapping = await ctx.db.prisma.fieldMapping.findUnique({
    where: { integrationId_entity: { integrationId, entity: input.entity } },
    select: { version: true },
  });
  return {
    version: mapping?.version ?? 0,
    rowCount: input.document.rows.length,
    missing,
    problems,
    changes: describeChanges(now, input.document, await readLabels(ctx, input.entity)),
  };
}

/** The check of a copy of this account's mapping to another account. */
export async function checkMappingCopy(
  ctx: Context,
  { toIntegrationId, ...ref }: z.output<typeof CheckCopyInput>,
): Promise<DocumentCheck> {
  permit(ctx, 'fields.read');
  const document = await fetchDocument(ctx.db.prisma, ref);
  return checkMappingDocument(ctx, { integrationId: toIntegrationId, entity: ref.entity, document });
}

/** Replaces the mapping by one that was brought, whole or not at all. */
export async function importMapping(
  ctx: Context,
  input: z.output<typeof ImportMappingInput>,
): Promise<{ version: number }> {
  permit(ctx, 'fields.write');
  return bring(ctx, input, async () => ({ document: input.document, cause: { kind: 'imported' } }));
}

/** Gives another account this account's mapping of the entity, whole or not at all; `version` is that of the mapping it replaces. */
export async function copyMapping(
  ctx: Context,
  { toIntegrationId, version, ...ref }: z.output<typeof CopyMappingInput>,
): Promise<{ version: number }> {
  permit(ctx, 'fields.write');
  if (toIntegrationId === ref.integrationId) throw conflict('This is the account that it is copied from.');
  const target = { integrationId: toIntegrationId, entity: ref.entity, version };
  return bring(ctx, target, async (tx) => {
    const from = await tx.integration.findFirst({
      where: { id: BigInt(ref.integrationId), deletedAt: null },
      select: { name: true },
    });
    if (!from) throw notFound('integration');
    return { document: await fetchDocument(tx, ref), cause: { kind: 'copied', origin: from.name } };
  });
}

/** Makes an earlier version the newest. Data fields that were deleted here meanwhile are in its way. */
export async function restoreMappingVersion(
  ctx: Context,
  { restore, ...input }: z.output<typeof RestoreVersionInput>,
): Promise<{ version: number }> {
  permit(ctx, 'fields.write');
  return bring(ctx, input, async (tx) => ({
    document: await fetchVersion(tx, input, restore),
    cause: { kind: 'restored', origin: `version ${restore}` },
  }));
}

/** Makes the data fields that a mapping from elsewhere needs, each at Dotdigital and here; one that is there by now is passed over. */
export async function createMissingFields(
  ctx: Context,
  dotdigital: Pick<DotdigitalClient, 'createDataField' | 'dataFields'>,
  { integrationId, fields }: z.output<typeof CreateMissingInput>,
): Promise<{ createdCount: number }> {
  permit(ctx, 'fields.write');
  let createdCount = 0;
  for (const { name, type } of fields) {
    const there = await ctx.db.prisma.dataField.findFirst({
      where: { integrationId: BigInt(integrationId), name: sameIgnoringCase(name) },
      select: { id: true },
    });
    if (there) continue;
    const checked = CreateDataFieldInput.safeParse({ integrationId, name, type, visibility: 'Private' });
    if (!checked.success) throw invalidInput(`${name}: ${checked.error.issues[0]?.message ?? 'not a name.'}`);
    await createDataField(ctx, dotdigital, checked.data);
    createdCount += 1;
  }
  return { createdCount };
}

type Brought = { document: MappingDocument; cause: Cause };

async function bring(
  ctx: Context,
  input: Ref & { version: number },
  read: (tx: Tx) => Promise<Brought>,
): Promise<{ version: number }> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const { document, cause } = await read(tx);
    const { rows, missing, problems } = await resolve(tx, input, document);
    const against = [
      ...missing.map(({ name }) => ({ name, problem: `${name} is not a data field of this account.` })),
      ...problems,
    ];
    const [first] = against;
    if (first)
      throw invalidInput(
        against.length === 1 ? first.problem : against.map(({ problem }) => problem).join(' '),
        Object.fromEntries(against.map(({ name, problem }) => [`rows.${name}`, problem])),
      );
    const { integrationId, entity, version } = input;
    return storeMapping(
      ctx,
      tx,
      { integrationId, entity, version, syncPriority: document.syncPriority, rows },
      cause,
    );
  });
}

async function fetchDocument(tx: Tx, { integrationId, entity }: Ref): Promise<MappingDocument> {
  const isThere = await tx.integration.count({ where: { id: BigInt(integrationId), deletedAt: null } });
  const document = isThere > 0 ? await readDocument(tx, BigInt(integrationId), entity) : null;
  if (!document) throw notFound('mapping');
  return document;
}

/** The rows of a document in this account's terms, and all that stands against them. */
async function resolve(
  tx: Tx,
  { integrationId, entity }: Ref,
  document: MappingDocument,
): Promise<{
  rows: z.output<typeof SaveMappingInput>['rows'];
  missing: DocumentCheck['missing'];
  problems: DocumentCheck['problems'];
}> {
  const id = BigInt(integrationId);
  if ((await tx.integration.count({ where: { id, deletedAt: null } })) === 0) throw notFound('integration');
  const [fields, catalogue] = [
    await tx.dataField.findMany({ where: { integrationId: id } }),
    await readCatalogue(tx, entity, { archived: true }),
  ];
  const byName = new Map(fields.map((field) => [field.name.toUpperCase(), field]));
  const problems: DocumentCheck['problems'] = [];
  if (document.entity !== entity)
    problems.push({
      name: 'entity',
      problem: `This is a mapping of ${entityLabels[document.entity].many.toLowerCase()}.`,
    });
  const missing: DocumentCheck['missing'] = [];
  const rows = document.rows.flatMap(({ dataField, ...row }) => {
    const field = byName.get(dataField.name.toUpperCase());
    // Of a field that isn't here the type is that of the file: what can't be put into it now never can.
    const target = { name: dataField.name, type: field?.type ?? dataField.type, gone: false };
    const problem = problemOf(row, target, catalogue);
    if (problem) problems.push({ name: dataField.name, problem });
    const type = DataFieldType.catch(dataField.type).parse(target.type);
    const why = row.twoWay ? whyNotTwoWay(row, type, (name) => findField(catalogue, name)) : null;
    if (why !== null) problems.push({ name: dataField.name, problem: `${dataField.name}: ${why}` });
    if (field) return [{ dataFieldId: String(field.id), ...row }];
    missing.push(dataField);
    return [];
  });
  const unfit = await unfitDefaults(
    tx,
    document.rows.map(({ dataField: { name, type }, rules }) => ({
      name,
      type: DataFieldType.catch(type).parse(byName.get(name.toUpperCase())?.type),
      rules,
    })),
  );
  for (const [n, problem] of unfit) problems.push({ name: document.rows[n]?.dataField.name ?? '', problem });
  return { rows, missing, problems };
}
