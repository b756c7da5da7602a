import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import {
  createDotdigitalClient,
  DotdigitalError,
  type BudgetStore,
  type CallRecord,
  type DotdigitalClient,
  type TransportOptions,
} from './index';
import { selfSigned } from '../outward/self-signed.fixture';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers that the sandbox is too well-behaved to give. */
async function stranger(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(endpoint: string, options: Partial<TransportOptions> = {}): DotdigitalClient {
  const client = createDotdigitalClient({
    endpoint,
    username: 'apiuser-x@apiconnector.com',
    password: 'a-canary-password',
    allowedHosts: [new URL(endpoint).host],
    retry: { retries: 2, minTimeoutMs: 1 },
    ...options,
  });
  closing.push(() => client.close());
  return client;
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

test('a read is repeated after a server error and says so to the recorder', async () => {
  let calls = 0;
  const records: CallRecord[] = [];
  const endpoint = await stranger((request, response) => {
    calls += 1;
    json(
      calls < 3 ? { message: 'Error: ERROR_UNKNOWN' } : [{ name: 'FIRSTNAME', type: 'String' }],
      calls < 3 ? 500 : 200,
    )(request, response);
  });
  const { rows } = await clientOf(endpoint, { onCall: (call) => records.push(call) }).dataFields();
  expect(rows.map(({ name }) => name)).toEqual(['FIRSTNAME']);
  expect(records.map(({ status, path }) => [status, path])).toEqual([
    [500, '/data-fields'],
    [500, '/data-fields'],
    [200, '/data-fields'],
  ]);
});

test('a write is sent once, and says that it may have had an effect', async () => {
  let calls = 0;
  const endpoint = await stranger((request, response) => {
    calls += 1;
    json({ message: 'x' }, 500)(request, response);
  });
  await expect(
    clientOf(endpoint).startImport(7, { fileName: 'a.csv', csv: Buffer.from('Email\n') }),
  ).rejects.toMatchObject({ kind: 'server', acted: 'maybe' });
  expect(calls).toBe(1);
});

test('a redirect is never followed, so credentials stay where they belong', async () => {
  const seen: (string | undefined)[] = [];
  const trap = await stranger((request, response) => {
    seen.push(request.headers.authorization);
    response.end('[]');
  });
  for (const status of [301, 302, 307, 308]) {
    const endpoint = await stranger((_request, response) =>
      response.writeHead(status, { location: `${trap}/v2/data-fields` }).end(),
    );
    const failure = await clientOf(endpoint, { retry: { retries: 0 } })
      .dataFields()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      kind: 'invalid_answer',
      detail: `a redirect to ${new URL(trap).host}, which is not followed`,
    });
  }
  expect(seen).toEqual([]);
});

test('the trap is not called when an address hides it', () => {
  for (const endpoint of [
    'http://127.0.0.1:9999',
    'https://r1-api.dotdigital.com@127.0.0.1:9999',
    'http://r1-api.dotdigital.com',
  ]) {
    expect(() =>
      createDotdigitalClient({ endpoint, username: 'u', password: 'p', allowedHosts: [] }),
    ).toThrow(/host_not_allowed/);
  }
});

const strangers: [string, RequestListener, string, RegExp][] = [
  [
    'a web page with 200',
    (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><script>x()</script><h1>Proxy sign-in</h1></html>'),
    'invalid_answer',
    /web page.*Proxy sign-in/,
  ],
  [
    'a web page with 502',
    (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'),
    'server',
    /^Bad gateway$/,
  ],
  [
    'a web page with 404',
    (_, response) => response.writeHead(404).end('<h1>Not here</h1>'),
    'invalid_answer',
    /Not here/,
  ],
  ['an empty body', (_, response) => response.writeHead(200).end(), 'invalid_answer', /empty/],
  ['null', json(null), 'invalid_answer', /list was expected, null came/],
  ['an object for a list', json({}), 'invalid_answer', /object came/],
  ['torn JSON', (_, response) => response.end('[{"name":"FIRST'), 'invalid_answer', /torn/],
  [
    'Latin-1',
    (_, response) => response.end(Buffer.from('[{"name":"\xe9"}]', 'latin1')),
    'invalid_answer',
    /UTF-8/,
  ],
  [
    'a wrong encoding',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('[]'),
    'invalid_answer',
    /header/,
  ],
  [
    'an encoding nobody asked for',
    (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('[]'),
    'invalid_answer',
    /zstd/,
  ],
  ['JSON a million deep', (_, response) => response.end('['.repeat(1_000_000)), 'invalid_answer', /deeply/],
  [
    'fewer bytes than announced',
    (_, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('[]');
      response.socket?.end();
    },
    'invalid_answer',
    /.*/,
  ],
  [
    'no last chunk',
    (_, response) => {
      response.writeHead(200);
      response.write('[]');
      setImmediate(() => response.socket?.end());
    },
    'invalid_answer',
    /.*/,
  ],
  [
    'a cut connection',
    (request) => {
      request.socket.destroy();
    },
    'network',
    /cut/,
  ],
  [
    'wrong credentials',
    json({ message: 'Authorization has been denied for this request.' }, 401),
    'credentials',
    /denied/,
  ],
  ['another region', json({ message: 'Forbidden: Access is denied' }, 403), 'region', /Forbidden/],
  [
    'a feature that is off',
    json({ message: 'Feature is not active. ERROR_FEATURENOTACTIVE' }, 403),
    'refused',
    /not active/,
  ],
  [
    'too many imports',
    json({ message: 'Too many. ERROR_IMPORT_TOOMANYACTIVEIMPORTS' }, 400),
    'busy',
    /Too many/,
  ],
  ['an unknown code', json({ message: 'Error: ERROR_BRAND_NEW ' }, 400), 'refused', /ERROR_BRAND_NEW/],
  ['a teapot', json('short and stout', 418), 'refused', /stout/],
];

test.each(strangers)('%s is a typed error that says what came', async (_name, listener, kind, detail) => {
  const failure = await clientOf(await stranger(listener), { retry: { retries: 0 } })
    .dataFields()
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DotdigitalError);
  expect(failure).toMatchObject({
    kind,
    acted: kind === 'server' ? 'maybe' : expect.stringMatching(/no|maybe/),
    detail: expect.stringMatching(detail),
  });
});

test('a body that grows without end is cut off, packed or not', async () => {
  const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, 32));
  const packed = await stranger((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  );
  const endless = await stranger((_request, response) => {
    const pour = (): void => {
      while (response.writable && response.write(Buffer.alloc(65_536, 32)));
    };
    response.on('drain', pour);
    response.writeHead(200);
    pour();
  });
  for (const endpoint of [packed, endless]) {
    await expect(
      clientOf(endpoint, { maxBodyBytes: 1_000_000, retry: { retries: 0 } }).dataFields(),
    ).rejects.toMatchObject({ kind: 'invalid_answer', detail: expect.stringMatching(/larger than/) });
  }
});

test('a packed answer and one with a byte order mark are read', async () => {
  const packed = await stranger((_request, response) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync('\uFEFF[{"name":"A","type":"String"}]')),
  );
  expect((await clientOf(packed).dataFields()).rows).toHaveLength(1);
});

test('an answer that drips byte by byte ends at the deadline, and a stop at once', async () => {
  const endpoint = await stranger((_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  await expect(
    clientOf(endpoint, { timeoutMs: 500, retry: { retries: 0 } }).dataFields(),
  ).rejects.toMatchObject({ kind: 'timeout', acted: 'no' });
  await expect(
    clientOf(endpoint, { timeoutMs: 1_000 }).startImport(1, { fileName: 'a.csv', csv: Buffer.from('x') }),
  ).rejects.toMatchObject({ kind: 'timeout', acted: 'maybe' });
  const stop = new AbortController();
  const reading = clientOf(endpoint, { signal: stop.signal }).dataFields();
  setImmediate(() => stop.abort());
  await expect(reading).rejects.toMatchObject({ kind: 'stopped' });
});

test('a stop that comes while a call waits for its turn ends it, though nothing answers', async () => {
  const endpoint = await stranger(() => undefined);
  const stop = new AbortController();
  const budget: BudgetStore = {
    take: () => {
      stop.abort();
      return Promise.resolve({ ok: true });
    },
    learn: () => Promise.resolve(),
  };
  await expect(clientOf(endpoint, { signal: stop.signal, budget }).dataFields()).rejects.toMatchObject({
    kind: 'stopped',
  });
});

test('a host that is not there has not acted', async () => {
  await expect(
    clientOf('http://127.0.0.1:1', { retry: { retries: 0 } }).startImport(1, {
      fileName: 'a.csv',
      csv: Buffer.from('x'),
    }),
  ).rejects.toMatchObject({ kind: 'network', acted: 'no' });
  const unknown = createDotdigitalClient({
    endpoint: 'http://no-such-host.invalid:80',
    username: 'u',
    password: 'p',
    allowedHosts: ['no-such-host.invalid:80'],
    retry: { retries: 0 },
  });
  closing.push(() => unknown.close());
  await expect(unknown.accountInfo()).rejects.toMatchObject({
    kind: 'network',
    detail: 'the name of the host is not known',
  });
});

test('a certificate nobody signed is refused, also on a host the operator named', async () => {
  const { key, cert } = selfSigned;
  const server = createTlsServer({ key, cert }, (_request, response) => response.end('[]'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(clientOf(endpoint, { retry: { retries: 0 } }).dataFields()).rejects.toMatchObject({
    kind: 'network',
    acted: 'no',
    detail: expect.stringMatching(/certificate/),
  });
});

test('after 429 a read waits for the reset, a longer wait is thrown with its time', async () => {
  let calls = 0;
  const endpoint = await stranger((request, response) => {
    calls += 1;
    if (calls > 1) return json([])(request, response);
    response
      .writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' })
      .end('{"message":"Too many requests"}');
  });
  const started = Date.now();
  expect((await clientOf(endpoint).dataFields()).rows).toEqual([]);
  expect(Date.now() - started).toBeGreaterThan(900);

  const shut = await stranger((_request, response) =>
    response.writeHead(429, { 'retry-after': '600' }).end(),
  );
  const before = Date.now();
  const failure = await clientOf(shut)
    .dataFields()
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'rate_limited', acted: 'no' });
  expect(Date.now() - before).toBeLessThan(60_000);
  expect(
    failure instanceof DotdigitalError && failure.retryAt ? failure.retryAt.getTime() - before : 0,
  ).toBeGreaterThan(500_000);
});

test('the budget is asked before each call and learns the tier that Dotdigital names', async () => {
  const learnt: unknown[] = [];
  const asked: string[] = [];
  const budget: BudgetStore = {
    take: async (tier) => {
      asked.push(tier);
      return { ok: true };
    },
    learn: async (tier, { limit, remaining }) => {
      learnt.push([tier, limit, remaining]);
    },
  };
  const endpoint = await stranger((request, response) => {
    response
      .setHeader('X-RateLimit-Limit', '35')
      .setHeader('X-RateLimit-Remaining', '34')
      .setHeader('X-RateLimit-Reset', '30')
      .setHeader('X-RateLimit-Scope', 'oddCallRate');
    json([])(request, response);
  });
  const client = clientOf(endpoint, { budget });
  await client.dataFields();
  await client.dataFields();
  expect(asked).toEqual(['lowCallRate', 'oddCallRate']);
  expect(learnt).toEqual([
    ['oddCallRate', 35, 34],
    ['oddCallRate', 35, 34],
  ]);
});

test('a spent budget stops a call before it is sent, and the flat limit is remembered', async () => {
  let calls = 0;
  const endpoint = await stranger((request, response) => {
    calls += 1;
    json({ message: 'Your account has generated excess API activity. ERROR_APIUSAGE_EXCEEDED' }, 400)(
      request,
      response,
    );
  });
  const learnt: unknown[] = [];
  const open: BudgetStore = {
    take: async () => ({ ok: true }),
    learn: async (tier, { remaining }) => {
      learnt.push([tier, remaining]);
    },
  };
  await expect(clientOf(endpoint, { budget: open, maxWaitMs: 0 }).dataFields()).rejects.toMatchObject({
    kind: 'rate_limited',
    vendorCode: 'ERROR_APIUSAGE_EXCEEDED',
  });
  expect(learnt).toEqual([['flat', 0]]);

  const spent: BudgetStore = {
    take: async () => ({ ok: false, retryAt: new Date(Date.now() + 3_600_000) }),
    learn: async () => undefined,
  };
  calls = 0;
  await expect(clientOf(endpoint, { budget: spent }).dataFields()).rejects.toMatchObject({
    kind: 'rate_limited',
    acted: 'no',
  });
  expect(calls).toBe(0);
});

test('neither the password nor the person asked for stands in an error, a log line or an address', async () => {
  const records: CallRecord[] = [];
  const echo = await stranger((request, response) => {
    json(
      {
        message: `You sent ${request.headers.authorization} for a-canary-password at ${request.url}\u0007\u202e`,
      },
      400,
    )(request, response);
  });
  const failure = await clientOf(echo, { onCall: (call) => records.push(call) })
    .contactByEmail('ines+x@example.net')
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DotdigitalError);
  const told =
    failure instanceof DotdigitalError ? `${failure.message} ${failure.userMessage} ${failure.stack}` : '';
  expect(told).not.toContain('canary');
  expect(told).not.toContain(Buffer.from('apiuser-x@apiconnector.com:a-canary-password').toString('base64'));
  expect(told).not.toMatch(/[\u0007\u202e]/);
  expect(JSON.stringify(records)).not.toContain('ines');
});

test('pages are read until one is empty, a short page or one cut at a row is not the end', async () => {
  const rows = Array.from({ length: 25 }, (_, at) => ({ id: at + 1, name: `Book ${at + 1}` }));
  const skips: number[] = [];
  const endpoint = await stranger((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const skip = Number(query.get('skip'));
    skips.push(skip);
    const size = skip === 10 ? 3 : Number(query.get('select'));
    json(rows.slice(skip, skip + size))(request, response);
  });
  const client = clientOf(endpoint);
  const seen: number[] = [];
  for await (const page of client.addressBooks({ pageSize: 10 })) {
    seen.push(...page.rows.map(({ id }) => id));
    expect(page.nextSkip === null).toBe(page.rows.length === 0);
    expect(page.serverDate).toBeInstanceOf(Date);
  }
  expect(seen).toEqual(rows.map(({ id }) => id));
  expect(skips).toEqual([0, 10, 13, 23, 25]);

  const overlapping: number[] = [];
  for await (const page of client.addressBooks({ pageSize: 10, overlap: 2, skip: 5 }))
    overlapping.push(...page.rows.map(({ id }) => id));
  expect([...new Set(overlapping)]).toEqual(rows.slice(5).map(({ id }) => id));
});

test('a service that gives the same page for ever is stopped', async () => {
  const endpoint = await stranger(json([{ id: 1, name: 'A' }]));
  const reading = (async () => {
    for await (const page of clientOf(endpoint).addressBooks()) expect(page.rows).toHaveLength(1);
  })();
  await expect(reading).rejects.toMatchObject({ kind: 'invalid_answer', detail: 'the same page came twice' });
});
