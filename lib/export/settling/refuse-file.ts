import { setStopped } from '../../connections';
import { Prisma, type Tx } from '../../db';
import { logRun, setRunState } from '../../sync-runs';
import { reasonLabels } from '../../sync-runs/schemas';
import type { Batch } from '../next-step';
import type { WaveWork } from '../session';
import { settleRows } from './settle-rows';
import { fenced } from '../wave-lease';
import { flushCalls, noteProgress, noteStillUnderWay } from '../wave-records';

type Refusal =
  | 'watchdog'
  | 'contact_limit'
  | 'file_refused'
  | 'import_failed'
  | 'book_gone'
  | 'book_not_writable'
  | 'refused';

const maxAttempts = 3;

/** What happened, what it means for the people, what to do. Each of these stops the connection until someone resumes it (law L7). */
const stopTexts: Record<Refusal, string> = {
  watchdog:
    'Dotdigital’s watchdog rejected a file as poor data. Nobody of that file was added or changed, and nothing more is sent to this book. Look at the addresses in the run (invented, role or bounced ones), correct or remove them, then press Resume.',
  contact_limit:
    'The Dotdigital account can hold no more contacts, so the people of the last file were not added. Nothing more is sent to this book. Raise the allowance at Dotdigital or shorten the list, then press Resume.',
  file_refused:
    'Dotdigital could not read the import file, so nobody of it was added or changed. Nothing more is sent to this book. Check the data field mappings, then press Resume.',
  import_failed:
    'Dotdigital’s import failed three times, so the people of that file are not in the book. Nothing more is sent to it. Try again later with Resume.',
  book_gone:
    'Dotdigital does not know the address book any more. Nobody can be added or taken out. Choose another book in Connection Settings, or disconnect the list. If the book is back, press Resume.',
  book_not_writable:
    'Dotdigital does not let the API write to this address book. Nobody can be added or taken out. Choose another book in Connection Settings.',
  refused:
    'Dotdigital refused the request, and will do so again. Nothing more is sent to this book. The reason stands in the run; correct it, then press Resume.',
};

/** Dotdigital refused a whole file: its rows end, the connection stops, what is already under way is still followed up. */
export async function refuseFile(session: WaveWork, batch: Batch, refusal: Refusal): Promise<void> {
  await fenced(session.ctx, session.wave, async (tx) => {
    await rejectBatch(session, tx, batch, refusal);
    await stopConnection(session, tx, refusal);
    await noteProgress(session, tx);
  });
}

/** A service failure: the same rows in a fresh import, three times at most. Harmless, because rows are matched by address. */
export async function repeatFile(session: WaveWork, batch: Batch, why: string): Promise<void> {
  if (batch.attempts >= maxAttempts) return refuseFile(session, batch, 'import_failed');
  await fenced(session.ctx, session.wave, async (tx) => {
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'prepared', dotdigitalImportId: null, nextPollAt: null, pollCount: 0, lastError: why },
    });
    await logRun(
      tx,
      session.wave.runId,
      'warn',
      `${why} (file ${batch.n}, try ${batch.attempts} of ${maxAttempts}). It is sent again.`,
    );
    await noteStillUnderWay(session, tx);
  });
}

async function rejectBatch(session: WaveWork, tx: Tx, batch: Batch, refusal: Refusal): Promise<void> {
  const at = session.ctx.now();
  await tx.$executeRaw`
    UPDATE planned_changes SET outcome = 'rejected', reason_code = ${refusal}, reason_text = ${reasonLabels[refusal] ?? null}
    WHERE batch_id = ${batch.id} AND outcome IS NULL`;
  await settleRows(tx, { batchId: batch.id, at, otherwise: Prisma.sql`'rejected'` });
  await tx.exportBatch.update({
    where: { id: batch.id },
    data: { state: 'rejected', finishedAt: at, lastError: refusal },
  });
}

/** Ends what has not left yet and lets nothing more leave. Batches under way at Dotdigital stay open. */
export async function stopConnection(session: WaveWork, tx: Tx, refusal: Refusal, said = ''): Promise<void> {
  const { ctx, target, wave } = session;
  const at = ctx.now();
  const message = said ? `${stopTexts[refusal]} It said: “${said}”` : stopTexts[refusal];
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', reason_code = 'not_sent', reason_text = NULL, settled_at = ${at}
    FROM export_batches b
    WHERE b.wave_id = ${wave.id} AND b.state IN ('prepared', 'sending') AND b.kind <> 'unsubscribe'
      AND p.batch_id = b.id AND p.outcome IS NULL`;
  await tx.$executeRaw`
    UPDATE export_batches SET state = 'rejected', finished_at = ${at}, last_error = ${refusal}
    WHERE wave_id = ${wave.id} AND state IN ('prepared', 'sending') AND kind <> 'unsubscribe'`;
  await setStopped(tx, target.connectionId, { code: refusal, message });
  await logRun(tx, wave.runId, 'error', message);
  await setRunState(ctx, tx, wave.runId, { state: 'running', errorCode: refusal, errorMessage: message });
  await flushCalls(session, tx);
}
