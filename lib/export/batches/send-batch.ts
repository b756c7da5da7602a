import { dropOvertaken } from './drop-overtaken';
import { isPlaceFree } from './import-places';
import { findWhoJoined, sendJoins } from './send-joins';
import { sendImport } from './send-import';
import { sendOptOuts } from './send-opt-outs';
import { sendRemovals } from './send-removals';
import { sendRenames } from './send-renames';
import { sendResubscribes } from './send-resubscribes';
import { isFileBatch, type Batch } from '../next-step';
import type { Session } from '../session';
import { lookAtStatistics } from '../look-at-statistics';
import { fenced } from '../wave-lease';
import { flushCalls } from '../wave-records';

/**
 * Sends one batch. *sending* is stored before the request leaves (law L6); a batch found in *sending* is simply sent again:
 * unsubscribes, new addresses and removals name the same people, imports update by address; whoever went by a call of their own is looked for first. A file for which another worker took the
 * last place is not sent.
 */
export async function sendBatch(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target } = session;
  if (batch.kind === 'join') await findWhoJoined(session, batch);
  await lookAtStatistics(ctx, batch.rowCount);
  const goes = await fenced(ctx, wave, async (tx) => {
    await dropOvertaken(tx, target, batch, wave.kind);
    await flushCalls(session, tx);
    const { integrationId } = target;
    if (isFileBatch(batch) && !(await isPlaceFree(tx, { integrationId, wave }))) return false;
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'sending', attempts: { increment: 1 } },
    });
    return true;
  });
  if (!goes) return;
  switch (batch.kind) {
    case 'unsubscribe':
      return sendOptOuts(session, batch);
    case 'rename':
      return sendRenames(session, batch);
    case 'remove':
      return sendRemovals(session, batch);
    case 'resubscribe':
      return sendResubscribes(session, batch);
    case 'join':
      return sendJoins(session, batch);
    case 'import_v2':
    case 'import_v3':
      return sendImport(session, { ...batch, kind: batch.kind });
  }
}
