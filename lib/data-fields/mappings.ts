import type { z } from 'zod';
import { recordAudit, type Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { findField, fieldSynonyms, readCatalogue } from '../crm';
import type { Tx } from '../db';
import { invalidInput, notFound, stale } from '../errors';
import { permit } from '../permissions';
import { recordVersion, type Cause } from './mapping-versions';
import {
  convertibleTo,
  DataFieldType,
  problemOf,
  RowSettings,
  type MappingSource,
  type MappingView,
  type SaveMappingInput,
  whyNotTwoWay,
} from './schemas';
import { unfitDefaults } from './unfit-defaults';

/** The mapping of one integration and entity; version 0 and no rows while there is none. */
export async function getMapping(
  ctx: Context,
  input: { integrationId: string; entity: CrmEntity },
): Promise<MappingView> {
  permit(ctx, 'fields.read');
  const integrationId = BigInt(input.integrationId);
  const integration = await ctx.db.prisma.integration.findFirst({
    where: { id: integrationId, deletedAt: null },
  });
  if (!integration) throw notFound('integration');
  const mapping = await ctx.db.prisma.fieldMapping.findUnique({
    where: { integrationId_entity: { integrationId, entity: input.entity } },
    include: { rows: { orderBy: { position: 'asc' }, include: { dataField: true } } },
  });
  const catalogue = await readCatalogue(ctx.db.prisma, input.entity, { archived: true });
  return {
    integration: { id: String(integration.id), name: integration.name },
    entity: input.entity,
    version: mapping?.version ?? 0,
    syncPriority: mapping?.syncPriority ?? 0,
    updatedAt: mapping?.updatedAt.toISOString() ?? null,
    rows: (mapping?.rows ?? []).map(({ settings, ...row }) => ({
      problem: problemOf(
        { sources: row.sources, ...RowSettings.parse(settings) },
        { ...row.dataField, gone: row.dataField.goneAt !== null },
        catalogue,
      ),
      dataField: {
        id: String(row.dataField.id),
        name: row.dataField.name,
        gone: row.dataField.goneAt !== null,
        type: DataFieldType.catch('String').parse(row.dataField.type),
      },
      sources: row.sources,
      separator: row.separator,
      ...RowSettings.parse(settings),
    })),
  };
}

/** CRM fields that a row of this entity's mapping may be filled from: own, custom and computed ones; archived ones only as they are still mapped. */
export async function listMappingSources(
  ctx: Context,
  input: { entity: CrmEntity; used: readonly string[] },
): Promise<MappingSource[]> {
  permit(ctx, 'fields.read');
  const catalogue = await readCatalogue(ctx.db.prisma, input.entity, { archived: true });
  return catalogue
    .filter(
      (field) =>
        convertibleTo[field.type] !== undefined && (!field.archived || input.used.includes(field.name)),
    )
    .map(({ name, label, group, type, source, writable }) => ({
      name,
      label,
      group,
      type,
      // Owner and tags are set by verbs of their own.
      writable: writable && (source === 'column' || source === 'custom'),
      synonyms: fieldSynonyms[name] ?? [],
    }));
}

type Input = z.output<typeof SaveMappingInput>;

/** Replaces the rows of a mapping. What differs for people then is found by the next plan, by hash. */
export async function saveMapping(ctx: Context, input: Input): Promise<{ version: number }> {
  permit(ctx, 'fields.write');
  return ctx.db.prisma.$transaction((tx) => storeMapping(ctx, tx, input, { kind: 'saved' }));
}

const auditActions = {
  saved: 'data-field-mapping.save',
  suggested: 'data-field-mapping.suggest',
  restored: 'data-field-mapping.restore',
  imported: 'data-field-mapping.import',
  copied: 'data-field-mapping.copy',
} as const;

/** The mapping with its new version, however it came about. */
export async function storeMapping(
  ctx: Context,
  tx: Tx,
  input: Input,
  cause: Cause,
): Promise<{ version: number }> {
  const integrationId = BigInt(input.integrationId);
  const { entity, syncPriority } = input;
  await requireRows(tx, integrationId, input);
  const { id, version } = await writeMapping(tx, integrationId, input);
  await tx.fieldMappingRow.deleteMany({ where: { mappingId: id } });
  await tx.fieldMappingRow.createMany({
    data: input.rows.map((row, position) => ({
      mappingId: id,
      dataFieldId: BigInt(row.dataFieldId),
      sources: row.sources,
      separator: row.separator,
      settings: RowSettings.parse(row),
      position,
    })),
  });
  await recordVersion(ctx, tx, { mappingId: id, version, integrationId, entity, cause });
  await recordAudit(ctx, tx, {
    action: auditActions[cause.kind],
    subjectType: 'field_mapping',
    subjectId: id,
    detail: { entity, syncPriority, rows: input.rows, ...(cause.origin ? { origin: cause.origin } : {}) },
  });
  return { version };
}

async function writeMapping(
  tx: Tx,
  integrationId: bigint,
  input: Input,
): Promise<{ id: bigint; version: number }> {
  const { entity, syncPriority } = input;
  if (input.version === 0) {
    const made = await tx.fieldMapping.createManyAndReturn({
      data: [{ integrationId, entity, syncPriority }],
      skipDuplicates: true,
    });
    if (!made[0]) throw stale('mapping');
    return made[0];
  }
  const changed = await tx.fieldMapping.updateManyAndReturn({
    where: { integrationId, entity, version: input.version },
    data: { syncPriority, version: { increment: 1 } },
  });
  if (!changed[0]) throw stale('mapping');
  return changed[0];
}

/** Types by the table, unlisted is refused; several sources only into text; a data field once; a default that fits. Errors stand at their row. */
async function requireRows(tx: Tx, integrationId: bigint, { entity, rows }: Input): Promise<void> {
  const catalogue = await readCatalogue(tx, entity, { archived: true });
  const fields = await tx.dataField.findMany({
    where: { integrationId, id: { in: rows.map((row) => BigInt(row.dataFieldId)) } },
  });
  const unfit = await unfitDefaults(
    tx,
    rows.map((row) => {
      const field = fields.find(({ id }) => String(id) === row.dataFieldId);
      const type = DataFieldType.safeParse(field?.type);
      return field && type.success ? { name: field.name, type: type.data, rules: row.rules } : null;
    }),
  );
  const errors: Record<string, string> = {};
  const used = new Set<string>();
  rows.forEach((row, n) => {
    const field = fields.find(({ id }) => String(id) === row.dataFieldId);
    const problem = !field
      ? 'This data field is not of this account.'
      : used.has(row.dataFieldId)
        ? `${field.name} is in this mapping twice.`
        : problemOf(row, { ...field, gone: false }, catalogue);
    used.add(row.dataFieldId);
    if (problem)
      errors[
        `rows.${n}.${problem.startsWith('This data field') || problem.endsWith('twice.') ? 'dataFieldId' : 'sources'}`
      ] = problem;
    const misfit = unfit.get(n);
    if (misfit) errors[`rows.${n}.rules`] = misfit;
    const type = DataFieldType.safeParse(field?.type);
    const why =
      row.twoWay && type.success ? whyNotTwoWay(row, type.data, (name) => findField(catalogue, name)) : null;
    if (why !== null) errors[`rows.${n}.twoWay`] = why;
  });
  const [first] = Object.values(errors);
  if (first) throw invalidInput(first, errors);
}
