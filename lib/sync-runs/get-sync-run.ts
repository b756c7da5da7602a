import { awaitsApproval, isLiveState, isOpenPhase } from '../connections/live-connection';
import type { Context } from '../context';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { findRun } from './list-sync-runs';
import { causeOfRow } from './outcome-grid';
import { reasonWord } from './reason-words';
import { reasonCures, type RunCause, type RunCounts, type SyncRunDetail } from './schemas';

const maxLogLines = 300;

/** All that a run's page shows but the rows themselves; asked every second while it runs. */
export async function getSyncRun(ctx: Context, input: { id: string }): Promise<SyncRunDetail> {
  permit(ctx, 'runs.read');
  const id = BigInt(input.id);
  const { prisma } = ctx.db;
  const run = await findRun(ctx, id);
  if (!run) throw notFound('sync run');
  const [wave, log, budget] = await Promise.all([
    prisma.wave.findUnique({
      where: { syncRunId: id },
      include: {
        connection: { select: { state: true, addressBookId: true } },
        undoes: { select: { syncRunId: true } },
        undoneBy: { select: { syncRunId: true }, orderBy: { id: 'desc' }, take: 1 },
      },
    }),
    prisma.syncRunLog.findMany({ where: { runId: id }, orderBy: { id: 'desc' }, take: maxLogLines }),
    prisma.apiBudget.findFirst({
      where: { integrationId: BigInt(run.integration.id), resetAt: { gt: ctx.now() } },
      orderBy: { remaining: 'asc' },
      select: { remaining: true },
    }),
  ]);
  const counts = (wave?.counts ?? {}) as RunCounts & { skippedBy?: Record<string, number> };
  const open = wave !== null && isOpenPhase(wave.phase);
  return {
    ...run,
    causes: wave ? await listCauses(ctx, wave.id, counts.skippedBy ?? {}) : [],
    log: log.reverse().map((line) => ({
      id: String(line.id),
      at: line.at.toISOString(),
      level: levelOf(line.level),
      message: line.message,
    })),
    callsLeft: budget?.remaining ?? null,
    held:
      open && wave.connection.state === 'held'
        ? {
            waveId: String(wave.id),
            add: counts.add ?? 0,
            update: counts.update ?? 0,
            remove: counts.remove ?? 0,
          }
        : null,
    awaitingApproval: wave && open ? await countAwaitingApproval(ctx, wave.id) : 0,
    stopped:
      wave !== null &&
      wave.connection.state === 'stopped' &&
      (wave.phase === 'rejected' || wave.phase === 'failed' || open),
    hasOutcomes: wave !== null,
    undoable:
      wave !== null &&
      !open &&
      isLiveState(wave.connection.state) &&
      wave.addressBookId === wave.connection.addressBookId &&
      ['added', 'updated', 'removed'].some((outcome) => (run.counts[outcome] ?? 0) > 0),
    undoes: idOf(wave?.undoes),
    undoneBy: idOf(wave?.undoneBy[0]),
  };
}

const idOf = (wave: { syncRunId: bigint } | null | undefined): string | null =>
  wave ? String(wave.syncRunId) : null;

async function countAwaitingApproval(ctx: Context, waveId: bigint): Promise<number> {
  const [row] = await ctx.db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM waves w JOIN connections c ON c.id = w.connection_id
    JOIN planned_changes p ON p.wave_id = w.id JOIN export_batches e ON e.id = p.batch_id
    WHERE w.id = ${waveId} AND ${awaitsApproval}`;
  return row?.count ?? 0;
}

/** Refused rows by cause first, then whom the plan and Dotdigital left out, each with its number. */
async function listCauses(
  ctx: Context,
  waveId: bigint,
  planned: Record<string, number>,
): Promise<RunCause[]> {
  const rows = await ctx.db.prisma.$queryRaw<
    { outcome: 'skipped' | 'rejected'; code: string; count: number }[]
  >`
    SELECT p.outcome, ${causeOfRow} AS code, count(*)::int AS count
    FROM planned_changes p WHERE p.wave_id = ${waveId} AND p.outcome IN ('skipped', 'rejected') AND p.action <> 'skip' GROUP BY 1, 2`;
  const causes = rows.map((row) => toCause(row.outcome, row.code, row.count));
  for (const [code, count] of Object.entries(planned)) {
    const same = causes.find((cause) => cause.outcome === 'skipped' && cause.code === code);
    if (same) same.count += count;
    else causes.push(toCause('skipped', code, count));
  }
  return causes.sort((a, b) =>
    a.outcome === b.outcome ? b.count - a.count : a.outcome === 'rejected' ? -1 : 1,
  );
}

const toCause = (outcome: 'skipped' | 'rejected', code: string, count: number): RunCause => ({
  code,
  outcome,
  count,
  label: reasonWord(code),
  cure: reasonCures[code] ?? (outcome === 'rejected' ? 'look at the reason of each' : ''),
});

const levelOf = (level: string): 'info' | 'warn' | 'error' =>
  level === 'warn' || level === 'error' ? level : 'info';
