import { liveConnection, openWave } from '../../connections/live-connection';
import { visibleLists, type Context } from '../../context';
import { may } from '../../permissions';
import type { Attention } from '../schemas';
import { mostOfEach, say, type Row } from './say';

type Found = Row & { state: string };
type Restored = Row & { connectionId: bigint };

/** So long after its turn. */
const fewestLateMinutes = 60;
/** A run of which so many people, and so large a part, were refused has a cause beyond the people. */
const fewestRefused = 10;
const leastRefusedPart = 0.1;
const refusedDays = 1;
/** More than a connection has in a day, were there one every ten minutes. */
const latestRuns = 150;

/** Connections of lists that this person may see, by what is the matter with them. */
export async function attentionOfConnections(ctx: Context) {
  const [restored, connections, heldThere, late, refused] = await Promise.all([
    findRestored(ctx),
    findByState(ctx),
    findHeldThere(ctx),
    findLate(ctx),
    findRefused(ctx),
  ]);
  const mayRead = may(ctx.actor, 'connections.sync');
  const ofState = (state: string): Row[] => connections.filter((one) => one.state === state);
  return {
    restored: restored.flatMap(({ connectionId, ...row }): Attention[] =>
      say([row], {
        tone: 'warn',
        state: 'Held after a restore',
        action: mayRead ? 'Read it back' : 'Look',
        path: '/marketing-lists/',
        message:
          'sends nothing until its book has been read back: the database was restored from a backup, and Dotdigital may have moved on.',
      }).map((item) => ({ ...item, readBack: mayRead ? String(connectionId) : null })),
    ),
    held: say(ofState('held'), {
      tone: 'warn',
      state: 'Held for approval',
      action: 'Review',
      path: '/sync-runs/',
    }),
    stopped: say(ofState('stopped'), {
      tone: 'bad',
      state: 'Stopped',
      action: 'Look',
      path: '/marketing-lists/',
    }),
    heldThere: say(heldThere, {
      tone: 'warn',
      state: 'Held at Dotdigital',
      action: 'Look',
      path: '/sync-runs/',
    }),
    refused: say(refused, { tone: 'bad', state: 'Many refused', action: 'Look', path: '/sync-runs/' }),
    late: say(late, {
      tone: 'warn',
      state: 'Not exported',
      action: 'Look',
      path: '/marketing-lists/',
      message: 'has sent nothing for longer than it should: its exports don’t get their turn.',
    }),
    paused: say(ofState('paused'), {
      tone: 'neutral',
      state: 'Paused',
      action: 'Look',
      path: '/marketing-lists/',
      message: 'sends nothing but opt-outs until someone resumes it.',
    }),
  };
}

/** A held one leads to its run, whose page shows the people and asks for the approval. */
const findByState = (ctx: Context): Promise<Found[]> => ctx.db.prisma.$queryRaw<Found[]>`
  SELECT CASE c.state WHEN 'held' THEN w.sync_run_id ELSE l.id END AS id, l.name, c.state::text AS state, c.state_message AS message,
    w.created_at AS since
  FROM connections c JOIN marketing_lists l ON l.id = c.list_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  LEFT JOIN waves w ON c.state = 'held' AND w.connection_id = c.id AND ${openWave()}
  WHERE (c.state = 'held' AND w.id IS NOT NULL OR c.state IN ('stopped', 'paused')) AND ${visibleLists(ctx)}
  ORDER BY c.id LIMIT ${3 * mostOfEach}`;

const findRestored = (ctx: Context): Promise<Restored[]> => ctx.db.prisma.$queryRaw<Restored[]>`
  SELECT l.id, c.id AS "connectionId", l.name, NULL::text AS message, c.restored_at AS since
  FROM connections c JOIN marketing_lists l ON l.id = c.list_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  WHERE c.restored_at IS NOT NULL AND ${liveConnection()} AND ${visibleLists(ctx)} ORDER BY c.id LIMIT ${mostOfEach}`;

/** A file that Dotdigital has not finished within an hour: its watchdog may hold it for a review (lib/export/settling/poll-import.ts). */
const findHeldThere = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT w.sync_run_id AS id, l.name, w.error_message AS message, w.created_at AS since
  FROM waves w JOIN connections c ON c.id = w.connection_id JOIN marketing_lists l ON l.id = c.list_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  WHERE ${openWave()} AND w.error_code = 'held_there' AND ${visibleLists(ctx)}
  ORDER BY w.id LIMIT ${mostOfEach}`;

/** Its turn has come and nothing begins, though its account answers: no worker, or one that is stuck. */
function findLate(ctx: Context): Promise<Row[]> {
  const latest = new Date(ctx.now().getTime() - fewestLateMinutes * 60_000);
  return ctx.db.prisma.$queryRaw<Row[]>`
    SELECT l.id, l.name, NULL::text AS message, c.next_export_at AS since
    FROM connections c JOIN marketing_lists l ON l.id = c.list_id
    JOIN integrations n ON n.id = c.integration_id AND n.active AND n.deleted_at IS NULL AND n.failing_since IS NULL
    WHERE c.state = 'active' AND c.restored_at IS NULL AND c.next_export_at < ${latest} AND ${visibleLists(ctx)}
      AND NOT EXISTS (SELECT FROM waves w WHERE w.connection_id = c.id AND ${openWave()})
    ORDER BY c.next_export_at, c.id LIMIT ${mostOfEach}`;
}

/** Of a connection its last run alone: the next one that goes well ends it. */
function findRefused(ctx: Context): Promise<Row[]> {
  const from = new Date(ctx.now().getTime() - refusedDays * 86_400_000);
  return ctx.db.prisma.$queryRaw<Row[]>`
    SELECT r.id, l.name, r.rejected || ' of the ' || r.planned || ' people of its last run were refused. The run says why, by cause.' AS message,
      r.finished_at AS since
    FROM connections c JOIN marketing_lists l ON l.id = c.list_id
    JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
    CROSS JOIN LATERAL (
      SELECT s.id, s.finished_at, (s.counts->>'rejected')::int AS rejected, (s.counts->>'planned')::int AS planned
      FROM (SELECT id, kind, counts, finished_at FROM sync_runs WHERE connection_id = c.id ORDER BY id DESC LIMIT ${latestRuns}) s
      WHERE s.kind = 'export' AND s.finished_at IS NOT NULL AND (s.counts->>'planned')::int > 0
      ORDER BY s.id DESC LIMIT 1) r
    WHERE c.state = 'active' AND r.finished_at > ${from} AND r.rejected >= ${fewestRefused}::int
      AND r.rejected >= ${leastRefusedPart}::float8 * r.planned AND ${visibleLists(ctx)}
    ORDER BY r.id LIMIT ${mostOfEach}`;
}
