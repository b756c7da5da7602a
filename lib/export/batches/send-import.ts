import { plural } from '../../format';
import { logRun } from '../../sync-runs';
import { endFile, fileWords } from '../settling/end-file';
import { fallBackToCsv, isNotOffered } from '../settling/fall-back-to-csv';
import { nextPollDelayMs, type FileBatch } from '../next-step';
import type { Session } from '../session';
import type { ImportFile } from '../files/transport';
import { transports } from '../files/transports';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

/** Sends one file; Dotdigital's import id is stored in the same breath as the batch's new state. */
export async function sendImport(session: Session, batch: FileBatch): Promise<void> {
  const { ctx, wave, target } = session;
  const file = await transports[batch.kind].build(ctx, target, batch);
  if (file.rowCount === 0) {
    await fenced(ctx, wave, async (tx) => {
      await endFile(session, tx, batch, null);
      await noteProgress(session, tx);
    });
    return;
  }
  // Still ours? Building the file took a while, and a frozen worker must not send after its turn (law L16).
  await fenced(ctx, wave, (tx) =>
    tx.exportBatch.update({ where: { id: batch.id }, data: { byteCount: file.byteCount } }),
  );
  const sent = await upload(session, batch, file);
  if (sent === null) return;
  const { importId } = sent;
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
      `Sent ${fileWords(batch)} with ${rows}; Dotdigital’s import id is ${importId ?? 'not told'}.`,
    );
    await noteProgress(session, tx);
  });
}

/** null: it goes by another road. */
async function upload(session: Session, batch: FileBatch, file: ImportFile) {
  try {
    return await file.send(session.client);
  } catch (error) {
    const hasOtherRoad = batch.kind === 'import_v3' && session.target.channel === 'email';
    if (!hasOtherRoad || !(await isNotOffered(session.client, error))) throw error;
    await fallBackToCsv(session);
    return null;
  }
}
