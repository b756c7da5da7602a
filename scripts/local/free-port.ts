import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import getPort from 'get-port';

/** Why the port can't be listened on at this address: the system's code, or null when it can. */
export function whyNotListen(port: number, host = '127.0.0.1'): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

export async function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await whyNotListen(port, host)) === null;
}

/** A port the system just gave out; another process may still take it first, so callers try again. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return getPort({ host });
}

/** The first free port from the wanted one upwards. */
export function nextFreePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  const upwards = Array.from({ length: 200 }, (_, n) => wanted + n).filter((port) => port < 65_536);
  return getPort({ host, port: upwards });
}

/** One that is free now and used later: below those that the system gives to whoever calls out, one of whom could have it by then. */
export const quietPort = (): Promise<number> => nextFreePort(randomInt(10_000, 30_000));
