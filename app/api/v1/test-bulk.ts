import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { serveBulk } from '@/app/_server/api/serve-bulk';
import type { FlowContext } from '@/lib/context';
import { apiRoutes } from './_routes';

export type BulkServer = {
  port: number;
  /** Nothing is under way any more. */
  isIdle: () => boolean;
};

/** The bulk handler behind a real socket: pieces, back-pressure and broken connections are what its tests are about. */
export async function startBulkServer(ctx: FlowContext): Promise<BulkServer> {
  let underWay = 0;
  const server = createServer((incoming, response) => {
    underWay += 1;
    void serveBulk(
      { routes: apiRoutes, ctx, wake: async () => undefined },
      incoming,
      response,
      new URL(incoming.url ?? '/', 'http://x').pathname.replace('/api/v1', ''),
    ).finally(() => {
      underWay -= 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, isIdle: () => underWay === 0 };
}

/** One bulk call as a client makes it, with its whole answer. */
export async function sendBulk(
  port: number,
  token: string,
  path: string,
  body: Iterable<string | Uint8Array>,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> {
  const outgoing = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...headers },
  });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  Readable.from(body, { objectMode: true }).pipe(outgoing);
  const [incoming] = await answered;
  let text = '';
  incoming.setEncoding('utf8');
  for await (const part of incoming) text += String(part);
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text };
}
