import type { Context } from '../../context';
import { isFree, Prisma, wasCutOff } from '../../db';
import { liveConnection, openWave } from '../../connections/live-connection';
import { undoKind } from '../planning/plan-undo';
import { waveLease } from '../wave-lease';

/** So long a first sync lets others by; then it waits like anybody. */
const yieldsForMs = 5 * 60_000;

export type DueConnection = {
  connectionId: bigint;
  wasCutOff: boolean;
  /** Whoever pressed a button goes before what is merely due, and a first sync lets both by. */
  turn: 'asked' | 'usual' | 'yields';
};

/**
 * Connections whose turn it is: nothing under way and the next export is due or the end of its pause has come, or a wave under way that nobody works on and
 * whose next step makes sense by now. Not before the book of a restored connection has been read back. Leases by the database's clock, turns by ours.
 */
export async function findDueConnections(ctx: Context): Promise<DueConnection[]> {
  const now = ctx.now();
  const isDue = Prisma.sql`(c.next_export_at <= ${now} OR (c.state = 'paused' AND c.paused_until <= ${now})) AND ${liveConnection()}`;
  const dueSince = Prisma.sql`coalesce(w.next_step_at, w.created_at, c.next_export_at)`;
  return ctx.db.prisma.$queryRaw<DueConnection[]>`
    SELECT c.id AS "connectionId", coalesce(${wasCutOff(waveLease, 'w')}, false) AS "wasCutOff",
      CASE
        WHEN w.kind IN ('manual', ${undoKind}) THEN 'asked'
        WHEN coalesce(w.kind = 'first', c.last_exported_at IS NULL) AND ${dueSince} > ${new Date(now.getTime() - yieldsForMs)} THEN 'yields'
        ELSE 'usual' END AS turn
    FROM connections c
    JOIN integrations i ON i.id = c.integration_id AND i.active AND i.deleted_at IS NULL
    LEFT JOIN waves w ON w.connection_id = c.id AND ${openWave()}
    WHERE c.restored_at IS NULL AND CASE
      WHEN w.id IS NULL THEN ${isDue}
      WHEN NOT ${isFree(waveLease, 'w')} THEN false
      ELSE w.next_step_at IS NULL OR w.next_step_at <= ${now} OR (${isDue})
    END
    ORDER BY ${dueSince}, c.id`;
}
