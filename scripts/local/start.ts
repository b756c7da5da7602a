import { relative } from 'node:path';
import { launcherEnv } from '../../lib/env';
import { sandboxUser } from '../../lib/sandbox';
import { dataFolder } from './local-environment';
import { isAlive, parentToEndWith } from './process-identity';
import { explain } from './run-script';
import { CannotStart } from './cannot-start';
import { supervise, type Installation, type Supervisor } from './supervisor';

/** `npm start` and `npm run dev`: everything, until a signal ends it. */
export async function start({ development }: { development: boolean }): Promise<void> {
  const began = Date.now();
  const ending = new AbortController();
  let supervisor: Supervisor | null = null;
  let ended = false;

  const end = async (): Promise<void> => {
    if (ending.signal.aborted) return;
    ending.abort();
    if (supervisor === null) return;
    console.log('Stopping …');
    await supervisor.stop();
    ended = true;
    process.exit(0);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end());
  whenParentIsGone(() => void end());
  // Whoever reads our lines may go away before we do.
  process.stdout.on('error', () => undefined);

  try {
    supervisor = await supervise({
      environment: launcherEnv(),
      dataDir: dataFolder(),
      development,
      say: (line) => console.log(line),
      abort: ending.signal,
    });
    if (ending.signal.aborted) {
      await supervisor.stop();
      process.exit(0);
    }
    console.log(describe(supervisor.installation, (Date.now() - began) / 1000));
  } catch (error) {
    if (ending.signal.aborted && !ended) process.exit(0);
    console.error(error instanceof CannotStart ? error.message : explain(error));
    process.exit(1);
  }
}

/** Whoever started us may be killed for good, and can't pass that on: we don't stay behind. */
function whenParentIsGone(end: () => void): void {
  const parent = parentToEndWith();
  if (parent === null) return;
  const timer = setInterval(() => {
    if (isAlive(parent)) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
}

function describe(installation: Installation, seconds: number): string {
  const lines = ['', `Dotbridge is ready at ${installation.address}  (${seconds.toFixed(1)} s)`, ''];
  if (installation.demoPeople.length > 0) {
    lines.push(
      `  Sign in as   ${installation.demoPeople.join('  ')}`,
      `  Password     ${installation.demoPassword}`,
    );
  } else if (!installation.hasPeople) {
    lines.push(
      '  Nobody can sign in yet. Make the first admin:',
      '    npm run user -- --email you@example.com --role admin',
    );
  }
  if (installation.sandboxAddress !== null) {
    lines.push(
      `  Sandbox      ${installation.sandboxAddress}  (API user ${sandboxUser.username}, password ${sandboxUser.password})`,
    );
  }
  lines.push(
    `  Data, logs   ${relative(process.cwd(), dataFolder()) || dataFolder()}`,
    '',
    'Ctrl-C stops everything.',
    '',
  );
  return lines.join('\n');
}
