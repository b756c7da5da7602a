import { type Context, recordAudit } from '@/lib/context';
import { permit } from '@/lib/permissions';
import type { BulkUndo } from '../bulk/bulk-schemas';
import { causeOf, undoOf } from './change-cause';
import type { CrmEntity } from '../fields/entity';
import { fetchRecord } from './internal';
import { RecordRef } from '../schemas';

/** Takes a record off every screen and list; its history stays until it is erased. `undo` is for undoBulk. */
export async function deleteRecord(
  ctx: Context,
  raw: RecordRef,
): Promise<{ entity: CrmEntity; undo: BulkUndo | null }> {
  permit(ctx, 'crm.write');
  const { id } = RecordRef.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(ctx, tx, id);
    const now = ctx.now();
    await tx.crmRecord.update({
      where: { id: record.id },
      data: { deletedAt: now, updatedAt: now, version: { increment: 1 } },
    });
    const line = await tx.recordChange.create({
      data: { recordId: record.id, field: 'deleted', origin: 'person', causeId: causeOf(ctx), at: now },
      select: { id: true },
    });
    await recordAudit(ctx, tx, {
      action: `${record.entity}.delete`,
      subjectType: 'record',
      subjectId: record.id,
    });
    return {
      entity: record.entity,
      undo: undoOf('deleted', record.entity, { changed: 1, first: line.id, last: line.id }, now),
    };
  });
}
