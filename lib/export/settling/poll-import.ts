import { DotdigitalError } from '../../dotdigital';
import type { Tx } from '../../db';
import { formatClock } from '../../format';
import { logRun, setRunState } from '../../sync-runs';
import { nextPollDelayMs, type Batch, type FileBatch } from '../next-step';
import type { Session } from '../session';
import { settleImport } from './settle-import';
import { refuseFile, repeatFile } from './refuse-file';
import type { ImportLook } from '../files/transport';
import { transports } from '../files/transports';
import { fenced } from '../wave-lease';
import { noteStillUnderWay } from '../wave-records';

const heldThere = 'held_there';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Asks once how an import stands, and settles it when it has ended. */
export async function pollImport(session: Session, batch: FileBatch): Promise<void> {
  if (batch.importId === null) return repeatFile(session, batch, 'Dotdigital gave no import id');
  const look = await lookAtImport(session, batch, batch.importId);
  switch (look?.state ?? 'Unknown') {
    case 'Finished':
      return look ? finishImport(session, batch, look) : waitOn(session, batch);
    case 'RejectedByWatchdog':
      return refuseFile(session, batch, 'watchdog');
    case 'ExceedsAllowedContactLimit':
      return refuseFile(session, batch, 'contact_limit');
    case 'InvalidFileFormat':
      return refuseFile(session, batch, 'file_refused');
    case 'Failed':
      return repeatFile(session, batch, 'Dotdigital’s import failed');
    case 'Unknown':
      // A state nobody can tell may pass; after some tries a fresh import is harmless, because rows are matched by address.
      if (batch.pollCount >= 8)
        return repeatFile(session, batch, 'Dotdigital can’t tell what became of the import');
      return waitOn(session, batch);
    case 'NotFinished':
      return waitOn(session, batch);
  }
}

/** 404 at once may mean "not visible yet": it is asked again before it counts (I4). */
async function lookAtImport(
  session: Session,
  batch: FileBatch,
  importId: string,
): Promise<ImportLook | null> {
  try {
    return await transports[batch.kind].look(session, batch, importId);
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'not_found') return null;
    throw error;
  }
}

async function waitOn(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave } = session;
  const now = ctx.now();
  const tookMs = batch.submittedAt === null ? 0 : now.getTime() - batch.submittedAt.getTime();
  const long = tookMs > dayMs;
  await fenced(ctx, wave, async (tx) => {
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: {
        pollCount: { increment: 1 },
        nextPollAt: new Date(now.getTime() + nextPollDelayMs(batch.pollCount + 1)),
        ...(long ? { state: 'unknown' as const } : {}),
      },
    });
    if (long && batch.state !== 'unknown') {
      await logRun(
        tx,
        wave.runId,
        'warn',
        `Dotdigital has not finished file ${batch.n} within 24 hours. Its people may be in the book or not; it is asked every 5 minutes. Look at the import in Dotdigital, it may be held for review there.`,
      );
    }
    const before = await tx.wave.findUniqueOrThrow({ where: { id: wave.id }, select: { errorCode: true } });
    await noteStillUnderWay(session, tx);
    if (tookMs > hourMs) await tellHeldThere(session, tx, batch, before.errorCode !== heldThere);
  });
}

/** Dotdigital has no state for what its watchdog holds back for a review: an hour without an end is told where people look. */
async function tellHeldThere(
  { ctx, wave }: Session,
  tx: Tx,
  { n, submittedAt }: Batch,
  isNews: boolean,
): Promise<void> {
  const message = `Dotdigital has not finished file ${n} within an hour${submittedAt ? ` (sent at ${formatClock(submittedAt)} UTC)` : ''}; its watchdog may hold it for review. Its people wait, and nothing is sent twice. Look at the import in Dotdigital; the run goes on by itself when it ends there.`;
  await tx.wave.update({ where: { id: wave.id }, data: { errorCode: heldThere, errorMessage: message } });
  await setRunState(ctx, tx, wave.runId, { state: 'waiting', errorCode: heldThere, errorMessage: message });
  if (isNews) await logRun(tx, wave.runId, 'warn', message);
}

async function finishImport(session: Session, batch: FileBatch, look: ImportLook): Promise<void> {
  const ended = await look.readEnd();
  if (ended.isBookRefused) return refuseFile(session, batch, 'book_gone');
  await settleImport(session, batch, ended);
}
