import { type Context, recordAudit } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { type BulkOutcome, BulkDeleteInput } from './bulk-schemas';
import { gatherChosen } from './chosen-records';
import { causeOf, type Told, undoOf } from '../records/change-cause';

/** Takes everyone chosen off every screen and list, in one transaction; orders, consents and history stay with them. */
export async function bulkDelete(ctx: Context, raw: BulkDeleteInput): Promise<BulkOutcome> {
  permit(ctx, 'crm.write');
  const input = BulkDeleteInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const at = ctx.now();
      const chosen = await gatherChosen(ctx, tx, input);
      const [told] = await tx.$queryRaw<Told[]>`
      WITH gone AS (
        UPDATE crm_records r SET deleted_at = ${at}::timestamptz, version = r.version + 1, updated_at = ${at}::timestamptz
        FROM chosen c WHERE r.id = c.id RETURNING r.id),
      told AS (
        INSERT INTO record_changes (record_id, field, origin, cause_id, at)
        SELECT g.id, 'deleted', 'person', ${causeOf(ctx)}, ${at}::timestamptz FROM gone g ORDER BY g.id
        RETURNING id)
      SELECT count(*)::int AS changed, min(id) AS first, max(id) AS last FROM told`;
      await recordAudit(ctx, tx, {
        action: `${input.entity}.bulk-delete`,
        subjectType: 'record',
        detail: { chosen, changed: told?.changed ?? 0 },
      });
      return { chosen, changed: told?.changed ?? 0, undo: undoOf('deleted', input.entity, told, at) };
    },
    { timeout: 120_000 },
  );
}
