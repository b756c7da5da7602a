// First and deep pages of the contacts grid over 1,000,000 people (or --rows N), its searches and its counts.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@/lib/context';
import { countRecords, listRecords, recordGrid, type RecordTableQuery } from '@/lib/crm';
import { openDb } from '@/lib/db';
import { parseTableQuery } from '@/lib/table-query';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { insertPeopleForGrids } from './people-for-grids';
import { benchContext } from './bench-context';

const rowCount = Number(process.argv[process.argv.indexOf('--rows') + 1] || 0) || 1_000_000;
const given = process.argv.includes('--url') ? process.argv[process.argv.indexOf('--url') + 1] : undefined;
const jumps = [0.1, 0.5, 0.9];

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = given === undefined ? await startEmbeddedPostgres({ dataDir: folder, durable: true }) : null;
try {
  if (server) await migrate(server.url());
  const db = openDb(given ?? server?.url() ?? '', { poolSize: 4 });
  const ctx = benchContext(db);
  if (server) await insertPeopleForGrids(db, rowCount);

  const results: Record<string, { 'first page ms': number; 'deep page ms': number; rows: string }> = {};
  for (const sort of [
    'createdAt.desc',
    'createdAt.asc',
    'name.asc',
    'name.desc',
    'company.asc',
    'company.desc',
  ]) {
    const first = await medianPage(ctx, ask({ sort }));
    const deep = Math.max(
      ...(await Promise.all(
        jumps.map(
          async (share) =>
            (await medianPage(ctx, ask({ sort, cursor: await cursorAt(ctx, sort, share) }))).ms,
        ),
      )),
    );
    results[sort] = { 'first page ms': first.ms, 'deep page ms': deep, rows: first.rows };
  }
  for (const q of ['nobody-is-called-this', 'p12345@', 'ltd', 'a', 'mira firm-77']) {
    const first = await medianPage(ctx, ask({ q }));
    const next = first.next === null ? first : await medianPage(ctx, ask({ q, cursor: first.next }));
    results[`search “${q}”`] = { 'first page ms': first.ms, 'deep page ms': next.ms, rows: first.rows };
  }
  for (const filter of [
    'f.consent=any:withdrawn',
    'f.hasEmail=is:no',
    'f.company=contains:company 0',
    'f.city=is:leeds',
    'f.city=is:nowhere',
  ]) {
    const [name = '', value = ''] = filter.split('=');
    const first = await medianPage(ctx, ask({ [name]: value }));
    const next =
      first.next === null ? first : await medianPage(ctx, ask({ [name]: value, cursor: first.next }));
    results[filter] = { 'first page ms': first.ms, 'deep page ms': next.ms, rows: first.rows };
  }
  const counted = await median(() => countRecords(ctx, 'contact'));
  results['the page’s first sentence'] = {
    'first page ms': counted.ms,
    'deep page ms': counted.ms,
    rows: `${counted.value.total.kind} ${counted.value.total.value}`,
  };
  console.table(results);
  const sorts = Object.entries(results)
    .filter(([name]) => /\.(asc|desc)$/.test(name))
    .map(([, one]) => Math.max(one['first page ms'], one['deep page ms']));
  console.log(
    `The slowest page of any sort at any depth took ${Math.max(...sorts)} ms, rows and count together.`,
  );
  console.log(JSON.stringify({ bench: 'grids', rows: rowCount, slowestPageMs: Math.max(...sorts), results }));
  await db.close();
} finally {
  await server?.stop();
  if (server) await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

function ask(params: Record<string, string | null>): RecordTableQuery {
  return parseTableQuery(
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? undefined])),
    recordGrid.table,
  );
}

async function medianPage(
  ctx: Context,
  query: RecordTableQuery,
): Promise<{ ms: number; rows: string; next: string | null }> {
  const { ms, value } = await median(() => listRecords(ctx, { entity: 'contact', query }));
  return { ms, rows: `${value.total.kind} ${value.total.value}`, next: value.page.nextCursor };
}

async function median<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const value = await work();
  const times: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { ms: Number((times[3] ?? 0).toFixed(1)), value };
}

/** The cursor behind the row that stands at this share of the grid. */
async function cursorAt(ctx: Context, sort: string, share: number): Promise<string> {
  const keys: Record<string, string> = {
    createdAt: `'=' || (extract(epoch FROM created_at) * 1000)::bigint`,
    name: `'=' || lower(coalesce(last_name || coalesce(' ' || first_name, ''), first_name, email, ''))`,
    company: `coalesce('=' || lower(company), '')`,
  };
  const [field = '', direction = ''] = sort.split('.');
  const order =
    {
      createdAt: 'created_at',
      name: `lower(coalesce(last_name || coalesce(' ' || first_name, ''), first_name, email, ''))`,
      company: 'lower(company)',
    }[field] ?? 'id';
  const { rows } = await ctx.db.pool.query<{ value: string; id: string }>(
    `SELECT ${keys[field]} AS value, id::text FROM crm_records WHERE entity = 'contact' AND deleted_at IS NULL
     ORDER BY ${order} ${direction} NULLS LAST, id ${direction} OFFSET $1 LIMIT 1`,
    [Math.floor(rowCount * share)],
  );
  return Buffer.from(JSON.stringify([sort, 'next', rows[0]?.value ?? '', rows[0]?.id ?? '0'])).toString(
    'base64url',
  );
}
