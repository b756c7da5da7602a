import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../lib/env';
import { CannotStart } from './cannot-start';
import { nextFreePort, whyNotListen } from './free-port';

export async function insistOnPort(name: string, port: number, host: string): Promise<void> {
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
export async function chooseSandboxPort(
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
