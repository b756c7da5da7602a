import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { base, send } from './send';

// What stands at an address that nobody should find anything at; numbers are those of the security checklist.

test('what isn’t meant to be found isn’t there, and no word of an address is taken for the application’s (9, 46)', async () => {
  for (const path of [
    '/.git/config',
    '/.env',
    '/package.json',
    '/lib/env.ts',
    '/_control/state',
    '/_next/static',
    '/_next/static/chunks',
    '/_next/image?url=http%3A%2F%2F127.0.0.1%2F&w=64&q=75',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/api/v1/../../.env',
    '/api/nowhere',
  ]) {
    const { status, text } = await send(path);
    expect([
      path,
      [307, 401, 404].includes(status),
      /DATABASE_URL|"dependencies"|\[core\]/.test(text),
    ]).toEqual([path, true, false]);
  }
  for (const method of ['TRACE', 'PROPFIND'])
    expect(await send('/', { method, headers: { 'x-echo': 'canary' } })).toMatchObject({
      status: 405,
      text: '',
    });
  const { text } = await send(`/sign-in?error=${encodeURIComponent('<script>canary()</script>')}`);
  expect(text).not.toContain('<script>canary');
});

test('no job is done for a secret that is missing, cut off or in the wrong place (22)', async () => {
  for (const headers of [
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: 'Bearer undefined' },
    { authorization: 'Bearer null' },
    { authorization: 'Basic dW5kZWZpbmVkOg==' },
  ])
    for (const path of ['/api/cron/maintenance', '/api/cron/maintenance?secret=undefined'])
      for (const method of ['GET', 'POST'])
        expect([401, 405, 503]).toContain((await send(path, { method, headers })).status);
});

test('a thousand connections that never finish asking keep nobody waiting (37)', async () => {
  const { hostname, port } = new URL(base());
  const hang = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('POST /sign-in HTTP/1.1\r\nHost: slow.example\r\nX-Slow: ');
        resolve(socket);
      }).on('error', reject);
    });
  const hanging = await Promise.all(Array.from({ length: 1_000 }, hang));
  try {
    expect((await send('/sign-in')).status).toBe(200);
    expect(hanging.filter(({ readyState }) => readyState !== 'open')).toEqual([]);
  } finally {
    for (const socket of hanging) socket.destroy();
  }
});

test('the server calls nobody for a request that names another host, with an upgrade or without (42)', async () => {
  let calls = 0;
  const trap = createServer((_, answer) => {
    calls += 1;
    answer.end();
  }).on('upgrade', (_, socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const { port } = trap.address() as AddressInfo;
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eHg=\r\nSec-WebSocket-Version: 13\r\n';
  const asked = ['Connection: close\r\n', upgrade].flatMap((extra) =>
    [`http://127.0.0.1:${port}/`, `//127.0.0.1:${port}/`, '/'].map((target) =>
      say(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${extra}\r\n`),
    ),
  );
  await Promise.all(asked);
  trap.close();
  expect(calls).toBe(0);
});

test('a program that calls by plain http is refused there, not led on to https with what it sent (ASVS 4.1.2)', async () => {
  for (const path of ['/api/v1/contacts', '/api/v1/openapi.json', '/api/cron/maintenance', '/api/health']) {
    const { status, headers } = await send(path, { headers: { 'x-forwarded-proto': 'http' } });
    expect([path, status < 300 || status >= 400, headers.location]).toEqual([path, true, undefined]);
  }
});

test('a password can be pasted, as a manager of passwords does it (ASVS 6.2.7)', async ({ page }) => {
  await page.goto('/sign-in');
  const [from, into] = [page.getByLabel('E-mail'), page.getByLabel('Password', { exact: true })];
  await from.fill('correct horse battery staple');
  await from.press('ControlOrMeta+a');
  await from.press('ControlOrMeta+x');
  await into.press('ControlOrMeta+v');
  await expect(into).toHaveValue('correct horse battery staple');
});

/** Until the server has answered or hung up, or says nothing: an upgrade that nobody wants is left unanswered. */
function say(text: string): Promise<void> {
  const { hostname, port } = new URL(base());
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.once('data', () => socket.destroy()).once('error', () => socket.destroy());
    socket.once('close', () => resolve()).setTimeout(3_000, () => socket.destroy());
  });
}
