// The least a server can do on this machine: hands out so many bytes of JSON, and takes what it is sent.
import { createServer } from 'node:http';

const bodies = new Map<number, Buffer>();

function bodyOf(bytes: number): Buffer {
  const known = bodies.get(bytes) ?? Buffer.from(JSON.stringify('x'.repeat(Math.max(0, bytes - 2))));
  bodies.set(bytes, known);
  return known;
}

const server = createServer((request, response) => {
  const body = bodyOf(Number(/\/bytes\/(\d+)/.exec(request.url ?? '')?.[1] ?? 2));
  request
    .resume()
    .on('end', () =>
      response
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length })
        .end(body),
    );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`);
});
