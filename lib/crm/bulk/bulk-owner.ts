import { type Context, recordAudit } from '@/lib/context';
import { invalidInput } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { type BulkOutcome, BulkOwnerInput } from './bulk-schemas';
import { gatherChosen } from './chosen-records';
import { causeOf, type Told, undoOf } from '../records/change-cause';

/** Makes one person the owner of everyone chosen, or nobody. Throws for an owner who isn't there any more. */
export async function bulkOwner(ctx: Context, raw: BulkOwnerInput): Promise<BulkOutcome> {
  permit(ctx, 'crm.write');
  const input = BulkOwnerInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const ownerId = input.ownerId === null ? null : BigInt(input.ownerId);
      if (
        ownerId !== null &&
        !(await tx.user.findFirst({ where: { id: ownerId, disabledAt: null }, select: { id: true } }))
      ) {
        throw invalidInput('This owner can’t sign in any more. Choose someone else.', {
          ownerId: 'Choose someone who can sign in.',
        });
      }
      const at = ctx.now();
      const chosen = await gatherChosen(ctx, tx, input);
      const [told] = await tx.$queryRaw<Told[]>`
      WITH before AS MATERIALIZED (
        SELECT r.id, r.owner_id FROM crm_records r JOIN chosen c ON c.id = r.id WHERE r.owner_id IS DISTINCT FROM ${ownerId}::bigint),
      changed AS (
        UPDATE crm_records r SET owner_id = ${ownerId}::bigint, version = r.version + 1, updated_at = ${at}::timestamptz
        FROM before b WHERE r.id = b.id RETURNING r.id),
      told AS (
        INSERT INTO record_changes (record_id, field, before, after, origin, cause_id, at)
        SELECT b.id, 'owner', to_jsonb(b.owner_id::text), to_jsonb(${ownerId}::bigint::text), 'person', ${causeOf(ctx)}, ${at}::timestamptz FROM before b ORDER BY b.id
        RETURNING id)
      SELECT count(*)::int AS changed, min(id) AS first, max(id) AS last FROM told`;
      await recordAudit(ctx, tx, {
        action: `${input.entity}.bulk-owner`,
        subjectType: 'record',
        detail: { ownerId: input.ownerId, chosen, changed: told?.changed ?? 0 },
      });
      return { chosen, changed: told?.changed ?? 0, undo: undoOf('owner', input.entity, told, at) };
    },
    { timeout: 120_000 },
  );
}
