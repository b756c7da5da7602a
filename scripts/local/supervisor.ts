import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../lib/env';
import { build } from './build';
import { CannotStart } from './cannot-start';
import { chooseSandboxPort, insistOnPort } from './choose-ports';
import { connectDemoList, loadDemoData, peopleOf } from './demo-data';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { generateClient } from './generate-client';
import { keepPostgresUp } from './keep-postgres-up';
import { endProgramsLeftBehind, forgetPrograms, recordPrograms } from './program-record';
import { sandboxProgram, webProgram, workerProgram } from './programs';
import { runProgram, type Program, type RunningProgram } from './run-program';
import { runStep } from './run-step';
import { takeSupervisorLock } from './supervisor-lock';
import { addressOf, forgetToldEnvironment, madeEnvironment, recordToldEnvironment } from './told-environment';
import { untilAnswers } from './until-answers';

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

/**
 * Brings up everything this installation needs and keeps it up. Safe to repeat after any kind of end: what an earlier start left
 * running is ended first. One supervisor at a time per data folder.
 */
export async function supervise(options: SupervisorOptions): Promise<Supervisor> {
  const { environment, dataDir, development, say, abort } = options;
  makeDataFolder(dataDir);
  const releaseLock = await takeSupervisorLock(dataDir, addressOf(environment));
  const programs: RunningProgram[] = [];
  let postgres: EmbeddedPostgres | null = null;
  let stopping = false;

  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(programs.map((program) => program.stop(7_500)));
    await postgres?.stop();
    forgetPrograms(dataDir);
    forgetToldEnvironment(dataDir);
    releaseLock();
  };

  try {
    await endProgramsLeftBehind(dataDir);
    const host = environment.host ?? '127.0.0.1';
    const { port } = environment;
    await insistOnPort('PORT', port, host);
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
    recordToldEnvironment(dataDir, made);
    await migrate(envNow(), say, abort);
    const isNew = await loadDemoData(environment, dataDir, envNow(), options);

    const run = (program: Program): void => {
      abort.throwIfAborted();
      const onChange = (): void => recordPrograms(dataDir, programs);
      programs.push(
        runProgram(program, { logFolder: join(dataDir, 'logs'), say, everything: development, onChange }),
      );
      onChange();
    };
    if (sandboxPort !== null) run(sandboxProgram(sandboxPort, dataDir, envNow()));
    const connected =
      isNew && sandboxPort !== null ? connectDemoList(sandboxPort, dataDir, envNow(), options) : null;
    if (!development) await build({ say, abort });
    run(webProgram({ port, host, development, env: envNow() }));
    run(workerProgram({ development, env: envNow() }));

    if (postgres !== null) {
      keepPostgresUp(postgres, { dataDir, say, isStopping: () => stopping }, (next) => {
        postgres = next;
        if (next.url() === databaseUrl) return;
        databaseUrl = next.url();
        for (const program of programs)
          if (program.name !== 'sandbox') program.restart({ DATABASE_URL: databaseUrl });
      });
    }

    const localHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    if (sandboxPort !== null)
      await untilAnswers(`http://127.0.0.1:${sandboxPort}/_control/health`, 'sandbox', dataDir, abort);
    await untilAnswers(
      `http://${localHost.includes(':') ? `[${localHost}]` : localHost}:${port}/api/health/ready`,
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

async function migrate(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  abort: AbortSignal,
): Promise<void> {
  const { code, output } = await runStep(['--import', 'tsx', 'scripts/migrate.ts'], { env, abort });
  if (code !== 0) throw new CannotStart(`The database could not be migrated.\n${output.trim()}`);
  for (const line of output.split('\n').filter((text) => /^(applied|changed) /.test(text))) say(line);
}
