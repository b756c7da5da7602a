import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Environment } from '../../lib/env';
import { build, nextProgram } from './build';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { nextFreePort, whyNotListen } from './free-port';
import { generateClient } from './generate-client';
import { readLock, releaseLock, takeLock } from './lock-file';
import { isAlive, signal, waitUntilGone, type ProcessIdentity } from './process-identity';
import { runProgram, runStep, type ProgramOptions } from './programs';
import { keptSecrets } from './secrets-kept';

export type SupervisorOptions = {
  environment: Environment;
  dataDir: string;
  development: boolean;
  say: (line: string) => void;
  abort: AbortSignal;
};

export type Installation = {
  address: string;
  sandboxAddress: string | null;
  demoPeople: string[];
  demoPassword: string;
  /** Whether anybody could sign in at all. */
  hasPeople: boolean;
};

export type Supervisor = { installation: Installation; stop(): Promise<void> };

/** Someone must act before a start can work; the message says how. */
export class CannotStart extends Error {}

const lockName = 'supervisor.lock';

type Running = ReturnType<typeof runProgram>;

/**
 * Brings up everything this installation needs and keeps it up. Safe to repeat after any kind of end: what an earlier start left
 * running is ended first. One supervisor at a time per data folder.
 */
export async function supervise(options: SupervisorOptions): Promise<Supervisor> {
  const { environment, dataDir, say, abort } = options;
  makeDataFolder(dataDir);
  const lockPath = join(dataDir, lockName);
  await takeSupervisorLock(lockPath, addressOf(environment), dataDir);
  const programs: Running[] = [];
  let postgres: EmbeddedPostgres | null = null;
  let stopping = false;

  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(programs.map((program) => program.stop(7_500)));
    await postgres?.stop();
    rmSync(join(dataDir, 'programs.json'), { force: true });
    rmSync(join(dataDir, 'environment.json'), { force: true });
    releaseLock(lockPath);
  };

  try {
    await endProgramsLeftBehind(dataDir);
    const host = environment.host ?? '127.0.0.1';
    await insistOnPort('PORT', environment.port, host);
    const wantsSandbox = (process.env.DOTDIGITAL_API_URL ?? '') === '';
    const sandboxPort = wantsSandbox ? await chooseSandboxPort(environment, dataDir, say) : null;
    generateClient();

    if (environment.databaseUrl === undefined)
      postgres = await startEmbeddedPostgres({ dataDir, durable: true });
    let databaseUrl = environment.databaseUrl ?? postgres?.url() ?? '';
    const made = madeEnvironment(environment, dataDir, sandboxPort);
    const envNow = (): NodeJS.ProcessEnv => ({
      ...process.env,
      ...made,
      DATABASE_URL: databaseUrl,
      NEXT_TELEMETRY_DISABLED: '1',
    });
    writePrivately(join(dataDir, 'environment.json'), made);

    const migrated = await runStep(['--import', 'tsx', 'scripts/migrate.ts'], envNow(), abort);
    if (migrated.code !== 0)
      throw new CannotStart(`The database could not be migrated.\n${migrated.output.trim()}`);
    for (const line of migrated.output.split('\n').filter((text) => /^(applied|changed) /.test(text)))
      say(line);
    const isNew = await loadDemoData(environment, dataDir, envNow(), options);

    const programOptions: ProgramOptions = {
      logFolder: join(dataDir, 'logs'),
      say,
      everything: options.development,
      onChange: () =>
        writePrivately(
          join(dataDir, 'programs.json'),
          programs.flatMap((program) => program.identity() ?? []),
        ),
    };
    const run = (name: string, args: string[], env: NodeJS.ProcessEnv): void => {
      abort.throwIfAborted();
      programs.push(runProgram({ name, args, env }, programOptions));
      programOptions.onChange();
    };

    if (sandboxPort !== null)
      run(
        'sandbox',
        ['simulator/launch.mjs', '--port', String(sandboxPort), '--data', join(dataDir, 'sandbox')],
        envNow(),
      );
    const connected =
      isNew && sandboxPort !== null ? connectDemoList(sandboxPort, dataDir, envNow(), options) : null;
    if (!options.development) await build({ say, abort });
    const mode = options.development ? 'development' : 'production';
    // The same small footprint as in `npm run web` and `npm run worker`.
    run(
      'web',
      [
        ...(options.development
          ? []
          : [
              '--v8-pool-size=1',
              '--max-semi-space-size=2',
              '--max-old-space-size=384',
              '--heap-growing-percent=20',
            ]),
        nextProgram(),
        options.development ? 'dev' : 'start',
        '--port',
        String(environment.port),
        '--hostname',
        host,
      ],
      {
        ...envNow(),
        NODE_ENV: mode,
        MALLOC_ARENA_MAX: '1',
        MALLOC_TRIM_THRESHOLD_: '131072',
        MALLOC_MMAP_THRESHOLD_: '65536',
      },
    );
    run(
      'worker',
      options.development
        ? ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'lib/jobs/worker.ts']
        : ['--v8-pool-size=1', '--max-semi-space-size=2', '--max-old-space-size=256', 'scripts/worker.mjs'],
      { ...envNow(), NODE_ENV: mode, MALLOC_ARENA_MAX: '2' },
    );

    if (postgres !== null) {
      keepPostgresUp(postgres, { dataDir, say, isStopping: () => stopping }, (next) => {
        postgres = next;
        if (next.url() === databaseUrl) return;
        databaseUrl = next.url();
        for (const program of programs)
          if (program.name !== 'sandbox') program.restart({ ...envNow(), NODE_ENV: mode });
      });
    }

    const localHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    if (sandboxPort !== null)
      await untilAnswers(`http://127.0.0.1:${sandboxPort}/_control/health`, 'sandbox', dataDir, abort);
    await untilAnswers(
      `http://${localHost.includes(':') ? `[${localHost}]` : localHost}:${environment.port}/api/health/ready`,
      'web',
      dataDir,
      abort,
    );
    await connected;
    return {
      installation: {
        address: made.NEXTAUTH_URL,
        sandboxAddress: sandboxPort === null ? null : `http://localhost:${sandboxPort}`,
        demoPassword: made.DEMO_PASSWORD,
        ...(await peopleOf(databaseUrl)),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

// --- what is there already ---------------------------------------------------------------------------------------------

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new CannotStart(
      `DATA_DIR ${dataDir} can't be written to (${error instanceof Error ? error.message : String(error)}). Give this account the folder, or set DATA_DIR to another one.`,
    );
  }
}

/** The process of the supervisor on this data folder, null when there is none. */
export function supervisorOf(dataDir: string): number | null {
  const holder = readLock(join(dataDir, lockName));
  return holder !== null && isAlive(holder.holder) ? holder.holder.pid : null;
}

async function takeSupervisorLock(path: string, address: string, dataDir: string): Promise<void> {
  for (const until = Date.now() + 12_000; ; await sleep(200)) {
    const other = takeLock(path, address);
    if (other === null) return;
    const isEnding = other.parent !== null && !isAlive(other.parent);
    if (!isEnding) {
      throw new CannotStart(
        `Dotbridge already runs from ${dataDir} (process ${other.holder.pid}, ${other.note}). Stop that one first, or give this one a folder and a port of its own: DATA_DIR=.data-two PORT=3001 npm start`,
      );
    }
    if (Date.now() > until) {
      signal(other.holder.pid, 'SIGKILL');
      await waitUntilGone(other.holder, 2_000);
    }
  }
}

async function endProgramsLeftBehind(dataDir: string): Promise<void> {
  const path = join(dataDir, 'programs.json');
  if (!existsSync(path)) return;
  const left = (JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity[]).filter(isAlive);
  await Promise.all(
    left.map(async (identity) => {
      signal(-identity.pid, 'SIGTERM');
      if (!(await waitUntilGone(identity, 8_000))) signal(-identity.pid, 'SIGKILL');
      await waitUntilGone(identity, 2_000);
    }),
  );
  rmSync(path, { force: true });
}

async function insistOnPort(name: string, port: number, host: string): Promise<void> {
  const why = await whyNotListen(port, host);
  if (why === null) return;
  if (why === 'EADDRNOTAVAIL' || why === 'ENOTFOUND' || why === 'EAI_AGAIN')
    throw new CannotStart(
      `HOST is "${host}", which is no address of this machine; expected one, like 127.0.0.1 or 0.0.0.0.`,
    );
  const reason =
    why === 'EACCES'
      ? 'may not be listened on by this account'
      : why === 'EADDRINUSE'
        ? 'is taken by another program'
        : `can't be listened on (${why})`;
  const free = await nextFreePort(why === 'EACCES' ? 3000 : port + 1, host);
  throw new CannotStart(
    `Port ${port} (${name}) on ${host} ${reason}. ${why === 'EADDRINUSE' ? 'Stop that program, or choose' : 'Choose'} another port: ${name}=${free} npm start`,
  );
}

/** The sandbox keeps its port over restarts, because integrations remember its address. */
async function chooseSandboxPort(
  environment: Environment,
  dataDir: string,
  say: (line: string) => void,
): Promise<number> {
  const path = join(dataDir, 'sandbox-port');
  if (environment.simulatorPort !== undefined) {
    await insistOnPort('SIMULATOR_PORT', environment.simulatorPort, '127.0.0.1');
    writeFileSync(path, String(environment.simulatorPort));
    return environment.simulatorPort;
  }
  const kept = existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
  const port = await nextFreePort(kept ?? 4010);
  if (kept !== null && port !== kept) {
    say(
      `Port ${kept}, where the sandbox was, is taken: it is at ${port} now. Integrations made before still point to ${kept}; change their API endpoint or free the port.`,
    );
  }
  writeFileSync(path, String(port));
  return port;
}

// --- what it is told ---------------------------------------------------------------------------------------------------

function addressOf(environment: Environment): string {
  const host = environment.host ?? '127.0.0.1';
  const named = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
    ? 'localhost'
    : host.includes(':')
      ? `[${host}]`
      : host;
  return environment.nextauthUrl ?? `http://${named}:${environment.port}`;
}

function madeEnvironment(environment: Environment, dataDir: string, sandboxPort: number | null) {
  const secrets = keptSecrets(dataDir, { make: true });
  const given = (name: string, otherwise: string | undefined): string => {
    const value = process.env[name] ?? '';
    return value === '' ? (otherwise ?? '') : value;
  };
  const sandboxHosts = sandboxPort === null ? [] : [`127.0.0.1:${sandboxPort}`, `localhost:${sandboxPort}`];
  return {
    NEXTAUTH_URL: addressOf(environment),
    NEXTAUTH_SECRET: given('NEXTAUTH_SECRET', secrets.NEXTAUTH_SECRET),
    ENCRYPTION_KEYS: given('ENCRYPTION_KEYS', secrets.ENCRYPTION_KEYS),
    CRON_SECRET: given('CRON_SECRET', secrets.CRON_SECRET),
    DEMO_PASSWORD: given('DEMO_PASSWORD', secrets.DEMO_PASSWORD),
    DATA_DIR: dataDir,
    DOTDIGITAL_API_URL:
      sandboxPort === null ? environment.dotdigitalApiUrl : `http://127.0.0.1:${sandboxPort}`,
    DOTDIGITAL_ALLOWED_HOSTS: [...environment.dotdigitalAllowedHosts, ...sandboxHosts].join(','),
  };
}

function writePrivately(path: string, value: unknown): void {
  writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
  chmodSync(path, 0o600);
}

// --- people ------------------------------------------------------------------------------------------------------------

const demoPeople = ['admin@example.com', 'marketer@example.com', 'viewer@example.com'];

/** Into an empty database; and once more when DEMO_PASSWORD is another one than at the last start. Answers whether it was empty. */
async function loadDemoData(
  environment: Environment,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  { say, abort }: SupervisorOptions,
): Promise<boolean> {
  if (!environment.demoData) return false;
  const markPath = join(dataDir, 'demo-password-hash');
  const mark = createHash('sha256')
    .update(`${env.DATABASE_URL ?? ''}\0${env.DEMO_PASSWORD ?? ''}`)
    .digest('hex');
  const { hasPeople, demoPeople: known } = await peopleOf(env.DATABASE_URL ?? '');
  if (hasPeople && (known.length === 0 || (existsSync(markPath) && readFileSync(markPath, 'utf8') === mark)))
    return false;
  const { code, output } = await runStep(['--import', 'tsx', 'prisma/seed.ts'], env, abort);
  if (code !== 0) throw new CannotStart(`The demo data could not be loaded.\n${output.trim()}`);
  if (!hasPeople) say('Demo data is loaded.');
  writeFileSync(markPath, mark, { mode: 0o600 });
  return !hasPeople;
}

/** One list of new demo data is joined to a book at the sandbox, while the web part comes up. Without it everything else works. */
async function connectDemoList(
  sandboxPort: number,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  { say, abort }: SupervisorOptions,
): Promise<void> {
  try {
    await untilAnswers(`http://127.0.0.1:${sandboxPort}/_control/health`, 'sandbox', dataDir, abort);
    const { code, output } = await runStep(['--import', 'tsx', 'prisma/seed.ts', '--connect'], env, abort);
    if (code !== 0) throw new Error(output.trim());
  } catch (error) {
    if (!abort.aborted)
      say(
        `The demo list could not be connected to the sandbox: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
}

async function peopleOf(databaseUrl: string): Promise<{ hasPeople: boolean; demoPeople: string[] }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ email: string }>('SELECT email FROM users WHERE email = ANY($1)', [
    demoPeople,
  ]);
  const anybody = await client.query('SELECT 1 FROM users LIMIT 1');
  await client.end();
  const found = new Set(rows.map((row) => row.email));
  return { hasPeople: anybody.rowCount !== 0, demoPeople: demoPeople.filter((email) => found.has(email)) };
}

// --- keeping it up -----------------------------------------------------------------------------------------------------

function keepPostgresUp(
  server: EmbeddedPostgres,
  { dataDir, say, isStopping }: { dataDir: string; say: (line: string) => void; isStopping: () => boolean },
  onRestart: (server: EmbeddedPostgres) => void,
): void {
  void server.ended.then(async () => {
    for (let pause = 500; !isStopping(); pause = Math.min(pause * 2, 30_000)) {
      say(`The embedded PostgreSQL ended; starting it again. Its log: ${join(dataDir, 'postgres.log')}`);
      try {
        const next = await startEmbeddedPostgres({ dataDir, durable: true });
        if (isStopping()) return await next.stop();
        onRestart(next);
        return keepPostgresUp(next, { dataDir, say, isStopping }, onRestart);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await sleep(pause);
      }
    }
  });
}

async function untilAnswers(url: string, name: string, dataDir: string, abort: AbortSignal): Promise<void> {
  let last = 'no answer';
  for (
    const until = Date.now() + 90_000;
    Date.now() < until;
    await sleep(100, undefined, { signal: abort })
  ) {
    last = await answerOf(url);
    if (last === 'ok') return;
  }
  throw new CannotStart(
    `${name} did not become ready within 90 s (${last}). Its log: ${join(dataDir, 'logs', `${name}.log`)}`,
  );
}

async function answerOf(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    const text = await response.text();
    return response.ok ? 'ok' : `${response.status} ${text.slice(0, 300)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
