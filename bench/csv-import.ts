// A CSV import of 100,000 people (or --rows N) through upload and worker, beside raw COPY of the same rows.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { FlowContext } from '@/lib/context';
import { systemActor } from '@/lib/context';
import { getCsvImport, previewCsvImport, runCsvImport, startCsvImport, uploadCsvFile } from '@/lib/crm';
import { openDb } from '@/lib/db';
import { createLogger } from '@/lib/logger';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/embedded-postgres';
import { migrate } from '@/scripts/migrate';

const rowCount = Number(process.argv[process.argv.indexOf('--rows') + 1] || 0) || 100_000;
const heads = ['First name', 'Last name', 'E-mail', 'Company', 'Phone', 'City', 'Country'];
const row = (n: number): string[] => ['Ada', `Lovelace ${n}`, `ada.${n}@company-${n % 997}.example`, `Company ${n % 997}`, `040 12${String(100000 + (n % 899999))}`, 'Hamburg', 'Germany'];

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 4 });
  const ctx: FlowContext = {
    actor: systemActor,
    db,
    now: () => new Date(),
    log: createLogger('silent'),
    signal: new AbortController().signal,
    config: { keyring: { primary: 'bench', keys: new Map() }, dotdigitalUrl: 'http://127.0.0.1:1', dotdigitalAllowedHosts: [], importMinutes: 4, exportMinutes: 4 },
  };

  const copySeconds = await timed(async () => {
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('CREATE TABLE bench_records (LIKE crm_records INCLUDING ALL)');
      const stream = client.query(copyFrom('COPY bench_records (entity, first_name, last_name, email, email_key, company, phone, phone_e164, city, country) FROM STDIN'));
      for (let n = 0; n < rowCount; n += 1_000) {
        const lines = Array.from({ length: Math.min(1_000, rowCount - n) }, (_, k) => {
          const [first, last, email, company, phone, city] = row(n + k);
          return ['contact', first, last, email, email, company, phone, '+494012345678', city, 'DE'].join('\t');
        });
        if (!stream.write(`${lines.join('\n')}\n`)) await new Promise<void>((resolve) => stream.once('drain', resolve));
      }
      stream.end();
      await finished(stream);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  });

  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 20);
  let id = '';
  const uploadSeconds = await timed(async () => {
    ({ id } = await uploadCsvFile(ctx, { query: { entity: 'contact', fileName: 'bench.csv' }, body: file(), contentLength: null }));
    const preview = await previewCsvImport(ctx, { id, query: {} });
    await startCsvImport(ctx, { id, format: preview.format, mapping: preview.mapping, options: preview.options });
  });
  const firstSeconds = await timed(() => runCsvImport(ctx, BigInt(id)));
  const first = await getCsvImport(ctx, { id });
  ({ id } = await uploadCsvFile(ctx, { query: { entity: 'contact', fileName: 'bench.csv' }, body: file(), contentLength: null }));
  const preview = await previewCsvImport(ctx, { id, query: {} });
  await startCsvImport(ctx, { id, format: preview.format, mapping: preview.mapping, options: preview.options });
  const againSeconds = await timed(() => runCsvImport(ctx, BigInt(id)));
  const again = await getCsvImport(ctx, { id });
  clearInterval(watch);
  await db.close();

  const perSecond = (seconds: number): number => Math.round(rowCount / seconds);
  const peakMb = Math.round(peak / 1e6);
  console.table({
    'raw COPY, same indexes': { seconds: copySeconds.toFixed(2), 'rows/s': perSecond(copySeconds), outcome: '' },
    'upload and mapping': { seconds: uploadSeconds.toFixed(2), 'rows/s': perSecond(uploadSeconds), outcome: `${(first.byteCount / 1e6).toFixed(1)} MB` },
    'import, all new': { seconds: firstSeconds.toFixed(2), 'rows/s': perSecond(firstSeconds), outcome: `${first.createdCount} created` },
    'import again, nothing new': { seconds: againSeconds.toFixed(2), 'rows/s': perSecond(againSeconds), outcome: `${again.unchangedCount} unchanged` },
  });
  console.log(`Peak memory of the process: ${peakMb} MB, ${Math.round(before / 1e6)} MB of it before the import began. Import is ${(copySeconds / firstSeconds).toFixed(2)} × the speed of raw COPY.`);
  console.log(JSON.stringify({
    bench: 'csv-import', rows: rowCount, rowsPerSecond: perSecond(firstSeconds), againRowsPerSecond: perSecond(againSeconds),
    copyRowsPerSecond: perSecond(copySeconds), ratioToCopy: Number((copySeconds / firstSeconds).toFixed(3)), peakRssMb: peakMb, rssBeforeMb: Math.round(before / 1e6),
    created: first.createdCount, unchanged: again.unchangedCount,
  }));
} finally {
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${heads.join(',')}\n`);
  for (let n = 0; n < rowCount; n += 500) {
    yield Buffer.from(Array.from({ length: Math.min(500, rowCount - n) }, (_, k) => `${row(n + k).join(',')}\n`).join(''));
  }
}
