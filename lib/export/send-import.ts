import { plural } from '../format';
import { logRun } from '../sync-runs';
import { buildImportFile } from './build-import-file';
import { endFile, fileWords } from './end-file';
import { nextPollDelayMs, type Batch } from './next-step';
import type { Session } from './session';
import { fenced } from './wave-lease';
import { noteProgress } from './wave-records';

/** Uploads one file; Dotdigital's import id is stored in the same breath as the batch's new state. */
export async function sendImport(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target, client } = session;
  const file = await buildImportFile(ctx, batch);
  if (file.rowCount === 0) {
    await fenced(ctx, wave, async (tx) => {
      await endFile(session, tx, batch, null);
      await noteProgress(session, tx);
    });
    return;
  }
  // Still ours? Building the file took a while, and a frozen worker must not send after its turn (law L16).
  await fenced(ctx, wave, (tx) =>
    tx.exportBatch.update({ where: { id: batch.id }, data: { byteCount: file.bytes.length } }),
  );
  const { importId } = await client.startImport(file.bringsIn ? target.bookDotdigitalId : null, {
    fileName: file.name,
    csv: file.bytes,
    empty: batch.policies[0],
  });
  await fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: {
        state: 'submitted',
        // Of its first file: what any of them brought is newer.
        submittedAt: batch.policies[0] === 'clear' ? at : (batch.submittedAt ?? at),
        dotdigitalImportId: importId,
        pollCount: 0,
        nextPollAt: new Date(at.getTime() + nextPollDelayMs(0)),
      },
    });
    const rows = plural(file.rowCount, 'row');
    await logRun(
      tx,
      wave.runId,
      'info',
      `Sent ${fileWords(batch)} with ${rows}; Dotdigital’s import id is ${importId}.`,
    );
    await noteProgress(session, tx);
  });
}
