import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { headOf } from '@/app/_server/api/serve-bulk';
import { serveApi } from '@/app/_server/api/serve-api';
import type { FlowContext } from '@/lib/context';
import { apiRoutes } from './_routes';
import { testApi } from './test-api';
import { startBulkServer } from './test-bulk';

type Sending = { head: string[]; begin?: string; piece: string; pieces: number; pauseMs?: number };

/** A client that reads nothing before it has sent everything, and then reads to the end of the connection. */
async function sendBlindly(
  port: number,
  path: string,
  { head, begin = '', piece, pieces, pauseMs = 0 }: Sending,
) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let broken: unknown = null;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', (error) => {
    broken = error;
  });
  socket.pause();
  socket.write([`POST /api/v1${path} HTTP/1.1`, 'host: localhost', ...head, '', begin].join('\r\n'));
  for (let sent = 0; sent < pieces && !socket.destroyed; sent += 1) {
    if (!socket.write(piece))
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', () => resolve())), closed]);
    if (pauseMs > 0) await wait(pauseMs);
  }
  let told = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    told += part;
    if (/\r\n0\r\n\r\n$/.test(told)) socket.end();
  });
  socket.resume();
  await closed;
  return { told, broken };
}

/** As Next's app router hands a request on: its body is read from Node's own stream. */
async function startRouteServer(ctx: FlowContext): Promise<number> {
  const server = createServer((incoming, response) => {
    const head = headOf(incoming);
    const request = new Request(head, { body: incoming, duplex: 'half' } as unknown as RequestInit);
    void serveApi(
      { routes: apiRoutes, ctx, wake: async () => undefined },
      request,
      new URL(head.url).pathname.replace('/api/v1', ''),
    ).then((answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      if (answer.body) Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response);
      else response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const bytes = 20_000_000;
const piece = 'x'.repeat(100_000);
const many = { piece, pieces: bytes / piece.length };
/** Longer than an answer takes. */
const slow = { piece: 'x'.repeat(20), pieces: 15, pauseMs: 60 };
const endings = ['keep-alive', 'close'];

test.each(endings)(
  'an upload that is refused before its body was read hears why, and so does a slow one (%s)',
  async (ending) => {
    const { ctx, token } = await testApi();
    const [bulk, route] = [await startBulkServer(ctx).then(({ port }) => port), await startRouteServer(ctx)];
    const bearer = `authorization: Bearer ${token}`;
    const ndjson = 'content-type: application/x-ndjson';
    for (const [port, path, head, status] of [
      [bulk, '/contacts/bulk', [ndjson], 401],
      [bulk, '/leads/bulk', [bearer, 'content-type: text/plain'], 415],
      [bulk, '/customers/bulk', [bearer, ndjson, 'idempotency-key: '.padEnd(400, 'k')], 400],
      [bulk, '/orders/bulk?odd=1', [bearer, ndjson], 400],
      [bulk, '/carts/bulk', [ndjson], 401],
      [route, '/contacts', [], 401],
      [route, '/contacts', [bearer], 413],
      [route, '/nothing', [bearer], 404],
    ] as const) {
      for (const { pieces, ...client } of path === '/contacts' || path === '/contacts/bulk'
        ? [many, slow]
        : [many]) {
        const length = pieces * client.piece.length;
        const { told, broken } = await sendBlindly(port, path, {
          ...client,
          pieces,
          head: [...head, `connection: ${ending}`, `content-length: ${length}`],
        });
        // What is slow is also short: it is read to its end, and then refused for what it says.
        const expected = status === 413 && client.piece !== piece ? 415 : status;
        expect([path, told.slice(0, 12), broken]).toEqual([path, `HTTP/1.1 ${expected}`, null]);
        expect(told).toContain(`"status":${expected}`);
      }
    }
  },
);

const row = (n: number): string => `{"email":"early-${n}@early.example"}`;

test.each(endings)(
  'a row over the limit ends the answer with a line that names the last row taken (%s)',
  async (ending) => {
    const { ctx, token } = await testApi();
    const { port } = await startBulkServer(ctx);
    for (const [type, begin, between] of [
      ['application/x-ndjson', '', '\n'],
      ['application/json', '[', ','],
    ] as const) {
      const body = `${begin}${row(1)}${between}${row(2)}${between}{"email":"`;
      const socket = await sendBlindly(port, '/contacts/bulk', {
        ...many,
        begin: body,
        head: [
          `authorization: Bearer ${token}`,
          `content-type: ${type}`,
          `connection: ${ending}`,
          `content-length: ${body.length + bytes}`,
        ],
      });
      expect([type, socket.told.slice(0, 12), socket.broken]).toEqual([type, 'HTTP/1.1 200', null]);
      expect(socket.told).toContain('"row":2');
      expect(socket.told).toMatch(
        /"done":false,"read":2,.*"status":413.*Row 3 is too long.*Rows up to 2 were taken/,
      );
    }
    expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: { startsWith: 'early-' } } })).toBe(2);
  },
);
