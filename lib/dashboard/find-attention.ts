import { liveConnection } from '../connections/live-connection';
import { visibleLists, type Context } from '../context';
import { may } from '../permissions';
import type { Attention } from './schemas';

/** `id`: whose page the button opens. */
type Row = { id: bigint; name: string; message: string | null; since: Date | null };
type Found = Row & { state: string };
type Restored = Row & { connectionId: bigint };
type Words = Pick<Attention, 'tone' | 'state' | 'action'> & { path: string; message?: string };

/** Of a kind so many at most: whoever has more has one cause for them all. */
const mostOfEach = 20;
/** So long behind its turn. */
const fewestStaleMinutes = 60;
const csvDays = 7;

/** What waits for someone, the worst first; each leads to where it is put right. */
export async function findAttention(ctx: Context): Promise<Attention[]> {
  const [restored, connections, failing, stale, lists, files] = await Promise.all([
    findRestored(ctx),
    findConnections(ctx),
    findFailing(ctx),
    findStale(ctx),
    findUnevaluated(ctx),
    may(ctx.actor, 'crm.import') ? findFiles(ctx) : [],
  ]);
  const mayFix = may(ctx.actor, 'integrations.write');
  const mayRead = may(ctx.actor, 'connections.sync');
  const ofState = (state: string): Row[] => connections.filter((one) => one.state === state);
  return [
    ...restored.flatMap(({ connectionId, ...row }) =>
      say([row], {
        tone: 'warn',
        state: 'Held after a restore',
        action: mayRead ? 'Read it back' : 'Look',
        path: '/marketing-lists/',
        message:
          'sends nothing until its book has been read back: the database was restored from a backup, and Dotdigital may have moved on.',
      }).map((item) => ({ ...item, readBack: mayRead ? String(connectionId) : null })),
    ),
    ...say(ofState('held'), {
      tone: 'warn',
      state: 'Held for approval',
      action: 'Review',
      path: '/sync-runs/',
    }),
    ...say(failing, {
      tone: 'bad',
      state: 'Failing',
      action: mayFix ? 'Fix' : 'Look',
      path: '/integrations/',
    }),
    ...say(ofState('stopped'), {
      tone: 'bad',
      state: 'Stopped',
      action: 'Look',
      path: '/marketing-lists/',
    }),
    ...say(stale, {
      tone: 'warn',
      state: 'Not read',
      action: 'Look',
      path: '/integrations/',
      message: 'has brought nothing in for longer than it should: its imports don’t get their turn.',
    }),
    ...lists.flatMap((row) =>
      say([row], {
        tone: 'warn',
        state: 'Not evaluated',
        action: 'Edit filter',
        path: '/marketing-lists/',
      }).map((item) => ({ ...item, href: `${item.href}/edit` })),
    ),
    ...say(
      files.filter(({ state }) => state === 'failed'),
      { tone: 'bad', state: 'Import failed', action: 'Look', path: '/imports/' },
    ),
    ...say(
      files.filter(({ state }) => state === 'uploaded'),
      {
        tone: 'neutral',
        state: 'Waits for you',
        action: 'Go on',
        path: '/imports/',
        message: 'is uploaded. Look at what was understood of it, answer what is open, and start the import.',
      },
    ),
    ...say(ofState('paused'), {
      tone: 'neutral',
      state: 'Paused',
      action: 'Look',
      path: '/marketing-lists/',
      message: 'sends nothing but opt-outs until someone resumes it.',
    }),
  ];
}

const say = (rows: readonly Row[], { path, message, ...words }: Words): Attention[] =>
  rows.map((row) => ({
    ...words,
    subject: row.name,
    message: message ?? row.message ?? '',
    since: row.since?.toISOString() ?? null,
    href: `${path}${row.id}`,
    readBack: null,
  }));

/** A held one leads to its run, whose page shows the people and asks for the approval. */
const findConnections = (ctx: Context): Promise<Found[]> => ctx.db.prisma.$queryRaw<Found[]>`
  SELECT CASE c.state WHEN 'held' THEN w.sync_run_id ELSE l.id END AS id, l.name, c.state::text AS state, c.state_message AS message,
    w.created_at AS since
  FROM connections c JOIN marketing_lists l ON l.id = c.list_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  LEFT JOIN waves w ON c.state = 'held' AND w.connection_id = c.id AND w.phase IN ('planning', 'sending', 'settling')
  WHERE (c.state = 'held' AND w.id IS NOT NULL OR c.state IN ('stopped', 'paused')) AND ${visibleLists(ctx)}
  ORDER BY c.id LIMIT ${3 * mostOfEach}`;

const findRestored = (ctx: Context): Promise<Restored[]> => ctx.db.prisma.$queryRaw<Restored[]>`
  SELECT l.id, c.id AS "connectionId", l.name, NULL::text AS message, c.restored_at AS since
  FROM connections c JOIN marketing_lists l ON l.id = c.list_id
  JOIN integrations n ON n.id = c.integration_id AND n.deleted_at IS NULL
  WHERE c.restored_at IS NOT NULL AND ${liveConnection()} AND ${visibleLists(ctx)} ORDER BY c.id LIMIT ${mostOfEach}`;

const findFailing = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT id, name, health_message AS message, failing_since AS since FROM integrations
  WHERE active AND deleted_at IS NULL AND failing_since IS NOT NULL ORDER BY failing_since LIMIT ${mostOfEach}`;

/** Nothing fails and nothing comes: no worker, or a turn that never begins. A pass under way is not late, however long it takes. */
function findStale(ctx: Context): Promise<Row[]> {
  const latest = new Date(ctx.now().getTime() - fewestStaleMinutes * 60_000);
  return ctx.db.prisma.$queryRaw<Row[]>`
    SELECT n.id, n.name, NULL::text AS message, coalesce(n.last_import_at, n.created_at) AS since FROM integrations n
    WHERE n.active AND n.deleted_at IS NULL AND n.failing_since IS NULL
      AND coalesce(n.next_import_at, n.last_import_at, n.created_at) < ${latest}
      AND NOT EXISTS (SELECT FROM sync_runs r WHERE r.integration_id = n.id AND r.kind = 'import' AND r.state IN ('running', 'waiting'))
    ORDER BY since LIMIT ${mostOfEach}`;
}

const findUnevaluated = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT l.id, l.name, l.evaluation_error AS message, l.evaluated_at AS since FROM marketing_lists l
  WHERE l.evaluation_state = 'failed' AND l.archived_at IS NULL AND ${visibleLists(ctx)} ORDER BY l.id LIMIT ${mostOfEach}`;

/** Files of the last week that ended badly, or that nobody has started yet. */
function findFiles(ctx: Context): Promise<Found[]> {
  const from = new Date(ctx.now().getTime() - csvDays * 86_400_000);
  return ctx.db.prisma.$queryRaw<Found[]>`
    SELECT id, file_name AS name, CASE WHEN state = 'uploaded' THEN 'uploaded' ELSE 'failed' END AS state, error AS message,
      coalesce(finished_at, created_at) AS since
    FROM csv_imports WHERE (state IN ('failed', 'uploaded') OR undo = 'failed') AND created_at > ${from}
    ORDER BY id DESC LIMIT ${mostOfEach}`;
}
