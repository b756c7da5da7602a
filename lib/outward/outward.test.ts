import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { resolveChecked, type Lookup } from './addresses';
import { callOutward, type OutwardOptions } from './call-outward';
import { OutwardError } from './outward-error';
import { outwardUrl } from './outward-url';
import { pinnedAgent } from './pinned-agent';
import { selfSigned } from './self-signed.fixture';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener, secure = false): Promise<number> {
  const server = secure ? createTlsServer(selfSigned, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  return (server.address() as AddressInfo).port;
}

const post = (url: string, options: Partial<OutwardOptions> = {}) =>
  callOutward(
    { url, method: 'POST', body: '{"a":1}', types: ['application/json', 'text/plain'] },
    { allowedHosts: [new URL(url).host], ...options },
  );

const failureOf = async (asked: Promise<unknown>): Promise<Partial<OutwardError>> => {
  const failure = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(OutwardError);
  return failure as OutwardError;
};

test('what is sent arrives, and a short answer of a known type is read', async () => {
  let seen = '';
  const port = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
    });
    request.on('end', () =>
      response.writeHead(202, { 'content-type': 'application/json; charset=utf-8' }).end('{"ok":true}'),
    );
  });
  expect(await post(`http://127.0.0.1:${port}/hook?a=b@c`)).toEqual({
    status: 202,
    retryAfter: null,
    text: '{"ok":true}',
    unread: null,
  });
  expect(seen).toBe('{"a":1}');
});

test('only plain https addresses may be called, http and inside ones as far as the operator named them', () => {
  const named = ['127.0.0.1:4010', 'hooks.internal:80'];
  for (const good of [
    'https://hooks.example.com/x?y=1',
    'https://hooks.example.com:8443',
    'http://127.0.0.1:4010/x',
    'http://hooks.internal/x',
  ])
    expect(outwardUrl(good, named).url.href, good).toContain('://');
  for (const bad of [
    'http://hooks.example.com',
    'http://127.0.0.1:4011/x',
    'http://2130706433:4010',
    'https://127.1/',
    'https://user:secret@hooks.example.com',
    'https://127.0.0.1:4010@hooks.example.com',
    'https://hooks.example.com\\@127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//hooks.example.com',
    'https://hooks.example.com/\n.trap',
    '',
  ])
    expect(() => outwardUrl(bad, named), bad).toThrow(OutwardError);
});

test('a name or an address that leads into this network is refused before anything is sent', async () => {
  let calls = 0;
  const port = await serve((_request, response) => {
    calls += 1;
    response.end();
  }, true);
  const inside: Lookup = async () => [
    { address: '93.184.216.34', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  for (const [url, find] of [
    [`https://hooks.example.com:${port}/`, inside],
    [`https://127.0.0.1:${port}/`, undefined],
    [`https://localhost:${port}/`, undefined],
    ['https://169.254.169.254/latest/meta-data', undefined],
    ['https://[::ffff:10.0.0.1]/', undefined],
    ['https://[fd00::1]/', undefined],
  ] as const)
    expect(await failureOf(post(url, { allowedHosts: [], find })), url).toMatchObject({
      kind: 'not_allowed',
      acted: 'no',
    });
  expect(calls).toBe(0);
});

test('a name that answers differently the second time changes nothing: it is resolved once, and pinned', async () => {
  const hosts: (string | undefined)[] = [];
  const port = await serve((request, response) => {
    hosts.push(request.headers.host);
    response.end();
  });
  let asked = 0;
  const rebinding: Lookup = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
  };
  const { agent, close } = pinnedAgent(
    () => resolveChecked('hooks.internal', { mayBeInside: true, find: rebinding }),
    2_000,
  );
  closing.push(close);
  for (let n = 0; n < 2; n += 1) {
    const { body } = await agent.request({
      origin: `http://hooks.internal:${port}`,
      path: '/',
      method: 'GET',
      reset: true,
    });
    await body.dump();
  }
  expect(asked).toBe(1);
  expect(hosts).toEqual([`hooks.internal:${port}`, `hooks.internal:${port}`]);
});

test('a redirect is an answer and is not followed', async () => {
  let calls = 0;
  const trap = await serve((_request, response) => {
    calls += 1;
    response.end();
  });
  for (const status of [301, 302, 307, 308]) {
    const port = await serve((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${trap}/` }).end(),
    );
    expect(await post(`http://127.0.0.1:${port}`)).toMatchObject({ status, text: null });
  }
  expect(calls).toBe(0);
});

test('an answer that is huge, packed or of another type is not read, and has acted all the same', async () => {
  const huge = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const more = (): void => {
      while (response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  expect(await post(`http://127.0.0.1:${huge}`)).toEqual({
    status: 200,
    retryAfter: null,
    text: null,
    unread: 'the answer is larger than 65536 bytes',
  });
  const page = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
  );
  expect(await post(`http://127.0.0.1:${page}`)).toEqual({
    status: 200,
    retryAfter: null,
    text: null,
    unread: 'an answer of type text/html',
  });
});

test('whoever doesn’t answer, or drips, is left after the time; a stop ends it at once', async () => {
  const silent = await serve(() => undefined);
  const dripping = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  for (const port of [silent, dripping])
    expect(await failureOf(post(`http://127.0.0.1:${port}`, { timeoutMs: 1_000 }))).toMatchObject({
      kind: 'timeout',
      acted: 'maybe',
    });
  const stop = new AbortController();
  const asked = failureOf(post(`http://127.0.0.1:${silent}`, { signal: stop.signal }));
  stop.abort();
  expect(await asked).toMatchObject({ kind: 'stopped' });
});

test('nobody there, no such name, a certificate that nobody trusts: it had no effect, and says why', async () => {
  const port = await serve((_request, response) => response.end(), true);
  const unknown: Lookup = () => Promise.reject(Object.assign(new Error('?'), { code: 'ENOTFOUND' }));
  expect(await failureOf(post('http://127.0.0.1:9'))).toMatchObject({ kind: 'network', acted: 'no' });
  expect(await failureOf(post('https://hooks.example.com', { find: unknown }))).toMatchObject({
    acted: 'no',
    userMessage: 'The address could not be reached: the name of the host is not known.',
  });
  const untrusted = await failureOf(post(`https://127.0.0.1:${port}`));
  expect(untrusted).toMatchObject({ kind: 'network', acted: 'no' });
  expect(untrusted.userMessage).toContain('certificate');
  const cutting = await serve((request) => request.socket.destroy());
  expect(await failureOf(post(`http://127.0.0.1:${cutting}`))).toMatchObject({
    kind: 'network',
    acted: 'maybe',
  });
});
