import { actorUserId } from '../actor';
import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { silenceWords } from '../dotdigital';
import type { RunCounts, RunPhase, RunState, RunTrigger } from './schemas';

type StartRunInput = {
  kind: 'export' | 'import';
  trigger: RunTrigger;
  integrationId: bigint;
  connectionId?: bigint;
  requestedById?: bigint | null;
  phases: { key: string; label: string }[];
};

/** Begins a run; flows call it, nobody else does. Returns its id. */
export async function startRun(ctx: Context, tx: Tx, input: StartRunInput): Promise<bigint> {
  const phases: RunPhase[] = input.phases.map(({ key, label }) => ({
    key,
    label,
    state: 'waiting',
    detail: '',
    done: 0,
    total: null,
    startedAt: null,
    finishedAt: null,
  }));
  const run = await tx.syncRun.create({
    data: {
      kind: input.kind,
      trigger: input.trigger,
      integrationId: input.integrationId,
      connectionId: input.connectionId ?? null,
      requestedById: input.requestedById ?? actorUserId(ctx.actor),
      phases,
    },
    select: { id: true },
  });
  return run.id;
}

export type PhaseChange = { key: string } & Partial<
  Pick<RunPhase, 'state' | 'detail' | 'done' | 'total' | 'startedAt'>
>;

/** The phases of the run that a statement updates, some of them changed; times are set as their states move. */
const phasesWith = (ctx: Context, changes: readonly PhaseChange[]): Prisma.Sql =>
  changes.reduce(
    (phases, { key, ...change }) => {
      const now = ctx.now().toISOString();
      const end = change.state === 'done' || change.state === 'failed' ? now : null;
      const start =
        change.startedAt ?? (change.state === undefined || change.state === 'waiting' ? null : now);
      return Prisma.sql`(
      SELECT jsonb_agg(CASE WHEN phase->>'key' = ${key}
        THEN phase || ${JSON.stringify(change)}::jsonb
          || jsonb_build_object(
            'startedAt', coalesce(phase->>'startedAt', ${start}::text),
            'finishedAt', CASE WHEN phase->>'state' = ${change.state ?? null}::text THEN coalesce(phase->>'finishedAt', ${end}::text) ELSE ${end}::text END)
        ELSE phase END ORDER BY n)
      FROM jsonb_array_elements(${phases}) WITH ORDINALITY AS p(phase, n))`;
    },
    Prisma.sql`phases`,
  );

/** Changes phases of a run and adds calls to it in one statement, where `held`, a statement that locks, answers a row; false: it didn't. */
export async function updatePhases(
  ctx: Context,
  runId: bigint,
  changes: readonly PhaseChange[],
  { held, calls }: { held: Prisma.Sql; calls: number },
): Promise<boolean> {
  const told = await ctx.db.prisma.$executeRaw`
    WITH held AS (${held})
    UPDATE sync_runs SET phases = ${phasesWith(ctx, changes)}, api_call_count = api_call_count + ${calls}::int
    WHERE id = ${runId} AND EXISTS (SELECT FROM held)`;
  return told > 0;
}

/** Changes one phase of a run in place. */
export async function updatePhase(
  ctx: Context,
  tx: Tx,
  runId: bigint,
  key: string,
  change: Omit<PhaseChange, 'key'>,
): Promise<void> {
  await tx.$executeRaw`UPDATE sync_runs SET phases = ${phasesWith(ctx, [{ key, ...change }])} WHERE id = ${runId}`;
}

/** Puts a phase before all others, once. */
export async function prependPhase(
  tx: Tx,
  runId: bigint,
  { key, label }: { key: string; label: string },
): Promise<void> {
  const phase: RunPhase = {
    key,
    label,
    state: 'waiting',
    detail: '',
    done: 0,
    total: null,
    startedAt: null,
    finishedAt: null,
  };
  await tx.$executeRaw`
    UPDATE sync_runs SET phases = ${JSON.stringify([phase])}::jsonb || phases
    WHERE id = ${runId} AND NOT EXISTS (SELECT FROM jsonb_array_elements(phases) p WHERE p->>'key' = ${key})`;
}

export async function logRun(
  tx: Tx,
  runId: bigint,
  level: 'info' | 'warn' | 'error',
  message: string,
): Promise<void> {
  await tx.syncRunLog.create({ data: { runId, level, message } });
}

export async function addApiCalls(tx: Tx, runId: bigint, count: number): Promise<void> {
  await tx.syncRun.update({ where: { id: runId }, data: { apiCallCount: { increment: count } } });
}

export async function setRunState(
  ctx: Context,
  tx: Tx,
  runId: bigint,
  change: { state: RunState; counts?: RunCounts; errorCode?: string | null; errorMessage?: string | null },
): Promise<void> {
  const over = change.state !== 'running' && change.state !== 'waiting';
  await tx.syncRun.update({
    where: { id: runId },
    data: {
      state: change.state,
      ...(change.counts ? { counts: change.counts as Prisma.InputJsonValue } : {}),
      ...(change.errorCode === undefined ? {} : { errorCode: change.errorCode }),
      ...(change.errorMessage === undefined ? {} : { errorMessage: change.errorMessage }),
      finishedAt: over ? ctx.now() : null,
    },
  });
}

const silent = 'no_answer';

/** Whether this run says that Dotdigital doesn't answer. */
export const isRunSilent = async (tx: Tx, runId: bigint): Promise<boolean> =>
  (await tx.syncRun.count({ where: { id: runId, errorCode: silent } })) > 0;

/** A call of this run has had no answer since then; null: there was one. A run that waits for a person says that. */
export async function noteSilence(tx: Tx, runId: bigint, since: Date | null): Promise<void> {
  if (since === null) {
    const { count } = await tx.syncRun.updateMany({
      where: { id: runId, errorCode: silent, state: { in: ['running', 'waiting'] } },
      data: { state: 'running', errorCode: null, errorMessage: null },
    });
    if (count > 0) await logRun(tx, runId, 'info', 'Dotdigital answers again.');
    return;
  }
  const message = silenceWords(since);
  const { count } = await tx.syncRun.updateMany({
    where: { id: runId, state: 'running' },
    data: { state: 'waiting', errorCode: silent, errorMessage: message },
  });
  if (count > 0) await logRun(tx, runId, 'warn', message);
}
