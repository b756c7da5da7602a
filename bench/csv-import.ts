// A CSV import of 1,000,000 people (or --rows N) in a layout that a recipe knows, the same again, and its undo, beside raw
// COPY of the same rows; and what the first of the two readings of a file costs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { noMail, type FlowContext, systemActor } from '@/lib/context';
import {
  getCsvImport,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  undoCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import { profileFile } from '@/lib/csv-imports/profile/profile-file';
import { readChunks } from '@/lib/csv-imports/reading/csv-chunks';
import { openDb, type Db } from '@/lib/db';
import { createLogger } from '@/lib/logger';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';

type Work = { url: string; rowCount: number };
type Measured = {
  seconds: Record<'upload' | 'profile' | 'first' | 'again' | 'undo', number>;
  recipe: string | null;
  peakMb: number;
  beforeMb: number;
  byteCount: number;
  created: number;
  unchanged: number;
  deleted: number;
};

/** A HubSpot export: columns that its recipe knows, one of them in its own sense, and one that it leaves out. */
const heads = [
  ...['Record ID', 'First Name', 'Last Name', 'Email', 'Company Name', 'Phone Number', 'City'],
  ...['Country/Region', 'Lifecycle Stage', 'Unsubscribed from all email'],
];
const row = (n: number): string[] => [
  String(n + 1),
  'Ada',
  `Lovelace ${n}`,
  `ada.${n}@company-${n % 997}.example`,
  `Company ${n % 997}`,
  `040 12${String(100000 + (n % 899999))}`,
  'Hamburg',
  'Germany',
  'lead',
  n % 100 === 0 ? 'true' : 'false',
];
const argument = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;

const given = argument('--work');
if (given) process.stdout.write(JSON.stringify(await work(JSON.parse(given) as Work)));
else await compare(Number(argument('--rows') ?? 1_000_000));

async function compare(rowCount: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  try {
    await migrate(server.url());
    const db = openDb(server.url(), { poolSize: 4 });
    const copySeconds = await copy(db, rowCount);
    await db.close();
    const result = await inWorkersProcess({ url: server.url(), rowCount });
    print(rowCount, copySeconds, result);
  } finally {
    await server.stop();
    await deleteEmbeddedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With the memory that `npm run worker` gives itself. */
async function inWorkersProcess(work: Work): Promise<Measured> {
  const flags = [
    '--v8-pool-size=1',
    '--max-semi-space-size=2',
    '--max-old-space-size=256',
    '--import',
    'tsx',
  ];
  const child = spawn(process.execPath, [...flags, 'bench/csv-import.ts', '--work', JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(output) as Measured;
}

async function copy(db: Db, rowCount: number): Promise<number> {
  const client = await db.pool.connect();
  try {
    await client.query('CREATE TABLE bench_records (LIKE crm_records INCLUDING ALL)');
    const seconds = await timed(async () => {
      const stream = client.query(
        copyFrom(
          'COPY bench_records (entity, external_id, first_name, last_name, email, email_key, company, phone, phone_e164, city, country, consent_state) FROM STDIN',
        ),
      );
      for (let n = 0; n < rowCount; n += 1_000) {
        const lines = Array.from({ length: Math.min(1_000, rowCount - n) }, (_, k) => {
          const [id, first, last, email, company, phone, city] = row(n + k);
          const state = (n + k) % 100 === 0 ? 'withdrawn' : 'unknown';
          const cells = [id, first, last, email, email, company, phone, '+494012345678', city, 'DE', state];
          return `contact\t${cells.join('\t')}`;
        });
        if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain');
      }
      stream.end();
      await finished(stream);
    });
    await client.query('DROP TABLE bench_records');
    await client.query('CHECKPOINT');
    return seconds;
  } finally {
    client.release();
  }
}

async function work({ url, rowCount }: Work): Promise<Measured> {
  const db = openDb(url, { poolSize: 4 });
  const ctx: FlowContext = {
    actor: systemActor,
    db,
    now: () => new Date(),
    log: createLogger('silent'),
    signal: new AbortController().signal,
    config: {
      keyring: { primary: 'bench', keys: new Map() },
      dotdigitalUrl: 'http://127.0.0.1:1',
      dotdigitalAllowedHosts: [],
      importMinutes: 4,
      exportMinutes: 4,
      mail: noMail,
    },
  };
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const upload = async (): Promise<string> => {
    const { id } = await uploadCsvFile(ctx, {
      query: { entity: 'contact', fileName: 'bench.csv' },
      body: file(rowCount),
      contentLength: null,
    });
    const { format, mapping, options } = await previewCsvImport(ctx, { id, query: {} });
    await startCsvImport(ctx, { id, format, mapping, options });
    return id;
  };
  let id = '';
  const uploadSeconds = await timed(async () => {
    id = await upload();
  });
  const { format } = await getCsvImport(ctx, { id });
  const profileSeconds = await timed(() =>
    profileFile(readChunks(db, BigInt(id)), format, { foreign: false }),
  );
  const firstSeconds = await timed(() => runCsvImport(ctx, BigInt(id)));
  const first = await getCsvImport(ctx, { id });
  const again = await upload();
  const againSeconds = await timed(() => runCsvImport(ctx, BigInt(again)));
  const second = await getCsvImport(ctx, { id: again });
  await undoCsvImport(ctx, { id });
  const undoSeconds = await timed(() => runCsvImport(ctx, BigInt(id)));
  const undone = await getCsvImport(ctx, { id });
  clearInterval(watch);
  await db.close();
  const mb = (bytes: number): number => Math.round(bytes / 1e6);
  return {
    seconds: {
      upload: uploadSeconds,
      profile: profileSeconds,
      first: firstSeconds,
      again: againSeconds,
      undo: undoSeconds,
    },
    recipe: first.recipe,
    peakMb: mb(peak),
    beforeMb: mb(before),
    byteCount: first.byteCount,
    created: first.createdCount,
    unchanged: second.unchangedCount,
    deleted: undone.undo.counts.deleted,
  };
}

function print(
  rowCount: number,
  copySeconds: number,
  { seconds, recipe, peakMb, beforeMb, byteCount, created, unchanged, deleted }: Measured,
): void {
  const perSecond = (took: number): number => Math.round(rowCount / took);
  const line = (took: number, outcome: string) => ({
    seconds: took.toFixed(2),
    'rows/s': perSecond(took),
    outcome,
  });
  console.table({
    'raw COPY, same indexes': line(copySeconds, ''),
    'upload and mapping': line(seconds.upload, `${(byteCount / 1e6).toFixed(1)} MB`),
    'of it, the file looked through': line(seconds.profile, ''),
    'import, all new': line(seconds.first, `${created} created`),
    'import again, nothing new': line(seconds.again, `${unchanged} unchanged`),
    'undo of the first': line(seconds.undo, `${deleted} deleted`),
  });
  const profileShare = seconds.profile / (seconds.upload + seconds.first);
  console.log(
    `Read as ${recipe ?? 'no known export'}. Looking through the whole file before the import is ${(profileShare * 100).toFixed(1)} % of upload and import together (at most 15 %).`,
  );
  console.log(
    `Import is ${(copySeconds / seconds.first).toFixed(2)} × the speed of raw COPY (at least 0.30). Peak memory of the process: ${peakMb} MB (under 300), ${beforeMb} MB of it before the import began.`,
  );
  console.log(
    JSON.stringify({
      bench: 'csv-import',
      rows: rowCount,
      recipe,
      profileSeconds: Number(seconds.profile.toFixed(2)),
      profileShare: Number(profileShare.toFixed(3)),
      rowsPerSecond: perSecond(seconds.first),
      againRowsPerSecond: perSecond(seconds.again),
      undoRowsPerSecond: perSecond(seconds.undo),
      copyRowsPerSecond: perSecond(copySeconds),
      ratioToCopy: Number((copySeconds / seconds.first).toFixed(3)),
      peakRssMb: peakMb,
      rssBeforeMb: beforeMb,
      created,
      unchanged,
      deleted,
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function* file(rowCount: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${heads.join(',')}\n`);
  for (let n = 0; n < rowCount; n += 500) {
    yield Buffer.from(
      Array.from({ length: Math.min(500, rowCount - n) }, (_, k) => `${row(n + k).join(',')}\n`).join(''),
    );
  }
}
