// The sandbox itself, beside a plain HTTP server of the same run: calls a second, pages far into a million rows, a 49 MB import, a restart.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchClient, median, seconds } from './sandbox/client';
import {
  memoryOf,
  peakMemory,
  startProgram,
  startSandbox,
  stopProgram,
  type Program,
} from './sandbox/programs';

const contacts = Number(process.argv[2] ?? 1_000_000);
const campaigns = 5;
const importBytes = 49_000_000;
const starts = 5;

interface Measure {
  what: string;
  value: number;
  unit: string;
  /** What a plain server needs for the same bytes, and the sandbox's share of that. */
  plain?: number;
  ratio?: number;
}

const measures: Measure[] = [];
const say = (number: number): string =>
  number.toLocaleString('en', { maximumFractionDigits: number < 100 ? 1 : 0 });

/** The share is always the better side's figure over the worse: 1 is as fast as the plain server. */
function note(what: string, value: number, unit: string, plain?: number): void {
  const ratio = plain === undefined ? undefined : /\/s$/.test(unit) ? value / plain : plain / value;
  measures.push({
    what,
    value,
    unit,
    ...(plain === undefined ? {} : { plain }),
    ...(ratio === undefined ? {} : { ratio }),
  });
  process.stdout.write(
    `${what.padEnd(64)} ${say(value).padStart(10)} ${unit.padEnd(8)}${plain === undefined || ratio === undefined ? '' : ` plain ${say(plain).padStart(8)}   ${ratio.toFixed(2)} ×`}\n`,
  );
}

const plain = await startProgram('bench/sandbox/plain-server.ts');
const least = new BenchClient(plain.url);
const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
try {
  await measureStarts();
  await measureInMemory();
  await measureOnDisk();
} finally {
  await least.close();
  await stopProgram(plain);
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(
  `${JSON.stringify({ bench: 'sandbox', contacts, activities: contacts * campaigns, measures })}\n`,
);

async function measureStarts(): Promise<void> {
  const times: { start: number; stop: number }[] = [];
  for (let n = 0; n < starts; n++) {
    const program = await startSandbox();
    times.push({ start: program.startMs, stop: await stopProgram(program) });
  }
  note(`start, median of ${starts}`, median(times.map(({ start }) => start)), 'ms');
  note(`stop, median of ${starts}`, median(times.map(({ stop }) => stop)), 'ms');
}

async function measureInMemory(): Promise<void> {
  const program = await startSandbox();
  const client = new BenchClient(program.url);
  try {
    await measureCalls(client);
    const { book, ids } = await load(client, campaigns);
    note('memory with all of it', memoryOf(program) ?? 0, 'MB');
    await measurePages(client, book, ids[2] ?? 0);
  } finally {
    await client.close();
    await stopProgram(program);
  }
}

async function measureOnDisk(): Promise<void> {
  let program = await startSandbox('--data', folder);
  let client = new BenchClient(program.url);
  try {
    const { book, ids } = await load(client, 1);
    await client.close();
    note('stop with --data', await stopProgram(program), 'ms');
    program = await startSandbox('--data', folder);
    client = new BenchClient(program.url);
    note(`start with ${say(contacts)} contacts and as many activity rows`, program.startMs, 'ms');
    const [{ contacts: kept }, { numTotalSent }] = [
      await client.api<{ contacts: number }>('GET', `/v2/address-books/${book}`),
      await client.api<{ numTotalSent: number }>('GET', `/v2/campaigns/${ids[0]}/summary`),
    ];
    if (kept !== contacts || numTotalSent !== contacts)
      throw new Error(`After the restart there are ${kept} contacts and ${numTotalSent} activity rows`);
    await pages(
      client,
      'contacts of the book after the restart',
      `/v2/address-books/${book}/contacts?withFullData=true`,
      1000,
    );
    await measureImports(client, program);
  } finally {
    await client.close();
    await stopProgram(program);
  }
}

async function measureCalls(client: BenchClient): Promise<void> {
  const { id: few } = await client.control<{ id: number }>('/address-books', { name: 'Few', contacts: 1000 });
  const [first] = await client.api<{ id: number }[]>('GET', `/v2/address-books/${few}/contacts?select=1`);
  const one = `/v2/contacts/${first?.id ?? 0}`;
  const { bytes } = await client.fetchBytes(one);
  const plainCalls = await least.callsPerSecond(() => least.api('GET', `/bytes/${bytes}`));
  note('GET one contact', await client.callsPerSecond(() => client.api('GET', one)), 'calls/s', plainCalls);
  const { id } = await client.api<{ id: string }>('POST', `/v2/address-books/${few}/contacts/import`, {
    fileName: 'a.csv',
    data: Buffer.from('Email\na@bench.example\n').toString('base64'),
  });
  note(
    'GET the status of an import',
    await client.callsPerSecond(() => client.api('GET', `/v2/contacts/import/${id}`)),
    'calls/s',
    plainCalls,
  );
  let n = 0;
  const plainPosts = await least.callsPerSecond(() =>
    least.api('POST', `/bytes/${bytes}`, { email: 'bench-0@example.net' }),
  );
  note(
    'POST one contact into a book',
    await client.callsPerSecond(() =>
      client.api('POST', `/v2/address-books/${few}/contacts`, { email: `bench-${(n += 1)}@example.net` }),
    ),
    'calls/s',
    plainPosts,
  );
}

async function load(client: BenchClient, sends: number): Promise<{ book: number; ids: number[] }> {
  let at = performance.now();
  const { id: book } = await client.control<{ id: number }>('/address-books', { name: 'Many', contacts });
  note(`load ${say(contacts)} contacts`, contacts / seconds(at), 'rows/s');
  const ids: number[] = [];
  at = performance.now();
  for (let i = 0; i < sends; i++) {
    const { id } = await client.control<{ id: number }>('/campaigns', { name: `Bench ${i}` });
    await client.control(`/campaigns/${id}/load`, { addressBookId: book });
    ids.push(id);
  }
  note(
    `load ${say(contacts * sends)} activity rows, with their opens and clicks`,
    (contacts * sends) / seconds(at),
    'rows/s',
  );
  return { book, ids };
}

async function measurePages(client: BenchClient, book: number, campaign: number): Promise<void> {
  await pages(client, 'contacts of the book', `/v2/address-books/${book}/contacts?withFullData=true`, 1000);
  await pages(
    client,
    'contacts since 1971',
    `/v2/address-books/${book}/contacts/modified-since/1971-01-01?withFullData=true`,
    2000,
  );
  await pages(client, 'activities', `/v2/campaigns/${campaign}/activities?`, 1000);
  await pages(
    client,
    'activities since 1971',
    `/v2/campaigns/${campaign}/activities/since-date/1971-01-01?`,
    2000,
  );
  await pages(client, 'opens', `/v2/campaigns/${campaign}/opens?`, 1000);
  note('summary of a campaign', (await client.fetchBytes(`/v2/campaigns/${campaign}/summary`)).ms, 'ms');
  note('list of address books', (await client.fetchBytes('/v2/address-books')).ms, 'ms');
}

/** Walks all pages in order, the first and the last tenth apart; then one page far in, out of order. */
async function pages(client: BenchClient, what: string, path: string, select: number): Promise<void> {
  const times: number[] = [];
  let most = 0;
  for (let skip = 0; ; skip += select) {
    const { bytes, ms } = await client.fetchBytes(`${path}&select=${select}&skip=${skip}`);
    if (bytes <= 2) break;
    most = Math.max(most, bytes);
    times.push(ms);
  }
  const plainTimes: number[] = [];
  for (let n = 0; n < 50; n++) plainTimes.push((await least.fetchBytes(`/bytes/${most}`)).ms);
  const plainPage = median(plainTimes);
  const tenth = Math.max(1, Math.floor(times.length / 10));
  const [near, far] = [median(times.slice(0, tenth)), median(times.slice(-tenth))];
  note(`${what}: page of ${select}, first tenth`, near, 'ms', plainPage);
  note(`${what}: page of ${select}, last tenth`, far, 'ms', plainPage);
  note(`${what}: last tenth over first`, far / near, '×');
  note(
    `${what}: all`,
    (times.length * select) / (times.reduce((sum, time) => sum + time, 0) / 1000),
    'rows/s',
  );
  const jumps: number[] = [];
  for (const share of [0.8, 0.3, 0.6])
    jumps.push(
      (await client.fetchBytes(`${path}&select=${select}&skip=${Math.floor(times.length * share) * select}`))
        .ms,
    );
  note(`${what}: a page out of order`, median(jumps), 'ms');
}

async function measureImports(client: BenchClient, program: Program): Promise<void> {
  const { id: book } = await client.control<{ id: number }>('/address-books', { name: 'Imported' });
  const path = `/v2/address-books/${book}/contacts/import`;
  const lines = ['Email,OptInType,EmailType,FIRSTNAME,LASTNAME,POSTCODE'];
  for (let bytes = 0, i = 0; bytes < importBytes; i++) {
    const line = `imported.person.${i}@bench.example,Single,Html,First${i},"Last, ${i}",AB${i % 1000}`;
    lines.push(line);
    bytes += line.length + 1;
  }
  const csv = Buffer.from(lines.join('\n'));
  await client.control('/settings', { importRowsPerSecond: 10_000_000 });
  for (const form of ['multipart', 'base64'] as const) {
    const base64 = form === 'base64' ? { fileName: 'bench.csv', data: csv.toString('base64') } : undefined;
    const plainAt = performance.now();
    await (base64 ? least.api('POST', '/bytes/60', base64) : least.upload('/bytes/60', csv));
    const plainSpeed = csv.length / 1e6 / seconds(plainAt);
    const before = memoryOf(program) ?? 0;
    const at = performance.now();
    const { result: id, peak } = await peakMemory(program, async () =>
      base64 ? (await client.api<{ id: string }>('POST', path, base64)).id : client.upload(path, csv),
    );
    note(
      `upload of ${Math.round(csv.length / 1e6)} MB, ${form}`,
      csv.length / 1e6 / seconds(at),
      'MB/s',
      plainSpeed,
    );
    note(`  memory it took`, (peak ?? before) - before, 'MB');
    await measureImport(
      client,
      id,
      `import of ${say(lines.length - 1)} rows, ${form === 'multipart' ? 'all new' : 'all known'}`,
      lines.length - 1,
    );
  }
  note('memory at the end', memoryOf(program) ?? 0, 'MB');
}

async function measureImport(client: BenchClient, id: string, what: string, rows: number): Promise<void> {
  const at = performance.now();
  const polls: number[] = [];
  for (;;) {
    const asked = performance.now();
    const { status } = await client.api<{ status: string }>('GET', `/v2/contacts/import/${id}`);
    polls.push(performance.now() - asked);
    if (status !== 'NotFinished') break;
  }
  note(what, rows / seconds(at), 'rows/s');
  note('  a status poll meanwhile: median', median(polls), 'ms');
  note('  a status poll meanwhile: the slowest', Math.max(...polls), 'ms');
}
