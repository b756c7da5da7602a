import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import type { IntegrationState } from './schemas';

export async function fetchIntegration(tx: Tx, id: bigint) {
  const row = await tx.integration.findFirst({
    where: { id, deletedAt: null },
    include: { defaultOwner: { select: { id: true, name: true } }, secrets: { select: { kind: true } } },
  });
  if (!row) throw notFound('integration');
  return row;
}

export function stateOf(row: { active: boolean; failingSince: Date | null; lastImportAt: Date | null }): IntegrationState {
  if (!row.active) return 'inactive';
  if (row.failingSince) return 'failing';
  return row.lastImportAt ? 'ok' : 'starting';
}

/** The same in SQL, for sorting and filtering; `i` is integrations. */
export const stateSql = Prisma.sql`CASE WHEN NOT i.active THEN 'inactive' WHEN i.failing_since IS NOT NULL THEN 'failing'
  WHEN i.last_import_at IS NULL THEN 'starting' ELSE 'ok' END`;

export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Refuses a name another integration has, whatever its case, as an error at the field. */
export async function isNameTaken(ctx: Context, name: string, exceptId: bigint | null): Promise<boolean> {
  const [row] = await ctx.db.prisma.$queryRaw<{ taken: boolean }[]>`
    SELECT EXISTS (SELECT FROM integrations
      WHERE lower(name) = lower(${name}) AND deleted_at IS NULL AND id IS DISTINCT FROM ${exceptId}::bigint) AS taken`;
  return row?.taken ?? false;
}
