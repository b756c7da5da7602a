import { createServer } from 'node:net';

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
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host }, () => {
      const address = probe.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('the system gave no port'));
        return;
      }
      probe.close(() => resolve(address.port));
    });
  });
}

/** The first free port from the wanted one upwards. */
export async function nextFreePort(wanted: number, host = '127.0.0.1'): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port += 1) {
    if (await portIsFree(port, host)) return port;
  }
  return freePort(host);
}
