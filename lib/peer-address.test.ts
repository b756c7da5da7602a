import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { notePeerAddresses, peerHeader } from './peer-address';

it('each request carries the address at the other end, whatever it says itself', async () => {
  notePeerAddresses();
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const forged = { [peerHeader]: '198.51.100.1', 'x-forwarded-for': '198.51.100.1' };
  for (const headers of [{}, forged] as Record<string, string>[])
    await fetch(`http://127.0.0.1:${port}/`, { headers: { ...headers, connection: 'close' } });
  expect(seen.map((headers) => headers[peerHeader])).toEqual(['127.0.0.1', '127.0.0.1']);
});
