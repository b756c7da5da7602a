import type { LawWorld } from './law-world';
import { openWave } from '@/lib/connections/live-connection';

export type LawConnection = {
  id: bigint;
  state: string;
  /** Its pause ends by itself. */
  pausedUntil: Date | null;
  /** The one that has not ended. */
  wave: { id: bigint; runId: bigint } | null;
};

/** How each list's connection stands; null: it never had one. */
export async function readConnections({
  ctx,
  lists,
  integrationId,
}: LawWorld): Promise<(LawConnection | null)[]> {
  const rows = await ctx.db.prisma.$queryRaw<
    {
      id: bigint;
      listId: bigint;
      state: string;
      pausedUntil: Date | null;
      waveId: bigint | null;
      runId: bigint | null;
    }[]
  >`
    SELECT c.id, c.list_id AS "listId", c.state::text AS state, c.paused_until AS "pausedUntil", w.id AS "waveId", w.sync_run_id AS "runId"
    FROM connections c LEFT JOIN waves w ON w.connection_id = c.id AND ${openWave()}
    WHERE c.integration_id = ${integrationId} AND c.list_id = ANY(${lists.map(({ id }) => id)}::bigint[])`;
  return lists.map(({ id }) => {
    const row = rows.find(({ listId }) => listId === id);
    if (!row) return null;
    const { waveId, runId } = row;
    return { ...row, wave: waveId === null || runId === null ? null : { id: waveId, runId } };
  });
}
