import { actorUserId } from '../actor';
import { type Context, recordAudit } from '../context';
import { permit } from '../permissions';
import { fetchRecord, recordChanges } from './internal';
import { RecordRef } from './schemas';

/** Takes a record off every screen and list; its history stays until it is erased. */
export async function deleteRecord(ctx: Context, raw: RecordRef): Promise<{ entity: 'contact' | 'lead' | 'customer' }> {
  permit(ctx, 'crm.write');
  const { id } = RecordRef.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    const record = await fetchRecord(tx, id);
    const now = ctx.now();
    await tx.crmRecord.update({
      where: { id: record.id },
      data: { deletedAt: now, updatedAt: now, version: { increment: 1 } },
    });
    await recordChanges(tx, {
      recordId: record.id,
      changes: [{ field: 'deleted', before: null, after: null }],
      origin: 'person',
      causeId: actorUserId(ctx.actor)?.toString() ?? null,
      at: now,
    });
    await recordAudit(ctx, tx, { action: `${record.entity}.delete`, subjectType: 'record', subjectId: record.id });
    return { entity: record.entity };
  });
}
