import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { base, cookieOf, makeToken, send } from './send';
import { signIn } from './sign-in';

/** Sends everything before it reads anything, as simple clients do; answers what it then reads. */
async function sendBlindly(path: string, headers: string[], begin = '', bytes = 20_000_000): Promise<string> {
  const { hostname, port, host } = new URL(base());
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined).pause();
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    ...headers,
    `content-length: ${begin.length + bytes}`,
  ];
  socket.write([...head, '', begin].join('\r\n'));
  const piece = 'x'.repeat(100_000);
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += piece.length)
    if (!socket.write(piece))
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', () => resolve())), closed]);
  let told = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    told += part;
    if (/\r\n0\r\n\r\n$/.test(told)) socket.end();
  });
  socket.resume();
  await closed;
  return told;
}

test('who sends 20 MB to a call that is refused hears why, whether it is read or not', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const bearer = `authorization: Bearer ${await makeToken(page, 'Refused', 'records:write')}`;
  const ndjson = 'content-type: application/x-ndjson';
  const own = [`cookie: ${await cookieOf(page)}`, `origin: ${base()}`];
  for (const connection of ['connection: keep-alive', 'connection: close']) {
    for (const [path, headers, status] of [
      ['/api/v1/contacts', [], 401],
      ['/api/v1/contacts', [bearer, 'content-type: application/json'], 413],
      ['/api/v1/contacts/bulk', [ndjson], 401],
      ['/api/v1/contacts/bulk', [bearer, 'content-type: text/plain'], 415],
      ['/api/csv-imports?entity=contact&fileName=a.csv', ['origin: http://elsewhere.example'], 403],
      ['/api/csv-imports?entity=nothing&fileName=a.csv', own, 400],
      ['/api/csv-imports?entity=contact&fileName=a.csv', own, 400],
      ['/api/marketing-lists/count', own, 429],
      ['/api/auth/callback/credentials', ['content-type: application/json'], 413],
    ] as const) {
      const told = await sendBlindly(path, [...headers, connection]);
      expect([path, told.slice(0, 12)]).toEqual([path, `HTTP/1.1 ${status}`]);
      expect([path, told]).toEqual([path, expect.stringContaining(`"status":${status}`)]);
    }
    const rows = '{"email":"one@refused.example"}\n{"email":"two@refused.example"}\n{"email":"';
    const told = await sendBlindly('/api/v1/contacts/bulk', [bearer, ndjson, connection], rows);
    expect(told).toMatch(/"done":false,"read":2,.*Row 3 is too long.*Rows up to 2 were taken/);
  }
});

test('a request to sign in that can’t be read is refused with its reason', async () => {
  for (const [type, body] of [
    ['application/json', '{"email":"a'],
    ['application/json', '[]'],
    ['application/json', ''],
    ['text/plain', 'email=a'],
    ['application/json', '{"callbackUrl":5}'],
    ['application/x-www-form-urlencoded', 'callbackUrl=nowhere'],
  ] as const) {
    const told = await send('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect([body, told.status, told.headers['content-type']]).toEqual([
      body,
      400,
      'application/problem+json',
    ]);
  }
  expect((await send('/api/auth/callback/credentials')).status).toBe(405);
  expect((await send('/api/auth/session?callbackUrl=nowhere')).status).toBe(400);
});
