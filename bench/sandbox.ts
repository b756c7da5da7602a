// The sandbox itself: calls a second, pages far into a million rows, and a 50 MB import.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Agent, request } from 'undici';

const credentials = `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`;
const contacts = Number(process.argv[2] ?? 1_000_000);
const campaigns = 5;
const connections = 20;
const callSeconds = 3;
const importBytes = 49_000_000;

interface Measure {
  what: string;
  value: number;
  unit: string;
}

const measures: Measure[] = [];
const note = (what: string, value: number, unit: string): void => {
  measures.push({ what, value, unit });
  process.stdout.write(`${what.padEnd(56)} ${value.toLocaleString('en', { maximumFractionDigits: 1 }).padStart(14)} ${unit}\n`);
};

const started = performance.now();
const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '..', 'simulator', 'main.ts'), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await readUrl(child);
const agent = new Agent({ connections, pipelining: 1, headersTimeout: 600_000, bodyTimeout: 600_000 });
note('from start to the first answer', performance.now() - started, 'ms');

try {
  await measure();
} finally {
  await agent.close();
  child.kill('SIGTERM');
}
process.stdout.write(`${JSON.stringify({ bench: 'sandbox', contacts, activities: contacts * campaigns, measures })}\n`);

async function measure(): Promise<void> {
  const { id: empty } = await control<{ id: number }>('/address-books', { name: 'Few', contacts: 1000 });
  const [first] = await api<{ id: number }[]>('GET', `/v2/address-books/${empty}/contacts?select=1`);
  note('GET one contact', await callsPerSecond(() => api('GET', `/v2/contacts/${first?.id ?? 0}`)), 'calls/s');
  note('GET import status (404)', await callsPerSecond(() => api('GET', '/v2/contacts/import/00000000-0000-4000-8000-000000000000')), 'calls/s');
  let n = 0;
  note('POST one contact into a book', await callsPerSecond(() => api('POST', `/v2/address-books/${empty}/contacts`, { email: `bench-${(n += 1)}@example.net` })), 'calls/s');

  let at = performance.now();
  const { id: book } = await control<{ id: number }>('/address-books', { name: 'Many', contacts });
  note(`load ${contacts} contacts`, contacts / seconds(at), 'rows/s');
  const ids: number[] = [];
  at = performance.now();
  for (let i = 0; i < campaigns; i++) {
    const { id } = await control<{ id: number }>('/campaigns', { name: `Bench ${i}` });
    await control(`/campaigns/${id}/load`, { addressBookId: book });
    ids.push(id);
  }
  note(`load ${contacts * campaigns} activity rows (with opens and clicks)`, (contacts * campaigns) / seconds(at), 'rows/s');

  await pages(`contacts of the book, full data`, `/v2/address-books/${book}/contacts?withFullData=true`, 1000);
  await pages('contacts modified since 1971', `/v2/address-books/${book}/contacts/modified-since/1971-01-01?withFullData=true`, 2000);
  await pages('activities of a campaign', `/v2/campaigns/${ids[2]}/activities?`, 1000);
  await pages('activities since 1971', `/v2/campaigns/${ids[2]}/activities/since-date/1971-01-01?`, 2000);
  await pages('opens of a campaign', `/v2/campaigns/${ids[2]}/opens?`, 1000);
  at = performance.now();
  await api('GET', `/v2/campaigns/${ids[2]}/summary`);
  note('summary of a campaign', performance.now() - at, 'ms');
  at = performance.now();
  await api('GET', '/v2/address-books');
  note('list of address books', performance.now() - at, 'ms');
  await importFile();
}

/** Walks all pages in order and tells the first, the middle and the last tenth apart; then one page far in, out of order. */
async function pages(what: string, path: string, select: number): Promise<void> {
  const times: number[] = [];
  let rows = 0;
  for (let skip = 0; ; skip += select) {
    const at = performance.now();
    const page = await api<unknown[]>('GET', `${path}&select=${select}&skip=${skip}`);
    if (page.length === 0) break;
    times.push(performance.now() - at);
    rows += page.length;
  }
  const share = (from: number, to: number): number => {
    const part = times.slice(Math.floor(times.length * from), Math.max(1, Math.ceil(times.length * to)));
    return part.reduce((sum, time) => sum + time, 0) / part.length;
  };
  note(`${what}: page, first tenth`, share(0, 0.1), 'ms');
  note(`${what}: page, last tenth`, share(0.9, 1), 'ms');
  note(`${what}: all`, rows / (times.reduce((sum, time) => sum + time, 0) / 1000), 'rows/s');
  const at = performance.now();
  await api('GET', `${path}&select=${select}&skip=${Math.floor(rows * 0.8)}`);
  note(`${what}: one page out of order`, performance.now() - at, 'ms');
}

async function importFile(): Promise<void> {
  const { id: book } = await control<{ id: number }>('/address-books', { name: 'Imported' });
  const lines = ['Email,OptInType,EmailType,FIRSTNAME,LASTNAME,POSTCODE'];
  let bytes = 0;
  for (let i = 0; bytes < importBytes; i++) {
    const line = `imported.person.${i}@bench.example,Single,Html,First${i},"Last, ${i}",AB${i % 1000}`;
    lines.push(line);
    bytes += line.length + 1;
  }
  const csv = Buffer.from(lines.join('\n'));
  await control('/settings', { importRowsPerSecond: 10_000_000 });
  for (const form of ['multipart', 'base64'] as const) {
    let at = performance.now();
    const id = form === 'multipart' ? await upload(book, csv) : (await api<{ id: string }>('POST', `/v2/address-books/${book}/contacts/import`, { fileName: 'bench.csv', data: csv.toString('base64') })).id;
    note(`upload ${Math.round(csv.length / 1e6)} MB, ${form}`, csv.length / 1e6 / seconds(at), 'MB/s');
    at = performance.now();
    let slowest = 0;
    for (;;) {
      const asked = performance.now();
      const { status } = await api<{ status: string }>('GET', `/v2/contacts/import/${id}`);
      slowest = Math.max(slowest, performance.now() - asked);
      if (status !== 'NotFinished') break;
    }
    note(`import of ${lines.length - 1} rows, ${form === 'multipart' ? 'all new' : 'all known'}`, (lines.length - 1) / seconds(at), 'rows/s');
    note('  the slowest status poll meanwhile', slowest, 'ms');
  }
}

async function upload(book: number, csv: Buffer): Promise<string> {
  const border = 'sandbox-bench';
  const head = Buffer.from(`--${border}\r\nContent-Disposition: form-data; name="file"; filename="bench.csv"\r\nContent-Type: text/csv\r\n\r\n`);
  const answer = await request(`${url}/v2/address-books/${book}/contacts/import`, {
    method: 'POST', dispatcher: agent, headers: { authorization: credentials, 'content-type': `multipart/form-data; boundary=${border}` }, body: Buffer.concat([head, csv, Buffer.from(`\r\n--${border}--\r\n`)]),
  });
  return ((await answer.body.json()) as { id: string }).id;
}

async function callsPerSecond(call: () => Promise<unknown>): Promise<number> {
  let calls = 0;
  const until = performance.now() + callSeconds * 1000;
  const at = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        await call();
        calls += 1;
      }
    }),
  );
  return calls / seconds(at);
}

async function api<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const answer = await request(`${url}${path}`, {
    method, dispatcher: agent, headers: { authorization: credentials, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, body: body === undefined ? null : JSON.stringify(body),
  });
  return (await answer.body.json()) as T;
}

async function control<T>(path: string, body: unknown): Promise<T> {
  const answer = await request(`${url}/_control${path}`, { method: 'POST', dispatcher: agent, body: JSON.stringify(body) });
  return (await answer.body.json()) as T;
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

async function readUrl(process: ChildProcess): Promise<string> {
  if (!process.stdout) throw new Error('The sandbox has no output to read its address from');
  for await (const line of createInterface({ input: process.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('The sandbox ended before it told its address');
}
