import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createDotdigitalClient, type CallRecord, type DotdigitalClient, type TransportOptions } from './index';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers that the sandbox is too well-behaved to give. */
async function stranger(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(endpoint: string, options: Partial<TransportOptions> = {}): DotdigitalClient {
  const client = createDotdigitalClient({
    endpoint, username: 'apiuser-x@apiconnector.com', password: 'a-canary-password', allowedHosts: [new URL(endpoint).host],
    retry: { retries: 2, minTimeoutMs: 1 }, ...options,
  });
  closing.push(() => client.close());
  return client;
}

const json = (body: unknown, status = 200): RequestListener => (_request, response) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

test('a read is repeated after a server error and says so to the recorder', async () => {
  let calls = 0;
  const records: CallRecord[] = [];
  const endpoint = await stranger((request, response) => {
    calls += 1;
    json(calls < 3 ? { message: 'Error: ERROR_UNKNOWN' } : [{ name: 'FIRSTNAME', type: 'String' }], calls < 3 ? 500 : 200)(request, response);
  });
  const { rows } = await clientOf(endpoint, { onCall: (call) => records.push(call) }).dataFields();
  expect(rows.map(({ name }) => name)).toEqual(['FIRSTNAME']);
  expect(records.map(({ status, path }) => [status, path])).toEqual([[500, '/data-fields'], [500, '/data-fields'], [200, '/data-fields']]);
});

test('a write is sent once, and says that it may have had an effect', async () => {
  let calls = 0;
  const endpoint = await stranger((request, response) => { calls += 1; json({ message: 'x' }, 500)(request, response); });
  await expect(clientOf(endpoint).startImport(7, { fileName: 'a.csv', csv: Buffer.from('Email\n') })).rejects.toMatchObject({ kind: 'server', acted: 'maybe' });
  expect(calls).toBe(1);
});
