import { liftEndedPause } from '../../connections';
import type { FlowContext } from '../../context';
import { LeaseLost } from '../../db';
import { openDotdigital, recordIntegrationSuccess } from '../../integrations';
import type { RunTrigger } from '../../sync-runs/schemas';
import { beginWave, isAsked, planWave } from '../waves/begin-wave';
import { confirmNewcomers } from '../settling/confirm-newcomers';
import { finishWave } from '../waves/finish-wave';
import { handleFailure } from './handle-failure';
import { countActiveImports } from '../batches/import-places';
import { lookAtBook } from './look-at-book';
import { lookAtFields } from './look-at-fields';
import { lookInShadow } from './look-in-shadow';
import { lookAtValues } from './look-at-values';
import { loadTarget, type ExportTarget } from '../load-target';
import { carriesValues, isFileBatch, nextStep, type Step } from '../next-step';
import { wakeOpenWave } from '../open-wave';
import { pollImport } from '../settling/poll-import';
import { refreshOpenWave } from '../waves/refresh-open-wave';
import { sendBatch } from '../batches/send-batch';
import { pollRemovals } from '../batches/send-removals';
import type { Session, WaveWork } from '../session';
import { tellSilence } from './tell-silence';
import { releaseWave, takeWave, whileHolding, type TakenWave } from '../wave-lease';
import { listBatches } from '../wave-records';

export type PushOutcome = { nextStepAt: Date | null };

/**
 * One slice of bringing one address book to its list. Safe to repeat, to overlap and to be killed anywhere: the wave's rows say
 * what was intended and what came of it, its fence lets one worker at a time write, and what was sent without an answer is sent
 * again without harm. Stops at ctx.signal; the next call goes on from the rows.
 */
export async function pushConnection(
  ctx: FlowContext,
  connectionId: bigint,
  { trigger = 'schedule' }: { trigger?: RunTrigger } = {},
): Promise<PushOutcome> {
  const target = await loadLive(ctx, connectionId);
  if (!target?.integrationActive || target.isHeldByRestore) return { nextStepAt: null };
  const due = isAsked(trigger) || isDue(ctx, target);
  if (due) await lookInShadow(ctx, target);
  const wave =
    (await takeWave(ctx, connectionId)) ?? (due ? await beginWave(ctx, target, { trigger }) : null);
  if (!wave) return { nextStepAt: null };
  return whileHolding(ctx, wave, (holding) =>
    pushWave({ ctx: holding, target, wave, calls: { count: 0 } }, wave),
  );
}

/** A pause whose time has come is lifted first, and what waits of an open wave goes on. */
async function loadLive(ctx: FlowContext, connectionId: bigint): Promise<ExportTarget | null> {
  const target = await loadTarget(ctx, connectionId);
  const { state, pausedUntil } = target ?? {};
  if (state !== 'paused' || !pausedUntil || pausedUntil > ctx.now()) return target;
  await ctx.db.prisma.$transaction(async (tx) => {
    if (await liftEndedPause(ctx, tx, connectionId)) await wakeOpenWave(tx, connectionId);
  });
  return loadTarget(ctx, connectionId);
}

const isDue = (ctx: FlowContext, target: ExportTarget): boolean =>
  target.nextExportAt !== null && target.nextExportAt <= ctx.now();

async function pushWave(work: WaveWork, taken: TakenWave): Promise<PushOutcome> {
  const { ctx, target, wave } = work;
  let nextStepAt: Date | null;
  try {
    nextStepAt = await workOn(work, taken);
  } catch (error) {
    if (error instanceof LeaseLost) {
      ctx.log.info({ waveId: String(wave.id) }, 'another worker took the wave over, or it has ended');
      return { nextStepAt: null };
    }
    nextStepAt = ctx.signal.aborted ? ctx.now() : await handleFailure(work, error);
    if (nextStepAt === null) return { nextStepAt };
  }
  await releaseWave(ctx, wave, nextStepAt ?? (await whenGatedOpens(ctx, target)));
  return { nextStepAt };
}

async function workOn(work: WaveWork, taken: TakenWave): Promise<Date | null> {
  const { ctx, target, wave, calls } = work;
  if (taken.phase === 'planning') await planWave(ctx, target, wave);
  else if (taken.wasOpen && isDue(ctx, target)) {
    const refreshed = await refreshOpenWave(ctx, target, wave);
    if (refreshed === 'cancelled') return ctx.now();
    if (refreshed === 'same' && taken.nextStepAt && taken.nextStepAt > ctx.now()) return taken.nextStepAt;
  }
  const client = await openDotdigital(ctx, target.integrationId, {
    signal: ctx.signal,
    maxWaitMs: 5_000,
    onCall: () => (calls.count += 1),
    onSilence: (since) => tellSilence(work, since),
  });
  try {
    const session = { ...work, client, lastLook: { current: null } };
    const looks = isWorthALook(taken) && target.state === 'active';
    if (looks && (await lookAtBook(session))) await lookAtFields(session);
    const nextStepAt = await takeSteps(session);
    await recordIntegrationSuccess(ctx, target.integrationId);
    return nextStepAt;
  } finally {
    await client.close();
  }
}

/** Before anything leaves, and after Dotdigital said that it doesn't know something. */
const isWorthALook = ({ wasOpen, phase, errorCode }: TakenWave): boolean =>
  !wasOpen || phase === 'planning' || errorCode === 'not_found';

async function takeSteps(session: Session): Promise<Date | null> {
  for (;;) {
    session.ctx.signal.throwIfAborted();
    const step = await decideStep(session);
    switch (step.kind) {
      case 'send': {
        const readAt = carriesValues(step.batch) ? await lookAtValues(session) : null;
        if (readAt !== null) return readAt;
        await sendBatch(session, step.batch);
        break;
      }
      case 'poll':
        await (isFileBatch(step.batch) ? pollImport(session, step.batch) : pollRemovals(session, step.batch));
        break;
      case 'wait':
        return step.until;
      case 'finish': {
        const lookAgainAt = await confirmNewcomers(session);
        if (lookAgainAt !== null) return lookAgainAt;
        await finishWave(session);
        return null;
      }
    }
  }
}

/** Read afresh before each step: someone may have paused the connection, or another wave filled the places for imports. */
async function decideStep({ ctx, wave, target }: Session): Promise<Step> {
  const { prisma } = ctx.db;
  const connection = await prisma.connection.findUniqueOrThrow({
    where: { id: target.connectionId },
    select: { state: true },
  });
  return nextStep({
    batches: await listBatches(prisma, wave.id),
    now: ctx.now(),
    maySend: connection.state === 'active',
    activeImports: await countActiveImports(prisma, { integrationId: target.integrationId, wave }),
  });
}

/** A wave that waits for a person is looked at again with the connection's next turn. */
async function whenGatedOpens(ctx: FlowContext, target: ExportTarget): Promise<Date> {
  const row = await ctx.db.prisma.connection.findUnique({
    where: { id: target.connectionId },
    select: { nextExportAt: true },
  });
  return row?.nextExportAt ?? new Date(ctx.now().getTime() + target.settings.exportMinutes * 60_000);
}
