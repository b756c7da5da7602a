import { settleImported, settleRefusedStates } from '../address-books';
import type { WireImportReport } from '../dotdigital';
import { Prisma, type Tx } from '../db';
import { logRun } from '../sync-runs';
import { leaveOutValues } from './leave-out-values';
import type { Batch } from './next-step';
import type { Fault } from './read-faults';
import type { WaveWork } from './session';
import { settleRows } from './settle-rows';
import { fenced } from './wave-lease';
import { asJson, noteProgress } from './wave-records';

type Ended = { report: WireImportReport | null; faults: Fault[] | null };

/**
 * Every row of a finished file gets exactly one outcome, and what Dotdigital is known to hold changes with it, in one
 * transaction with the batch's own state: settled once or not at all.
 */
export async function settleImport(
  session: WaveWork,
  batch: Batch,
  { report, faults }: Ended,
): Promise<void> {
  const { ctx, wave, target } = session;
  await fenced(ctx, wave, async (tx) => {
    const at = ctx.now();
    const open = await tx.exportBatch.updateMany({
      where: { id: batch.id, state: { in: ['submitted', 'unknown'] } },
      data: { state: 'finished', finishedAt: at, ...(report ? { report: asJson(report) } : {}) },
    });
    if (open.count === 0) return;
    await tx.$executeRaw`
      UPDATE planned_changes p SET outcome = f.outcome, reason_code = f.code, reason_text = f.text, settled_at = ${at}
      FROM json_to_recordset(${JSON.stringify(faults ?? [])}::json) AS f(key text, outcome text, code text, text text)
      WHERE p.batch_id = ${batch.id} AND p.outcome IS NULL AND p.email_key = f.key`;
    await leaveOutValues(session, tx, batch);
    await settleRows(tx, {
      batchId: batch.id,
      at,
      otherwise: Prisma.sql`CASE action WHEN 'add' THEN 'added' ELSE 'updated' END`,
    });
    const scope = {
      integrationId: target.integrationId,
      addressBookId: target.addressBookId,
      batchId: batch.id,
      at,
    };
    await settleImported(tx, { ...scope, submittedAt: batch.submittedAt ?? at });
    await settleRefusedStates(tx, scope);
    await tellEnd(tx, wave.runId, batch, { report, faults });
    await noteProgress(session, tx);
  });
}

async function tellEnd(tx: Tx, runId: bigint, batch: Batch, { report, faults }: Ended): Promise<void> {
  const number = (value: number) => value.toLocaleString('en-GB');
  const refused = faults?.length ?? 0;
  await logRun(
    tx,
    runId,
    'info',
    report
      ? `File ${batch.n} finished: ${number(report.newContacts)} new, ${number(report.updatedContacts)} updated, ${number(refused)} refused.`
      : `File ${batch.n} finished, ${number(refused)} refused. Dotdigital gave no report.`,
  );
  if (faults === null) {
    await logRun(
      tx,
      runId,
      'warn',
      `Dotdigital gave no list of faults for file ${batch.n}; its rows count as taken.`,
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
      `Dotdigital counts ${number(counted)} refused rows in file ${batch.n} but names ${number(refused)}; the next read of the book shows who is not in it.`,
    );
  }
}
