import { settleLearntIds, settleRefusedStates } from '../../address-books';
import type { Tx } from '../../db';
import { logRun } from '../../sync-runs';
import { endFile, fileWords } from './end-file';
import { leaveOutValues } from './leave-out-values';
import type { Batch } from '../next-step';
import type { WaveWork } from '../session';
import type { ImportEnd } from '../files/transport';
import { fenced } from '../wave-lease';
import { noteProgress } from '../wave-records';

type Told = Pick<ImportEnd, 'report' | 'faults'>;

/**
 * Every row of a finished batch gets exactly one outcome, that of the first of its files that refused it, and what Dotdigital is
 * known to hold changes with it, in one transaction with the batch's own state: settled once or not at all.
 */
export async function settleImport(
  session: WaveWork,
  batch: Batch,
  { report, faults, ids }: ImportEnd,
): Promise<void> {
  const { ctx, wave, target } = session;
  await fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    const open = await tx.exportBatch.count({
      where: { id: batch.id, state: { in: ['submitted', 'unknown'] }, dotdigitalImportId: batch.importId },
    });
    if (open === 0) return;
    await tx.$executeRaw`
      UPDATE planned_changes p SET outcome = f.outcome, reason_code = f.code, reason_text = f.text, settled_at = ${at}
      FROM json_to_recordset(${JSON.stringify(faults ?? [])}::json) AS f(key text, outcome text, code text, text text)
      WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND p.email_key = f.key`;
    await leaveOutValues(session, tx, batch);
    await endFile(session, tx, batch, { report });
    if (ids.length > 0) await settleLearntIds(tx, { ...target, ids });
    await settleRefusedStates(tx, { ...target, batchId: batch.id, at });
    await tellEnd(tx, wave.runId, batch, { report, faults });
    await noteProgress(session, tx);
  });
}

async function tellEnd(tx: Tx, runId: bigint, batch: Batch, { report, faults }: Told): Promise<void> {
  const number = (value: number) => value.toLocaleString('en-GB');
  const refused = faults?.length ?? 0;
  const file = fileWords(batch);
  await logRun(
    tx,
    runId,
    'info',
    report
      ? `${capital(file)} finished: ${number(report.newContacts)} new, ${number(report.updatedContacts)} updated, ${number(refused)} refused.`
      : `${capital(file)} finished, ${number(refused)} refused. Dotdigital gave no report.`,
  );
  if (faults === null) {
    await logRun(
      tx,
      runId,
      'warn',
      `Dotdigital gave no list of faults for ${file}; its rows count as taken.`,
    );
    return;
  }
  const counted = report
    ? Object.values(report).reduce((sum, value) => sum + value, 0) -
      report.newContacts -
      report.updatedContacts
    : refused;
  if (counted > refused) {
    await logRun(
      tx,
      runId,
      'warn',
      `Dotdigital counts ${number(counted)} refused rows in ${file} but names ${number(refused)}; the next read of the book shows who is not in it.`,
    );
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
