import { wantedHashOf, readWantedValues } from '../../data-fields';
import { lockOwnConnection } from '../../connections';
import { recordAudit, visibleLists, type Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { notFound } from '../../errors';
import { permit } from '../../permissions';
import { factsOfEach, setAsideReasons, standingOf } from '../../standing';
import { causeOfRow, reasonWord } from '../../sync-runs';
import { reasonCures } from '../../sync-runs/schemas';
import { lookAndForget } from '../planning/look-at-plan';
import { loadTarget } from '../load-target';
import { requireSendable, wakeOrCreate } from './request-sync';
import type { RefusalGroup, RequestedRun, RetryInput } from '../schemas';

const { sql } = Prisma;

/**
 * Whom Dotdigital refused in a run, by cause: how many are sent with the next run by now, since their values have changed or the refusal
 * doesn't stand any more, and how many wait for the cure or for another try with the same values.
 */
export async function listRefusals(ctx: Context, input: { id: string }): Promise<RefusalGroup[]> {
  permit(ctx, 'runs.read');
  const { waveId, connectionId } = await fetchRunWave(ctx, ctx.db.prisma, input.id);
  const target = await loadTarget(ctx, connectionId);
  if (!target) throw notFound('sync run');
  return lookAndForget(ctx, async (tx) => {
    const wanted = await readWantedValues(tx, target.integrationId, target.entity, target.channel);
    const facts = factsOfEach({
      listId: target.listId,
      account: target,
      wantedHash: wantedHashOf(wanted),
    });
    const rows = await tx.$queryRaw<{ code: string; count: number; healed: number; waiting: number }[]>`
      WITH judged AS MATERIALIZED (
        SELECT ${causeOfRow} AS code, ${standingOf(target.channel)} AS stands
        FROM planned_changes p
        LEFT JOIN crm_records r ON r.id = p.record_id
        LEFT JOIN list_items i ON i.list_id = ${target.listId}::bigint AND i.record_id = r.id
        ${facts}
        WHERE p.wave_id = ${waveId} AND p.outcome = 'rejected')
      SELECT code, count(*)::int AS count,
        (count(*) FILTER (WHERE stands IS NULL))::int AS healed, (count(*) FILTER (WHERE stands = 'refused_before'))::int AS waiting
      FROM judged GROUP BY code ORDER BY count(*) DESC, code`;
    return rows.map((row) => ({
      ...row,
      label: reasonWord(row.code),
      cure: reasonCures[row.code] ?? 'look at the reason of each',
    }));
  });
}

/** Sends the refused once more with the values they have, with a run that begins now: all of a run, or those of one cause. */
export async function retryRefused(
  ctx: Context,
  input: RetryInput,
): Promise<RequestedRun & { count: number }> {
  permit(ctx, 'connections.write');
  const { waveId, connectionId } = await fetchRunWave(ctx, ctx.db.prisma, input.id);
  return ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, connectionId);
    requireSendable(connection);
    const count = await forgetRefusals(tx, { waveId, cause: input.cause });
    const runId = String(await wakeOrCreate(ctx, tx, connection));
    await recordAudit(ctx, tx, {
      action: 'sync-run.retry',
      subjectType: 'sync_run',
      subjectId: BigInt(input.id),
      detail: { connectionId: String(connectionId), cause: input.cause, count, runId },
    });
    return { connectionId: String(connectionId), runId, count };
  });
}

/** A refusal is of certain values (lib/standing): without them it sets nobody aside. */
const forgetRefusals = (
  tx: Tx,
  { waveId, cause }: { waveId: bigint; cause: string | null },
): Promise<number> => tx.$executeRaw`
  UPDATE planned_changes p SET wanted_hash = NULL
  WHERE p.wave_id = ${waveId} AND p.outcome = 'rejected' AND p.wanted_hash IS NOT NULL
    AND p.reason_code = ANY(${[...setAsideReasons]}::text[]) AND ${cause === null ? sql`true` : sql`${causeOfRow} = ${cause}`}`;

async function fetchRunWave(
  ctx: Context,
  tx: Tx,
  id: string,
): Promise<{ waveId: bigint; connectionId: bigint }> {
  const [wave] = await tx.$queryRaw<{ waveId: bigint; connectionId: bigint }[]>`
    SELECT w.id AS "waveId", w.connection_id AS "connectionId"
    FROM waves w JOIN connections c ON c.id = w.connection_id JOIN marketing_lists l ON l.id = c.list_id AND ${visibleLists(ctx)}
    WHERE w.sync_run_id = ${BigInt(id)}`;
  if (!wave) throw notFound('sync run');
  return wave;
}
