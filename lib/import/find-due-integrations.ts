import type { Context } from '../context';
import { isFree, wasCutOff } from '../db';
import { passLease } from './pass-lease';

/** Integrations whose time has come, and those whose pass was cut off and belongs to nobody. Longest waiting first. */
export async function findDueIntegrations(
  ctx: Context,
): Promise<{ integrationId: bigint; wasCutOff: boolean }[]> {
  return ctx.db.prisma.$queryRaw<{ integrationId: bigint; wasCutOff: boolean }[]>`
    SELECT i.id AS "integrationId", coalesce(${wasCutOff(passLease, 'l')}, false) AS "wasCutOff" FROM integrations i LEFT JOIN import_leases l ON l.integration_id = i.id
    WHERE i.active AND i.deleted_at IS NULL AND ${isFree(passLease, 'l')}
      AND (i.next_import_at IS NULL OR i.next_import_at <= ${ctx.now()} OR l.sync_run_id IS NOT NULL)
    ORDER BY i.next_import_at NULLS FIRST, i.id`;
}
