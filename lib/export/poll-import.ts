import { DotdigitalError, type WireImportReport } from '../dotdigital';
import type { Tx } from '../db';
import { formatClock } from '../format';
import { logRun, setRunState } from '../sync-runs';
import { nextPollDelayMs, type Batch } from './next-step';
import { readFaults, type Fault } from './read-faults';
import type { Session } from './session';
import { settleImport } from './settle-import';
import { refuseFile, repeatFile } from './refuse-file';
import { fenced } from './wave-lease';
import { noteProgress } from './wave-records';

const heldThere = 'held_there';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** An answer that can't be read this often is taken as absent, so that no row stays open for ever. */
const maxReadingAttempts = 6;

/** Asks once how an import stands, and settles it when it has ended. */
export async function pollImport(session: Session, batch: Batch): Promise<void> {
  if (batch.importId === null) return repeatFile(session, batch, 'Dotdigital gave no import id');
  const state = await readState(session, batch, batch.importId);
  switch (state) {
    case 'Finished':
      return finishImport(session, batch, batch.importId);
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
async function readState(session: Session, batch: Batch, importId: string) {
  try {
    const { status } = await session.client.importStatus(importId);
    return status;
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'not_found') return 'Unknown';
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
    await noteProgress(session, tx);
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

async function finishImport(session: Session, batch: Batch, importId: string): Promise<void> {
  const report = await orAbsent<WireImportReport>(batch, () => session.client.importReport(importId));
  const faults = await orAbsent<Fault[]>(batch, () => readFaults(session.client.importFaults(importId)));
  await settleImport(session, batch, { report, faults });
}

/** Report and faults may be gone or not there yet (I5): the rows still get their outcome. */
async function orAbsent<T>(batch: Batch, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    if (error.kind === 'not_found') return null;
    if (error.kind === 'invalid_answer' && batch.pollCount >= maxReadingAttempts) return null;
    throw error;
  }
}
