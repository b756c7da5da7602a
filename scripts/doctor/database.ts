import type { Db } from '../../lib/db';
import { agree, formatDuration } from '../../lib/format';
import { readMigrations } from '../database/schema-engine';
import { bad, good, note, type Finding } from './finding';

const oldestServer = 150_000;
const clockNoteMs = 2_000;
const clockBadMs = 60_000;

/** The server and its schema. Throws where it can't be reached. */
export async function examineDatabase(db: Db, now: () => number = Date.now): Promise<Finding[]> {
  const before = now();
  const { rows } = await db.pool.query<{
    version: number;
    words: string;
    size: string;
    at: Date;
    writes: boolean;
  }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS words,
       pg_size_pretty(pg_database_size(current_database())) AS size, clock_timestamp() AS at, NOT pg_is_in_recovery() AS writes`,
  );
  const [server] = rows;
  if (!server) throw new Error('the database answers nothing');
  // A moment between question and answer agrees, however slow the answer.
  const at = server.at.getTime();
  const apart = at - Math.min(Math.max(at, before), now());
  return [
    server.version < oldestServer
      ? bad('Database', `PostgreSQL ${server.words}; 15 or newer is needed.`)
      : server.writes
        ? good('Database', `PostgreSQL ${server.words}, ${server.size}.`)
        : bad('Database', 'takes no writes: it is a standby. Point DATABASE_URL at the primary.'),
    clockFinding(apart),
    await migrationFinding(db),
  ];
}

function clockFinding(apartMs: number): Finding {
  const said = `the database's clock is ${formatDuration(Math.abs(apartMs))} ${apartMs < 0 ? 'behind' : 'ahead of'} this machine's.`;
  if (Math.abs(apartMs) >= clockBadMs)
    return bad('Clocks', `${said} Leases go by the database's, what is due by this one's: set both by NTP.`);
  return Math.abs(apartMs) >= clockNoteMs
    ? note('Clocks', said)
    : good('Clocks', 'database and this machine agree.');
}

async function migrationFinding(db: Db): Promise<Finding> {
  const known = readMigrations().migrationDirectories.map(({ path }) => path);
  const { rows } = await db.pool.query<{ name: string; done: boolean }>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const half = rows.filter(({ done }) => !done).map(({ name }) => name);
  if (half.length > 0) return bad('Schema', `half done: ${half.join(', ')}. Run npm run migrate.`);
  const there = new Set(rows.map(({ name }) => name));
  const missing = known.filter((name) => !there.has(name));
  if (missing.length > 0)
    return bad(
      'Schema',
      `${missing.length} ${agree(missing.length, 'migration is', 'migrations are')} missing, from ${missing[0]} on. Run npm run migrate.`,
    );
  const newer = [...there].filter((name) => !known.includes(name));
  return newer.length > 0
    ? bad('Schema', `is of a newer version (${newer.join(', ')}). Run that version here too.`)
    : good('Schema', `all ${known.length} migrations are applied.`);
}
