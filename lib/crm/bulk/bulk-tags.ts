import { type Context, recordAudit } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { type BulkOutcome, BulkTagsInput } from './bulk-schemas';
import { gatherChosen } from './chosen-records';
import { causeOf, undoOf } from '../records/change-cause';
import { changeTags, findTags } from '../records/tag-records';

/** Gives tags to and takes tags from everyone chosen, in one transaction. A tag that nobody has yet is made. */
export async function bulkTags(ctx: Context, raw: BulkTagsInput): Promise<BulkOutcome> {
  permit(ctx, 'crm.write');
  const input = BulkTagsInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const at = ctx.now();
      const chosen = await gatherChosen(ctx, tx, input);
      const add = await findTags(tx, input.add, true);
      const remove = (await findTags(tx, input.remove, false)).filter((id) => !add.includes(id));
      const told = await changeTags(tx, {
        records: Prisma.sql`SELECT id FROM chosen`,
        add,
        remove,
        origin: 'person',
        causeId: causeOf(ctx),
        at,
      });
      await recordAudit(ctx, tx, {
        action: `${input.entity}.bulk-tags`,
        subjectType: 'record',
        detail: { add: input.add, remove: input.remove, chosen, changed: told.changed },
      });
      return { chosen, changed: told.changed, undo: undoOf('tags', input.entity, told, at) };
    },
    { timeout: 120_000 },
  );
}
