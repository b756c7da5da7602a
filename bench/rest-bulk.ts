// POST /api/v1/contacts/bulk of 1,000,000 people (or --rows N) against the built web application, and the same again, beside raw COPY of the same rows.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { createApiToken } from '@/lib/api-tokens';
import { openDb, type Db } from '@/lib/db';
import { build } from '@/scripts/local/build';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { benchContext } from './bench-context';
import { startWeb, type Web } from './web-process';

type Counts = {
  done: boolean;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
};
type Pass = { seconds: number; lines: number; closing: Counts; peakMb: number };

const argument = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const rowCount = Number(argument('--rows') ?? 1_000_000);
const rowsPerPiece = 500;

const person = (n: number) => ({
  firstName: 'Ada',
  lastName: `Lovelace ${n}`,
  email: `ada.${n}@company-${n % 997}.example`,
  company: `Company ${n % 997}`,
  phone: `040 12${String(100_000 + (n % 899_999))}`,
  city: 'Hamburg',
  country: 'DE',
});

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
await build({ say: (line) => console.error(line), abort: new AbortController().signal });
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
let web: Web | null = null;
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 2 });
  const copySeconds = await copy(db);
  const token = await makeToken(db);
  web = await startWeb(server.url());
  const idleMb = web.memoryMb('VmRSS');
  const first = await send(web, token);
  const again = await send(web, token);
  const [stored] = await db.prisma.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM crm_records`;
  await db.close();
  print(copySeconds, idleMb, first, again, Number(stored?.n ?? 0n));
} finally {
  await web?.stop();
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

async function copy(db: Db): Promise<number> {
  const client = await db.pool.connect();
  try {
    await client.query('CREATE TABLE bench_records (LIKE crm_records INCLUDING ALL)');
    const began = performance.now();
    const stream = client.query(
      copyFrom(
        'COPY bench_records (entity, first_name, last_name, email, email_key, company, phone, phone_e164, city, country) FROM STDIN',
      ),
    );
    for (let n = 0; n < rowCount; n += rowsPerPiece) {
      const lines = Array.from({ length: Math.min(rowsPerPiece, rowCount - n) }, (_, k) => {
        const { firstName, lastName, email, company, phone, city, country } = person(n + k);
        return [
          'contact',
          firstName,
          lastName,
          email,
          email,
          company,
          phone,
          '+494012345678',
          city,
          country,
        ].join('\t');
      });
      if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
    const seconds = (performance.now() - began) / 1000;
    await client.query('DROP TABLE bench_records');
    await client.query('CHECKPOINT');
    return seconds;
  } finally {
    client.release();
  }
}

async function makeToken(db: Db): Promise<string> {
  await db.prisma.user.create({ data: { name: 'Bench', email: 'bench@example.com', role: 'admin' } });
  const ctx = benchContext(db);
  return (await createApiToken(ctx, { name: 'bench', scopes: ['records:write'], expiresInDays: null })).token;
}

async function send(target: Web, token: string): Promise<Pass> {
  const began = performance.now();
  const call = request({
    port: target.port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/v1/contacts/bulk',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
      'transfer-encoding': 'chunked',
    },
  });
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  const writing = write(call);
  const [answer] = await answered;
  if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
  let lines = 0;
  let tail = '';
  for await (const piece of answer as AsyncIterable<Buffer>) {
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
    tail = (tail + piece.toString()).slice(-2_000);
  }
  await writing;
  const closing = JSON.parse(tail.trimEnd().split('\n').at(-1) ?? '{}') as Counts;
  return {
    seconds: (performance.now() - began) / 1000,
    lines: lines - 1,
    closing,
    peakMb: target.memoryMb('VmHWM'),
  };
}

async function write(call: ReturnType<typeof request>): Promise<void> {
  for (let n = 0; n < rowCount; n += rowsPerPiece) {
    const piece = Array.from(
      { length: Math.min(rowsPerPiece, rowCount - n) },
      (_, k) => `${JSON.stringify(person(n + k))}\n`,
    ).join('');
    if (!call.write(piece)) await once(call, 'drain');
  }
  call.end();
}

function print(copySeconds: number, idleMb: number, first: Pass, again: Pass, stored: number): void {
  const perSecond = (seconds: number): number => Math.round(rowCount / seconds);
  const line = (seconds: number, outcome: string) => ({
    seconds: seconds.toFixed(2),
    'rows/s': perSecond(seconds),
    outcome,
  });
  console.table({
    'raw COPY, same indexes': line(copySeconds, ''),
    'bulk call, all new': line(first.seconds, `${first.closing.created} created, ${first.lines} outcomes`),
    'bulk call again, nothing new': line(
      again.seconds,
      `${again.closing.unchanged} unchanged, ${again.lines} outcomes`,
    ),
  });
  const ratio = copySeconds / first.seconds;
  console.log(
    `A bulk call is ${ratio.toFixed(2)} × the speed of raw COPY (at least 0.15). Peak memory of the web process: ${again.peakMb} MB (under 300), ${idleMb} MB before the first call.`,
  );
  console.log(
    JSON.stringify({
      bench: 'rest-bulk',
      rows: rowCount,
      rowsPerSecond: perSecond(first.seconds),
      againRowsPerSecond: perSecond(again.seconds),
      copyRowsPerSecond: perSecond(copySeconds),
      ratioToCopy: Number(ratio.toFixed(3)),
      peakRssMb: again.peakMb,
      rssBeforeMb: idleMb,
      created: first.closing.created,
      unchanged: again.closing.unchanged,
      outcomes: first.lines,
      stored,
    }),
  );
}
