import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NeighbourTrouble } from './steps';

const answers = {
  'refuses the password': { status: 401, headers: {} },
  'is over its limit': { status: 429, headers: { 'Retry-After': '3600' } },
} as const;

/** Answers whatever it is asked by its trouble; `suffer` says by which from now on. */
export async function startTroubledDotdigital() {
  let trouble: NeighbourTrouble = 'hangs';
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    if (trouble === 'hangs') return;
    const { status, headers } = answers[trouble];
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end('{"message":"No."}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    suffer: (from: NeighbourTrouble): void => {
      trouble = from;
    },
    /** How often it was called. */
    calls: (): number => calls,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
}
