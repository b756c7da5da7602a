import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

/** A program that answers everything with what it was sent, started as the web part is. */
async function startEcho(): Promise<number> {
  const echo = `
    const server = require('node:http').createServer((asked, answer) => answer.end(JSON.stringify(asked.headers)));
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const loaded = join(import.meta.dirname, 'refuse-methods.mjs');
  const program = spawn(process.execPath, ['--import', loaded, '--eval', echo], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    program.kill();
    if (program.exitCode === null) await once(program, 'exit');
  });
  const [port] = (await once(createInterface(program.stdout), 'line')) as [string];
  return Number(port);
}

const ask = (port: number, method: string, body?: string) =>
  new Promise<{ status: number; allow: string | undefined; text: string }>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, headers: { 'x-echo': 'canary' } }, (answer) => {
      let text = '';
      answer
        .setEncoding('utf8')
        .on('data', (part: string) => (text += part))
        .on('end', () => resolve({ status: answer.statusCode ?? 0, allow: answer.headers.allow, text }));
    });
    call.on('error', reject).end(body);
  });

test('a method that nothing of ours takes is answered 405 and tells nothing back; the others are let through (46)', async () => {
  const port = await startEcho();
  for (const method of ['TRACE', 'PROPFIND', 'MKCOL', 'PURGE', 'REPORT', 'QUERY', 'LOCK'])
    expect([method, await ask(port, method, method === 'TRACE' ? undefined : 'x'.repeat(100_000))]).toEqual([
      method,
      { status: 405, allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS', text: '' },
    ]);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expect(await ask(port, method)).toMatchObject({ status: 200, text: expect.stringContaining('canary') });
  expect(await ask(port, 'HEAD')).toMatchObject({ status: 200 });
});
