// A first sync of 50,000 people (or --rows N) through the sandbox and the second one with nothing changed, beside raw COPY of the same rows.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { noMail, systemActor, type FlowContext } from '@/lib/context';
import { createAddressBook } from '@/lib/address-books';
import { refreshDataFields } from '@/lib/data-fields';
import { openDb } from '@/lib/db';
import { connectList, pushConnection } from '@/lib/export';
import { ConnectListInput } from '@/lib/connections/schemas';
import { createIntegration, openDotdigital } from '@/lib/integrations';
import { RunPhase } from '@/lib/sync-runs/schemas';
import { createLogger } from '@/lib/logger';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { sandboxAccount } from '@/prisma/seed/integrations';

type Measured = { seconds: number; peakMegabytes: number; runs: number };

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
};
const rowCount = Number(argument('rows') ?? 50_000);

const contextOf = (databaseUrl: string, dotdigitalUrl: string): FlowContext => ({
  actor: systemActor,
  db: openDb(databaseUrl, { poolSize: 5 }),
  now: () => new Date(),
  log: createLogger('silent'),
  signal: new AbortController().signal,
  config: {
    keyring: { primary: 'bench', keys: new Map([['bench', Buffer.alloc(32, 3)]]) },
    dotdigitalUrl,
    dotdigitalAllowedHosts: [new URL(dotdigitalUrl).host],
    importMinutes: 4,
    exportMinutes: 4,
    mail: noMail,
  },
});

const work = argument('work');
if (work) await syncOnce(JSON.parse(work) as { database: string; dotdigital: string; connectionId: string });
else await compare();

/** In a process of its own, so that its memory is the worker's: slices until the wave has settled. */
async function syncOnce({
  database,
  dotdigital,
  connectionId,
}: {
  database: string;
  dotdigital: string;
  connectionId: string;
}): Promise<void> {
  const ctx = contextOf(database, dotdigital);
  const id = BigInt(connectionId);
  await ctx.db.prisma.connection.update({ where: { id }, data: { nextExportAt: new Date() } });
  const before = await ctx.db.prisma.syncRun.count();
  const started = performance.now();
  for (;;) {
    const { nextStepAt } = await pushConnection(ctx, id);
    const open = await ctx.db.prisma.wave.count({
      where: { connectionId: id, phase: { in: ['planning', 'sending', 'settling'] } },
    });
    if (open === 0) break;
    await wait(Math.max(0, (nextStepAt?.getTime() ?? 0) - Date.now()));
  }
  const measured: Measured = {
    seconds: (performance.now() - started) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    runs: (await ctx.db.prisma.syncRun.count()) - before,
  };
  await ctx.db.close();
  console.log(JSON.stringify(measured));
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  const sandbox = await startSandbox();
  try {
    await migrate(server.url());
    const ctx = contextOf(server.url(), sandbox.url);
    await seed(ctx);
    const copySeconds = await timeCopy(ctx);
    const connectionId = await connect(ctx);
    const first = await measure(
      { database: server.url(), dotdigital: sandbox.url, connectionId },
      sandbox.url,
    );
    const truth = await inBook(ctx, connectionId, sandbox.url);
    const second = await measure(
      { database: server.url(), dotdigital: sandbox.url, connectionId },
      sandbox.url,
    );
    const row = (name: string, { seconds, peakMegabytes, calls, writes }: Result) =>
      console.log(
        `${name.padEnd(30)} ${seconds.toFixed(2).padStart(8)} s ${peakMegabytes.toFixed(0).padStart(6)} MB ${String(calls).padStart(5)} calls ${String(writes).padStart(3)} writing`,
      );
    console.log(
      `${rowCount.toLocaleString('en-GB')} people, ${truth.toLocaleString('en-GB')} in the book afterwards`,
    );
    console.log(`${'raw COPY out and in'.padEnd(30)} ${copySeconds.toFixed(2).padStart(8)} s`);
    row('first sync', first);
    await tellPhases(ctx);
    row('second sync, nothing changed', second);
    console.log(
      JSON.stringify({
        bench: 'first-sync',
        rows: rowCount,
        inBook: truth,
        copySeconds,
        first,
        second,
        firstToCopy: first.seconds / copySeconds,
        secondToCopy: second.seconds / copySeconds,
      }),
    );
    await ctx.db.close();
    if (truth !== rowCount || second.writes > 0 || second.runs > 0)
      throw new Error('The book is not the list, or the second sync did something.');
  } finally {
    sandbox.process.kill('SIGTERM');
    await server.stop();
    await deleteEmbeddedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tellPhases({ db }: FlowContext): Promise<void> {
  const run = await db.prisma.syncRun.findFirstOrThrow({ orderBy: { id: 'asc' } });
  for (const { label, startedAt, finishedAt } of RunPhase.array().parse(run.phases)) {
    if (startedAt && finishedAt)
      console.log(
        `  ${label.padEnd(28)} ${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(2).padStart(8)} s`,
      );
  }
  const log = await db.prisma.syncRunLog.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' } });
  for (const { at, message } of log) console.log(`  ${at.toISOString().slice(11, 23)} ${message}`);
}

type Result = Measured & { calls: number; writes: number };

async function measure(work: object, sandboxUrl: string): Promise<Result> {
  await fetch(`${sandboxUrl}/_control/requests`, { method: 'DELETE' });
  const child = spawn(
    process.execPath,
    [
      '--v8-pool-size=1',
      '--max-semi-space-size=2',
      '--max-old-space-size=256',
      '--import',
      'tsx',
      'bench/first-sync.ts',
      '--work',
      JSON.stringify(work),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const answer = await fetch(`${sandboxUrl}/_control/requests`);
  const calls = ((await answer.json()) as { method: string; path: string }[]).filter(({ path }) =>
    path.startsWith('/v2'),
  );
  const lines = output.trim().split('\n');
  return {
    ...(JSON.parse(lines[lines.length - 1] ?? '') as Measured),
    calls: calls.length,
    writes: calls.filter(({ method }) => method !== 'GET').length,
  };
}

async function seed({ db }: FlowContext): Promise<void> {
  await db.pool.query(
    `INSERT INTO crm_records (entity, email, email_key, first_name, last_name, source)
     SELECT 'contact', 'person.' || n || '@example.com', 'person.' || n || '@example.com', 'Ada ' || n, 'Lovelace', 'bench' FROM generate_series(1, $1) n`,
    [rowCount],
  );
  await db.pool.query('ANALYZE crm_records');
}

/** The same rows out of the database and in again, the fastest raw way. */
async function timeCopy({ db }: FlowContext): Promise<number> {
  const { from, to } = await import('pg-copy-streams');
  const { pipeline } = await import('node:stream/promises');
  const client = await db.pool.connect();
  const other = await db.pool.connect();
  try {
    await client.query(
      'CREATE TABLE bench_copy (email_key text PRIMARY KEY, first_name text, last_name text, full_name text)',
    );
    const started = performance.now();
    await pipeline(
      client.query(
        to(
          `COPY (SELECT email_key, first_name, last_name, concat_ws(' ', first_name, last_name) FROM crm_records) TO STDOUT CSV`,
        ),
      ),
      other.query(from('COPY bench_copy FROM STDIN CSV')),
    );
    return (performance.now() - started) / 1000;
  } finally {
    client.release();
    other.release();
  }
}

async function connect(ctx: FlowContext): Promise<string> {
  const { id } = await createIntegration(ctx, sandboxAccount('Bench'));
  const client = await openDotdigital(ctx, BigInt(id));
  await refreshDataFields(ctx, client, BigInt(id));
  const book = await createAddressBook(ctx, client, {
    integrationId: id,
    name: 'Bench',
    visibility: 'Private',
  });
  await client.close();
  const list = await ctx.db.prisma.marketingList.create({
    data: {
      name: 'Bench',
      entity: 'contact',
      type: 'dynamic',
      columns: ['email'],
      filter: {
        version: 1,
        root: {
          kind: 'group',
          combinator: 'all',
          rules: [{ kind: 'condition', field: 'source', operator: 'is', value: 'bench' }],
        },
      },
    },
  });
  const { connectionId } = await connectList(
    ctx,
    ConnectListInput.parse({ listId: String(list.id), integrationId: id, addressBookId: book.id }),
  );
  return connectionId;
}

async function inBook(ctx: FlowContext, connectionId: string, sandboxUrl: string): Promise<number> {
  const { addressBook } = await ctx.db.prisma.connection.findUniqueOrThrow({
    where: { id: BigInt(connectionId) },
    include: { addressBook: true },
  });
  const answer = await fetch(
    `${sandboxUrl}/_control/state/address-books/${addressBook.dotdigitalId}/contacts`,
  );
  return ((await answer.json()) as unknown[]).length;
}

async function startSandbox(): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts', '--port', String(port)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const up = await fetch(`${url}/_control/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return { url, process: child };
    await wait(100);
  }
  throw new Error('The sandbox did not start.');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}
