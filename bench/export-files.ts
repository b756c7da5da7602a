// The files of a first sync of 1,000,000 people (or --people N) as CSV and as JSON, built as a worker builds them, beside raw COPY of the same people's columns.
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import { isFileBatch, type FileKind } from '@/lib/export/next-step';
import { loadTarget } from '@/lib/export/load-target';
import { planChanges } from '@/lib/export/planning/plan-changes';
import { stageChanges } from '@/lib/export/planning/stage-changes';
import { transports } from '@/lib/export/files/transports';
import { listBatches } from '@/lib/export/wave-records';
import { numberArgument } from './arguments';
import { hundredth, median, tenth, timed } from './big-world';
import { makeBook, makeWave, withBookWorld, type Book, type BookWorld } from './book-world';

const people = numberArgument('people') ?? 1_000_000;
const rounds = 5;
const limits: Record<FileKind, number> = { import_v2: 0.6, import_v3: 0.5 };

await withBookWorld(people, async (world) => {
  const book = await makeBook(world, { name: 'Files', mapping: 'plain', people });
  const waves = {
    import_v2: await plannedWave(world, book, 'import_v2'),
    import_v3: await plannedWave(world, book, 'import_v3'),
  };
  await world.ctx.db.pool.query('VACUUM ANALYZE planned_changes, export_batches');
  const times = { copy: [] as Built[], import_v2: [] as Built[], import_v3: [] as Built[] };
  for (let n = 0; n <= rounds; n += 1) {
    times.copy.push(await rawCopy(world));
    for (const kind of ['import_v2', 'import_v3'] as const)
      times[kind].push(await buildAll(world, book, kind, waves[kind]));
  }
  const [copy, csv, json] = [usual(times.copy), usual(times.import_v2), usual(times.import_v3)];
  const row = ({ ms, bytes, files }: Built, limit?: number) => ({
    ms: Math.round(ms),
    MB: tenth(bytes / 1e6),
    files,
    'of COPY': hundredth(copy.ms / ms),
    ...(limit === undefined ? {} : { 'at least': limit }),
  });
  const results = {
    'raw COPY of eight columns': row(copy),
    'CSV files': row(csv, limits.import_v2),
    'JSON files': row(json, limits.import_v3),
  };
  console.table(results);
  console.log(JSON.stringify({ bench: 'export-files', people, results }));
});

type Built = { ms: number; bytes: number; files: number };

function usual(all: readonly Built[]): Built {
  const [first, ...measured] = all;
  if (!first) throw new Error('nothing was measured');
  return { ...first, ms: median(measured.map(({ ms }) => ms)) };
}

async function plannedWave({ ctx }: BookWorld, book: Book, fileKind: FileKind): Promise<bigint> {
  const waveId = await makeWave(ctx, book);
  await ctx.db.prisma.$transaction(
    async (tx) => {
      await planChanges(tx, book.scope);
      await stageChanges(tx, waveId, { fileKind, keepSkips: false });
    },
    { timeout: 900_000 },
  );
  return waveId;
}

/** One file after the other, each let go before the next. */
async function buildAll({ ctx }: BookWorld, book: Book, kind: FileKind, waveId: bigint): Promise<Built> {
  const target = await loadTarget(ctx, book.connectionId);
  if (!target) throw new Error('there is no connection');
  const batches = (await listBatches(ctx.db.prisma, waveId)).filter(isFileBatch);
  let [bytes, rows] = [0, 0];
  // What the kind before left behind is not this one's work.
  globalThis.gc?.();
  const { ms } = await timed(async () => {
    for (const batch of batches) {
      const file = await transports[kind].build(ctx, target, batch);
      bytes += file.byteCount;
      rows += file.rowCount;
    }
  });
  const planned = batches.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (rows !== planned) throw new Error(`${rows} rows were written of ${planned}`);
  return { ms, bytes, files: batches.length };
}

/** The people of the wave, read by nothing but COPY and thrown away. */
async function rawCopy({ ctx }: BookWorld): Promise<Built> {
  const client = await ctx.db.pool.connect();
  let bytes = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  try {
    globalThis.gc?.();
    const { ms } = await timed(() =>
      pipeline(
        client.query(
          copyTo(`COPY (SELECT email_key, first_name, last_name, company, city, country, language, birthday
            FROM crm_records) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')`),
        ),
        count,
      ),
    );
    return { ms, bytes, files: 1 };
  } finally {
    client.release();
  }
}
