import type { Db } from '../../lib/db';
import { formatDuration, plural } from '../../lib/format';
import { bad, good, note, type Finding } from './finding';

/** A worker looks after the queue every ten seconds. */
const workerSeconds = 120;
const cronSeconds = 15 * 60;
const stuckSeconds = 10 * 60;
const longRunSeconds = 6 * 60 * 60;

/** Whether anybody works, and what has waited too long. */
export async function examineWork(db: Db): Promise<Finding[]> {
  const { rows } = await db.pool.query<{ there: boolean }>(
    `SELECT to_regclass('pgboss.version') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there)
    return [bad('Worker', 'none has ever run here: npm run worker, or calls of /api/cron/*.')];
  return [
    await workerFinding(db),
    await queueFinding(db),
    await runFinding(db),
    ...(await connectionFindings(db)),
  ];
}

async function workerFinding(db: Db): Promise<Finding> {
  const { rows } = await db.pool.query<{ worker: number | null; done: number | null }>(
    `SELECT extract(epoch FROM now() - max(maintained_on))::float8 AS worker,
       (SELECT extract(epoch FROM now() - max(completed_on))::float8 FROM pgboss.job) AS done FROM pgboss.version`,
  );
  const { worker = null, done = null } = rows[0] ?? {};
  if (worker !== null && worker < workerSeconds) return good('Worker', `was at work ${ago(worker)}.`);
  if (done !== null && done < cronSeconds)
    return good('Worker', `none, but a job was done ${ago(done)} (cron calls).`);
  return bad(
    'Worker',
    `nobody has worked ${worker === null ? 'here yet' : `for ${formatDuration(Math.min(worker, done ?? worker) * 1000)}`}: start npm run worker, or let a scheduler call /api/cron/*.`,
  );
}

async function queueFinding(db: Db): Promise<Finding> {
  const { rows } = await db.pool.query<{ name: string; waited: number; count: number }>(
    `SELECT name, extract(epoch FROM now() - min(greatest(start_after, created_on)))::float8 AS waited, (count(*) OVER ())::int AS count
     FROM pgboss.job WHERE state = 'created' AND start_after < now() - make_interval(secs => $1)
       OR state = 'active' AND started_on < now() - make_interval(secs => $1) GROUP BY name ORDER BY waited DESC LIMIT 1`,
    [stuckSeconds],
  );
  const [oldest] = rows;
  return oldest
    ? bad(
        'Queue',
        `${oldest.name} has waited for ${formatDuration(oldest.waited * 1000)}, of ${plural(oldest.count, 'kind', 'kinds')} of jobs that wait.`,
      )
    : good('Queue', 'no job has waited for ten minutes.');
}

async function runFinding(db: Db): Promise<Finding> {
  const { rows } = await db.pool.query<{ id: string; kind: string; took: number }>(
    `SELECT id, kind, extract(epoch FROM now() - started_at)::float8 AS took FROM sync_runs
     WHERE state IN ('running', 'waiting') AND started_at < now() - make_interval(secs => $1) ORDER BY started_at LIMIT 1`,
    [longRunSeconds],
  );
  const [oldest] = rows;
  return oldest
    ? note(
        'Sync runs',
        `run ${oldest.id} (${oldest.kind}) has been under way for ${formatDuration(oldest.took * 1000)}.`,
      )
    : good('Sync runs', 'none has been under way for six hours.');
}

async function connectionFindings(db: Db): Promise<Finding[]> {
  const { rows } = await db.pool.query<{ failing: string[]; halted: number }>(
    `SELECT coalesce((SELECT array_agg(name ORDER BY name) FROM integrations WHERE deleted_at IS NULL AND active AND failing_since IS NOT NULL), '{}') AS failing,
       (SELECT count(*)::int FROM connections WHERE state IN ('held', 'stopped')) AS halted`,
  );
  const { failing = [], halted = 0 } = rows[0] ?? {};
  return [
    ...(failing.length > 0
      ? [bad('Integrations', `not working: ${failing.join(', ')}. Their pages say why.`)]
      : []),
    ...(halted > 0
      ? [
          note(
            'Connections',
            `${plural(halted, 'waits', 'wait')} for somebody’s decision; the dashboard names them.`,
          ),
        ]
      : []),
  ];
}

const ago = (seconds: number): string => `${formatDuration(Math.max(seconds, 0) * 1000)} ago`;
