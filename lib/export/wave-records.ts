import type { FlowContext } from '../context';
import { EmptyPolicy } from '../data-fields/schemas';
import { type Prisma, type Tx } from '../db';
import { agree } from '../format';
import { addApiCalls, logRun, setRunState, updatePhase } from '../sync-runs';
import type { RunCounts, RunState } from '../sync-runs/schemas';
import { isFileBatch, type Batch, type BatchKind } from './next-step';
import { readRunCounts } from './run-counts';
import type { PlanCounts } from './schemas';
import type { WaveWork } from './session';

export type WaveCounts = PlanCounts & { approvedBy?: string; removalDigest?: string };

export const planPhases = [
  { key: 'remove', label: 'Removed people out' },
  { key: 'states', label: 'Unsubscribed states in' },
  { key: 'prepare', label: 'Prepared' },
  { key: 'send', label: 'Sending' },
  { key: 'settle', label: 'Settling' },
];

export const readWaveCounts = async (tx: Tx, waveId: bigint): Promise<WaveCounts> => {
  const { counts } = await tx.wave.findUniqueOrThrow({ where: { id: waveId }, select: { counts: true } });
  return counts as WaveCounts;
};

export async function listBatches(tx: Tx, waveId: bigint): Promise<Batch[]> {
  const rows = await tx.exportBatch.findMany({ where: { waveId }, orderBy: { n: 'asc' } });
  return rows.map((row) => ({
    id: row.id,
    n: row.n,
    kind: row.kind as BatchKind,
    state: row.state,
    rowCount: row.rowCount,
    attempts: row.attempts,
    pollCount: row.pollCount,
    submittedAt: row.submittedAt,
    nextPollAt: row.nextPollAt,
    importId: row.dotdigitalImportId,
    policies: EmptyPolicy.array().parse(row.policies),
    keptFields: row.keptFields,
  }));
}

/** After each thing that worked: the run's numbers, calls and phases are true again, an earlier trouble is over. */
export async function noteProgress(session: WaveWork, tx: Tx): Promise<void> {
  const { id } = session.wave;
  await noteStep(session, tx, await readRunCounts(tx, id, await readWaveCounts(tx, id)));
}

/** The same where nobody's outcome has changed: a large wave's rows are not counted once more at every look at an import. */
export const noteStillUnderWay = (session: WaveWork, tx: Tx): Promise<void> => noteStep(session, tx);

async function noteStep(session: WaveWork, tx: Tx, counts?: RunCounts): Promise<void> {
  const { ctx, wave } = session;
  await tx.wave.updateMany({
    where: { id: wave.id, OR: [{ attempts: { gt: 0 } }, { errorCode: { not: null } }] },
    data: { attempts: 0, errorCode: null, errorMessage: null },
  });
  await flushCalls(session, tx);
  await setRunState(ctx, tx, wave.runId, {
    state: 'running',
    ...(counts ? { counts } : {}),
    errorCode: null,
    errorMessage: null,
  });
  await notePhases(ctx, tx, wave.runId, await listBatches(tx, wave.id));
}

export async function flushCalls(session: WaveWork, tx: Tx): Promise<void> {
  if (session.calls.count === 0) return;
  await addApiCalls(tx, session.wave.runId, session.calls.count);
  session.calls.count = 0;
}

/** Phases as the batches say: nothing of them is remembered apart from the batches themselves. */
export async function notePhases(
  ctx: FlowContext,
  tx: Tx,
  runId: bigint,
  batches: readonly Batch[],
): Promise<void> {
  for (const { key, kinds } of [
    { key: 'opt-outs', kinds: ['unsubscribe'] },
    { key: 'addresses', kinds: ['rename'] },
    { key: 'remove', kinds: ['remove'] },
    { key: 'back', kinds: ['resubscribe'] },
    { key: 'joins', kinds: ['join'] },
  ]) {
    const own = batches.filter(({ kind }) => kinds.includes(kind));
    if (own.length === 0) continue;
    const ended = own.filter(hasEnded);
    const rows = sumRows(ended);
    const state =
      ended.length === own.length
        ? 'done'
        : own.some(({ state: each }) => each !== 'prepared')
          ? 'running'
          : 'waiting';
    await updatePhase(ctx, tx, runId, key, { state, detail: number(rows), done: rows, total: sumRows(own) });
  }
  const files = batches.filter(isFileBatch);
  if (files.length === 0) return;
  const sent = files.filter(({ state }) => state !== 'prepared' && state !== 'sending');
  const begun = sent.length > 0 || files.some(({ state }) => state === 'sending');
  const word = agree(files.length, 'file', 'files');
  await updatePhase(ctx, tx, runId, 'send', {
    state: sent.length === files.length ? 'done' : begun ? 'running' : 'waiting',
    detail:
      sent.length === files.length ? `${files.length} ${word}` : `${sent.length} of ${files.length} ${word}`,
    done: sent.length,
    total: files.length,
  });
  const settled = files.filter(hasEnded);
  if (sent.length === 0) return;
  await updatePhase(ctx, tx, runId, 'settle', {
    state: 'running',
    detail: settled.length === files.length ? 'learning who is who' : 'Dotdigital checks each file',
    done: settled.length,
    total: files.length,
  });
}

const hasEnded = ({ state }: Batch): boolean => state === 'finished' || state === 'rejected';
const sumRows = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { rowCount }) => sum + rowCount, 0);
const number = (value: number): string => value.toLocaleString('en-GB');

type Trouble = {
  state: RunState;
  code: string;
  message: string;
  /** Something was tried, and failed. */
  isFailure: boolean;
};

/** Says on the run what stands in the way; the log names it once, not at every retry. Answers whether it is new. */
export async function noteTrouble(session: WaveWork, tx: Tx, trouble: Trouble): Promise<boolean> {
  const before = await tx.wave.findUniqueOrThrow({
    where: { id: session.wave.id },
    select: { errorCode: true },
  });
  await tx.wave.update({
    where: { id: session.wave.id },
    data: {
      attempts: { increment: trouble.isFailure ? 1 : 0 },
      errorCode: trouble.code,
      errorMessage: trouble.message,
    },
  });
  await flushCalls(session, tx);
  await setRunState(session.ctx, tx, session.wave.runId, {
    state: trouble.state,
    errorCode: trouble.code,
    errorMessage: trouble.message,
  });
  const isNew = before.errorCode !== trouble.code;
  if (isNew) await logRun(tx, session.wave.runId, trouble.isFailure ? 'warn' : 'info', trouble.message);
  return isNew;
}

export const asJson = (value: object): Prisma.InputJsonObject => value as Prisma.InputJsonObject;
