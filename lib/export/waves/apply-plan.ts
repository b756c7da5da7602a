import { scheduleNextExport, setHeld } from '../../connections';
import type { Context } from '../../context';
import { readMappingProblems } from '../../data-fields';
import type { Tx } from '../../db';
import { agree, plural } from '../../format';
import { logRun, prependPhase, setRunState, updatePhase } from '../../sync-runs';
import { countRemovedToday, guardRemovals } from '../planning/guard-removals';
import { sayForcedSync } from './forced-sync';
import type { ExportTarget } from '../load-target';
import type { PlanCounts } from '../schemas';
import { readRunCounts } from '../run-counts';
import { fileKinds } from '../next-step';
import { stageChanges } from '../planning/stage-changes';
import { wayOfNewcomers } from './way-of-newcomers';
import type { HeldWave } from '../wave-lease';
import { asJson } from '../wave-records';

type AppliedPlan = {
  counts: PlanCounts;
  startedAt: Date;
  /** Why the list's people were left alone this time; null when they were planned. */
  listFailure: string | null;
  /** Of a plan that was shown to a person who asked for exactly it, which no guard holds: who, and what it does, in words. */
  asked?: { by: string; summary: string };
};

/** Turns the plan of this transaction into the wave's rows, holds it when too many would leave, and says all of it on the run. */
export async function applyPlan(
  ctx: Context,
  tx: Tx,
  target: ExportTarget,
  wave: HeldWave,
  { counts, startedAt, listFailure, asked }: AppliedPlan,
): Promise<void> {
  const newcomers = await wayOfNewcomers(tx, target, wave, { count: counts.add, at: ctx.now() });
  await stageChanges(tx, wave.id, {
    fileKind: target.fileKind,
    joinOneByOne: newcomers.oneByOne,
    keepSkips: wave.kind !== 'regular',
  });
  const hold = asked
    ? null
    : guardRemovals({
        ...counts,
        removedToday: counts.remove > 0 ? await countRemovedToday(tx, target.addressBookId, ctx.now()) : 0,
        options: target.options,
      });
  const more = {
    ...(hold ? { removalDigest: await digestRemovals(tx) } : {}),
    ...(asked ? { approvedBy: asked.by } : {}),
  };
  await tx.wave.update({
    where: { id: wave.id },
    data: { phase: 'sending', counts: asJson({ ...counts, ...more }) },
  });
  await scheduleNextExport(ctx, tx, target);
  if (hold) await setHeld(tx, target.connectionId, hold);
  await tellPlan(ctx, tx, wave, {
    counts,
    joins: newcomers.oneByOne ? counts.add : 0,
    startedAt,
    listFailure,
    ...(asked ? { asked } : {}),
  });
  if (newcomers.why) await logRun(tx, wave.runId, 'warn', newcomers.why);
  await tellLeftOut(tx, wave.runId);
  if (wave.kind === 'forced') await logRun(tx, wave.runId, 'info', sayForcedSync(counts));
  for (const { problem } of await readMappingProblems(tx, target.integrationId, target.entity))
    await logRun(tx, wave.runId, 'warn', problem);
  if (!hold) return;
  await setRunState(ctx, tx, wave.runId, {
    state: 'waiting',
    errorCode: hold.code,
    errorMessage: hold.message,
  });
  await logRun(tx, wave.runId, 'warn', hold.message);
}

/** Which people a plan would take out, in 32 characters: an approval holds for exactly this. */
export async function digestRemovals(tx: Tx): Promise<string> {
  const [row] = await tx.$queryRaw<{ digest: string }[]>`
    SELECT md5(coalesce(string_agg(email_key, ',' ORDER BY email_key COLLATE "C"), '')) AS digest
    FROM plan_rows WHERE action = 'remove'`;
  return row?.digest ?? '';
}

async function tellPlan(
  ctx: Context,
  tx: Tx,
  wave: HeldWave,
  plan: AppliedPlan & { joins: number },
): Promise<void> {
  const { counts, joins } = plan;
  const files = await tx.exportBatch.count({ where: { waveId: wave.id, kind: { in: [...fileKinds] } } });
  const renamed = await countRenamed(tx);
  const rows = counts.add - joins + counts.update - renamed;
  const states = Object.entries(counts.skippedBy)
    .filter(([code]) => /^[A-Z]|^unsubscribed|^sms_/.test(code))
    .reduce((sum, [, count]) => sum + count, 0);
  const first = async (
    key: 'addresses' | 'back' | 'joins' | 'opt-outs',
    label: string,
    total: number,
  ): Promise<void> => {
    if (total === 0) return;
    await prependPhase(tx, wave.runId, { key, label });
    await updatePhase(ctx, tx, wave.runId, key, { state: 'waiting', detail: '', total });
  };
  await first('joins', 'Newcomers one by one', joins);
  await first('addresses', 'New addresses out', renamed);
  await first('back', 'Newer consent: asked back', counts.resubscribe);
  await first('opt-outs', 'Opt-outs out', counts.unsubscribe);
  await updatePhase(ctx, tx, wave.runId, 'remove', {
    state: counts.remove > 0 ? 'waiting' : 'done',
    detail: counts.remove > 0 ? '' : '0',
    total: counts.remove,
  });
  await updatePhase(ctx, tx, wave.runId, 'states', { state: 'done', detail: number(states), done: states });
  await updatePhase(ctx, tx, wave.runId, 'prepare', {
    state: plan.listFailure ? 'failed' : 'done',
    startedAt: plan.startedAt.toISOString(),
    detail: plan.listFailure
      ? 'the list could not be evaluated'
      : `${plural(rows, 'row')} in ${plural(files, 'file')}`,
    done: rows,
    total: rows,
  });
  await setRunState(ctx, tx, wave.runId, {
    state: 'running',
    counts: await readRunCounts(tx, wave.id, counts),
  });
  await logRun(tx, wave.runId, 'info', plan.asked?.summary ?? summarisePlan(counts));
  if (plan.listFailure) await logRun(tx, wave.runId, 'error', plan.listFailure);
}

async function countRenamed(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM plan_rows WHERE action = 'rename'`;
  return row?.count ?? 0;
}

/** Values that don't fit concern their people, not the wave: each row names its own, the run the first. */
async function tellLeftOut(tx: Tx, runId: bigint): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number; first: string | null }[]>`
    SELECT count(*)::int AS count, min(reason_text) AS first FROM plan_rows
    WHERE action IN ('add', 'update') AND reason_code = 'value_left_out'`;
  if (!row?.first) return;
  const people = plural(row.count, 'person has', 'people have');
  await logRun(
    tx,
    runId,
    'warn',
    `${people} a value that doesn’t fit its data field; the rest goes. ${agree(row.count, 'It is', 'The first')}: ${row.first}.`,
  );
}

export function summarisePlan(counts: PlanCounts): string {
  const parts = [
    `${number(counts.add)} to add`,
    `${number(counts.update)} to update`,
    `${number(counts.remove)} to take out`,
    ...(counts.unsubscribe > 0 ? [`${number(counts.unsubscribe)} to unsubscribe`] : []),
    ...(counts.resubscribe > 0 ? [`${number(counts.resubscribe)} to ask back`] : []),
    `${number(counts.unchanged)} unchanged`,
    `${number(counts.skip)} left out`,
  ];
  return `Planned ${plural(counts.listed, 'person', 'people')} of the list: ${parts.join(', ')}.`;
}

const number = (value: number): string => value.toLocaleString('en-GB');
