import { openDb, type Db } from '@/lib/db';
import { noMail, systemActor, type FlowContext } from '@/lib/context';
import { createLogger } from '@/lib/logger';
import { startKillProxy } from '@/prisma/test-kill-proxy';
import { startSimulator } from '@/simulator/start';
import { startTroubledDotdigital } from './troubled-dotdigital';

const engineName = 'laws-engine';

/** One database and one sandbox for many worlds, one after the other. People reach both straight, the engines through what may kill them. */
export type LawBench = {
  people: Db;
  engine: Db;
  sandboxUrl: string;
  killer: Awaited<ReturnType<typeof startKillProxy>>;
  troubled: Awaited<ReturnType<typeof startTroubledDotdigital>>;
  control: <T>(path: string, body?: unknown, method?: string) => Promise<T>;
  /** What the killed one had open in the database is gone. */
  engineIsGone: () => Promise<void>;
  /** What a frozen one had open in the database is rolled back, as the lease's own limit does it. */
  engineIsSilent: () => Promise<void>;
  close: () => Promise<void>;
};

export async function openLawBench(databaseUrl: string): Promise<LawBench> {
  const sandbox = await startSimulator({
    port: 0,
    settings: { importSeconds: 0, deletionSeconds: 0, watchdog: { enabled: false } },
  });
  const killer = await startKillProxy(databaseUrl, sandbox.url);
  const troubled = await startTroubledDotdigital();
  const people = openDb(databaseUrl, { poolSize: 5 });
  const engine = openDb(killer.databaseUrl, { poolSize: 4, applicationName: engineName });
  // A new connection costs more than many statements: on a busy machine ten quiet seconds are soon gone.
  people.pool.options.idleTimeoutMillis = 0;
  engine.pool.options.idleTimeoutMillis = 0;
  return {
    people,
    engine,
    killer,
    troubled,
    sandboxUrl: sandbox.url,
    control: async <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
      const answer = await fetch(`${sandbox.url}/_control${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const data = (await answer.json()) as T;
      if (!answer.ok) throw new Error(`sandbox control ${path}: ${JSON.stringify(data)}`);
      return data;
    },
    engineIsGone: async () => {
      for (;;) {
        const [row] = await people.prisma.$queryRaw<{ count: number }[]>`
          SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = ${engineName}`;
        if (row?.count === 0) return;
      }
    },
    engineIsSilent: async () => {
      for (;;) {
        const [row] = await people.prisma.$queryRaw<{ busy: boolean }[]>`
          SELECT coalesce(bool_or(state = 'active' OR pg_terminate_backend(pid)), false) AS busy
          FROM pg_stat_activity WHERE application_name = ${engineName} AND state <> 'idle'`;
        if (row?.busy !== true) return;
      }
    },
    close: async () => {
      await Promise.all([people.close(), engine.close()]);
      killer.close();
      troubled.close();
      await sandbox.close();
    },
  };
}

export const lawContext = (db: Db, dotdigitalUrl: string, now: () => Date): FlowContext => ({
  actor: systemActor,
  db,
  now,
  log: createLogger('silent'),
  signal: new AbortController().signal,
  config: {
    keyring: { primary: 'laws', keys: new Map([['laws', Buffer.alloc(32, 5)]]) },
    dotdigitalUrl,
    dotdigitalAllowedHosts: [new URL(dotdigitalUrl).host],
    dotdigitalRetryPause: 1,
    // The clock moves, nobody waits.
    dotdigitalTimeout: 2_000,
    dotdigitalLongestWait: 0,
    mail: noMail,
    importMinutes: null,
    exportMinutes: null,
  },
});
