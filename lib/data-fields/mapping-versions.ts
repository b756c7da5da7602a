import { actorLabel, actorUserId } from '../actor';
import type { Context } from '../context';
import { readCatalogue } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import { permit } from '../permissions';
import {
  DataFieldType,
  describeChanges,
  MappingDocument,
  RowSettings,
  type MappingVersionView,
  type VersionCause,
} from './schemas';

export type Cause = { kind: VersionCause; origin?: string };
type Ref = { integrationId: string; entity: CrmEntity };

/** The mapping as it stands, by names; null: there is none. */
export async function readDocument(
  tx: Tx,
  integrationId: bigint,
  entity: CrmEntity,
): Promise<MappingDocument | null> {
  const mapping = await tx.fieldMapping.findUnique({
    where: { integrationId_entity: { integrationId, entity } },
    include: { rows: { orderBy: [{ position: 'asc' }, { id: 'asc' }], include: { dataField: true } } },
  });
  return (
    mapping && {
      kind: 'dotbridge data field mapping',
      format: 1,
      entity,
      syncPriority: mapping.syncPriority,
      rows: mapping.rows.map(({ dataField: { name, type }, sources, separator, settings }) => ({
        dataField: { name, type: DataFieldType.catch('String').parse(type) },
        sources,
        separator,
        ...RowSettings.parse(settings),
      })),
    }
  );
}

/** Keeps what the mapping is now under its version, in the transaction that made it so. */
export async function recordVersion(
  ctx: Pick<Context, 'actor' | 'now'>,
  tx: Tx,
  input: { mappingId: bigint; version: number; integrationId: bigint; entity: CrmEntity; cause: Cause },
): Promise<void> {
  const document = await readDocument(tx, input.integrationId, input.entity);
  if (!document) throw notFound('mapping');
  await tx.fieldMappingVersion.create({
    data: {
      mappingId: input.mappingId,
      version: input.version,
      document,
      cause: input.cause.kind,
      origin: input.cause.origin ?? null,
      actorId: actorUserId(ctx.actor),
      actorLabel: actorLabel(ctx.actor),
      createdAt: ctx.now(),
    },
  });
}

type Row = {
  version: number;
  document: unknown;
  cause: VersionCause;
  origin: string | null;
  by: string;
  created_at: Date;
};

/** Versions of a mapping, the newest first, each with what it changed; those below `before`. */
export async function listMappingVersions(
  ctx: Context,
  { before, limit, ...ref }: Ref & { before: number | null; limit: number },
): Promise<{ versions: MappingVersionView[]; nextBefore: number | null }> {
  permit(ctx, 'fields.read');
  const where = before === null ? Prisma.empty : Prisma.sql`AND v.version < ${before}`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT v.version, v.document, v.cause, v.origin, coalesce(u.name, v.actor_label) AS by, v.created_at
    FROM field_mapping_versions v JOIN field_mappings m ON m.id = v.mapping_id
    JOIN integrations n ON n.id = m.integration_id AND n.deleted_at IS NULL LEFT JOIN users u ON u.id = v.actor_id
    WHERE m.integration_id = ${BigInt(ref.integrationId)} AND m.entity = ${ref.entity}::crm_entity ${where}
    ORDER BY v.version DESC LIMIT ${limit + 1}`;
  const labelOf = await readLabels(ctx, ref.entity);
  const versions = rows.slice(0, limit).map((row, n): MappingVersionView => {
    const document = MappingDocument.parse(row.document);
    const earlier = rows[n + 1];
    return {
      version: row.version,
      at: row.created_at.toISOString(),
      by: row.by,
      cause: row.cause,
      origin: row.origin,
      rowCount: document.rows.length,
      changes: earlier ? describeChanges(MappingDocument.parse(earlier.document), document, labelOf) : [],
    };
  });
  return { versions, nextBefore: rows.length > limit ? (versions.at(-1)?.version ?? null) : null };
}

/** What one version has that another hasn't, in words. */
export async function compareMappingVersions(
  ctx: Context,
  { from, to, ...ref }: Ref & { from: number; to: number },
): Promise<{ changes: string[] }> {
  permit(ctx, 'fields.read');
  const [before, after] = [
    await fetchVersion(ctx.db.prisma, ref, from),
    await fetchVersion(ctx.db.prisma, ref, to),
  ];
  return { changes: describeChanges(before, after, await readLabels(ctx, ref.entity)) };
}

export async function fetchVersion(tx: Tx, ref: Ref, version: number): Promise<MappingDocument> {
  const found = await tx.fieldMappingVersion.findFirst({
    where: {
      version,
      mapping: {
        entity: ref.entity,
        integrationId: BigInt(ref.integrationId),
        integration: { deletedAt: null },
      },
    },
    select: { document: true },
  });
  if (!found) throw notFound('version');
  return MappingDocument.parse(found.document);
}

/** What CRM fields are called; one that is no longer there keeps its name. */
export async function readLabels(
  ctx: Pick<Context, 'db'>,
  entity: CrmEntity,
): Promise<(source: string) => string> {
  const catalogue = await readCatalogue(ctx.db.prisma, entity, { archived: true });
  return (source) => catalogue.find(({ name }) => name === source)?.label ?? source;
}
