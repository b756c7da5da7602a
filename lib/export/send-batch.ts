import { Prisma, type Tx } from '../db';
import { sendableStatuses } from '../dotdigital';
import { sendImport } from './send-import';
import { sendOptOuts } from './send-opt-outs';
import { sendRemovals } from './send-removals';
import type { Batch } from './next-step';
import type { Session } from './session';
import { fenced } from './wave-lease';
import { flushCalls } from './wave-records';

/**
 * Sends one batch. *sending* is stored before the request leaves (law L6); a batch found in *sending* is simply sent again:
 * unsubscribes and removals name the same people, imports update by address.
 */
export async function sendBatch(session: Session, batch: Batch): Promise<void> {
  await fenced(session.ctx, session.wave, async (tx) => {
    await dropOvertaken(tx, session, batch);
    await flushCalls(session, tx);
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'sending', attempts: { increment: 1 } },
    });
  });
  switch (batch.kind) {
    case 'unsubscribe':
      return sendOptOuts(session, batch);
    case 'remove':
      return sendRemovals(session, batch);
    case 'import_v2':
      return sendImport(session, batch);
  }
}

/** Rows whose reason has gone since they were planned: a wave may have been held, paused or slow (law L3). */
async function dropOvertaken(tx: Tx, { ctx, target }: Session, batch: Batch): Promise<void> {
  const settled = Prisma.sql`outcome = 'skipped', settled_at = ${ctx.now()}`;
  if (batch.kind === 'remove') {
    await tx.$executeRaw`
      UPDATE planned_changes p SET reason_code = 'came_back', ${settled}
      WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND EXISTS (
        SELECT FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
        WHERE i.list_id = ${target.listId} AND i.in_filter AND i.removed_at IS NULL
          AND i.unsubscribed_reason IS DISTINCT FROM 'person' AND r.email_key = p.email_key)`;
  }
  if (batch.kind !== 'import_v2') return;
  await tx.$executeRaw`
    UPDATE planned_changes p SET reason_code = c.status, ${settled}
    FROM dotdigital_contacts c
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND c.integration_id = ${target.integrationId}
      AND c.email_key = p.email_key AND c.status IS NOT NULL AND c.status <> ALL(${[...sendableStatuses]}::text[])`;
  await tx.$executeRaw`
    UPDATE planned_changes p SET reason_code = 'unsubscribed_from_book', ${settled}
    FROM book_members m
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND m.address_book_id = ${target.addressBookId}
      AND m.email_key = p.email_key AND m.unsubscribed_at IS NOT NULL AND NOT m.present`;
  await tx.$executeRaw`
    UPDATE planned_changes p SET reason_code = 'opted_out', ${settled}
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND EXISTS (
      SELECT FROM crm_records r WHERE r.email_key = p.email_key AND r.consent_state = 'withdrawn')`;
  await tx.$executeRaw`
    UPDATE planned_changes p SET reason_code = 'taken_off', ${settled}
    FROM list_items i
    WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND i.list_id = ${target.listId} AND i.record_id = p.record_id
      AND (i.unsubscribed_reason = 'person' OR i.removed_at IS NOT NULL OR NOT i.in_filter)`;
}
