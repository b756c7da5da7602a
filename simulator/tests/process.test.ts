import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { basic, demo } from './sandbox';

const folder = mkdtempSync(join(tmpdir(), 'a sandbox '));
const main = join(import.meta.dirname, '..', 'main.ts');

const start = (...flags: string[]): Promise<Started> =>
  run('--import', 'tsx', main, '--port', '0', '--data', folder, ...flags);

interface Started {
  child: ChildProcess;
  url: string;
}

async function run(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) return { child, url };
  }
  throw new Error('It ended without an address');
}

const stop = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });

async function call<T>(url: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: basic(demo), 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

describe('the sandbox as a program', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps what it knows and what is going to happen over a restart, even one that nobody announced', async () => {
    const first = await start('--import-seconds', '5');
    expect(await call(first.url, '/_control/health')).toEqual({ ok: true, product: 'dotbridge-sandbox' });
    await call(first.url, '/_control/clock', { speed: 0 });
    await call(first.url, '/_control/settings', { pace: 12 });
    const book = await call<{ id: number }>(first.url, '/v2/address-books', { name: 'Kept' });
    const csv = `Email\n${Array.from({ length: 50 }, (_, i) => `p${i}@kept.example`).join('\n')}\np3@kept.example\n`;
    const started = await call<{ id: string }>(first.url, `/v2/address-books/${book.id}/contacts/import`, {
      fileName: 'a.csv',
      data: Buffer.from(csv).toString('base64'),
    });
    await call(first.url, '/_control/clock', { advance: 'PT3.5S' });
    const before = (await call<unknown[]>(first.url, `/_control/state/address-books/${book.id}/contacts`))
      .length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(50);
    await stop(first.child, 'SIGKILL');

    const second = await start();
    expect(await call(second.url, '/_control/clock')).toMatchObject({ speed: 0 });
    await call(second.url, '/_control/clock', { advance: 'PT10S' });
    expect(await call(second.url, `/v2/contacts/import/${started.id}/report`)).toMatchObject({
      newContacts: 50,
      duplicateEmails: 1,
    });
    expect(await call(second.url, `/v2/address-books/${book.id}`)).toMatchObject({ contacts: 50 });
    await call(second.url, '/_control/reset', { seed: 2, contacts: 4 });
    expect(await call<unknown[]>(second.url, '/v2/contacts')).toHaveLength(4);
    // The pace it was started with, which it found in its folder.
    expect(await call(second.url, '/_control/clock')).toMatchObject({ pace: 12 });
    await call(second.url, '/_control/faults', { kind: 'timeout-before' });
    const hanging = fetch(`${second.url}/v2/contacts`).then(
      () => 'answered',
      () => 'closed',
    );
    expect(await stop(second.child, 'SIGTERM')).toBe(0);
    expect(await hanging).toBe('closed');
  });

  it('starts from one plain file that is made of its sources, with its screens', async () => {
    const beside = (name: string): string => join(import.meta.dirname, '..', name);
    await promisify(execFile)(process.execPath, [beside('bundle.mjs')]);
    const { child, url } = await run(beside('launch.mjs'), '--port', '0');
    const page = await (await fetch(url)).text();
    expect(page).toContain('Dotdigital sandbox');
    for (const [, path] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
      expect((await fetch(`${url}${path ?? ''}`)).status).toBe(200);
    expect(await stop(child, 'SIGINT')).toBe(0);
  });

  it('says which flag is wrong', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', 'many'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    expect(await new Promise((resolve) => child.once('exit', resolve))).not.toBe(0);
    expect(told).toContain('--port is many; a number is expected');
  });
});
