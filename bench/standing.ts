// Who on a list of 200,000 people (or --people N) is mailed, and if not, why: the plan, the staircase, a page of members, the preview of a filter, beside a serial scan that hashes.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@/lib/context';
import { openDb } from '@/lib/db';
import { planChanges } from '@/lib/export/planning/plan-changes';
import { listMembers, memberGrid, previewFilterChange, readStaircase } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { condition, connectList, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { median, tenth, timed } from './big-world';
import { benchContext } from './bench-context';

const at = process.argv.indexOf('--people');
const people = at === -1 ? 200_000 : Number(process.argv[at + 1]);
const rounds = 5;

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 4 });
  const ctx = benchContext(db);
  const { listId, integrationId, bookId } = await seed(ctx);
  const scope = {
    listId,
    entity: 'contact',
    integrationId,
    channel: 'email' as const,
    addressBookId: bookId,
    ownsMemory: true,
    options: { resubscribe: 'never', strangers: 'leave' },
  } as const;
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n <= rounds; n += 1) times.push((await timed(work)).ms);
    return tenth(median(times.slice(1)));
  };
  const results = {
    'serial scan with hash': await took(() =>
      db.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
        await tx.$queryRaw`SELECT count(md5(concat_ws('|', email, first_name, last_name, phone, company, city, country, source))) FROM crm_records`;
      }),
    ),
    plan: await took(() =>
      db.prisma.$transaction((tx) => planChanges(tx, { ...scope, mode: 'full' }), { timeout: 120_000 }),
    ),
    staircase: await took(() => readStaircase(ctx, String(listId))),
    'page of members': await took(() =>
      listMembers(ctx, String(listId), parseTableQuery({ size: '50' }, memberGrid.table)),
    ),
    'members filtered by state': await took(() =>
      listMembers(ctx, String(listId), parseTableQuery({ 'f.state': 'any:left_out' }, memberGrid.table)),
    ),
    'preview of a filter': await took(() =>
      previewFilterChange(ctx, {
        listId: String(listId),
        filter: filterOf(condition('source', 'not_empty')),
      }),
    ),
  };
  console.table(results);
  console.log(JSON.stringify({ bench: 'standing', people, results }));
  await db.close();
} finally {
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Every tenth shares an address, every fiftieth opted out, is refused at Dotdigital, or unsubscribed from the list; three quarters are in the book, a tenth of them changed. */
async function seed({ db }: Context) {
  const listId = await createList(db.prisma, {
    name: 'Bench',
    filter: filterOf(condition('source', 'is', 'bench')),
    evaluationState: 'fresh',
    evaluatedVersion: 1,
  });
  const { integrationId, bookId, connectionId } = await connectList(db.prisma, listId);
  const field = await db.prisma.dataField.create({
    data: { integrationId, name: 'FIRSTNAME', type: 'String', visibility: 'Private' },
  });
  await db.prisma.fieldMapping.create({
    data: {
      integrationId,
      entity: 'contact',
      rows: { create: { dataFieldId: field.id, sources: ['firstName'], position: 0 } },
    },
  });
  const run = (sql: string, values: unknown[] = []) => db.pool.query(sql, values);
  await run(
    `INSERT INTO crm_records (entity, email, email_key, first_name, last_name, city, source, consent_state)
     SELECT 'contact', mail, mail, 'Ada ' || n, 'Lovelace', 'Oslo', CASE WHEN n % 10 = 3 THEN 'later' ELSE 'bench' END,
       (CASE WHEN n % 50 = 7 THEN 'withdrawn' ELSE 'unknown' END)::consent_state
     FROM (SELECT n, 'person.' || CASE WHEN n % 10 = 9 THEN n - 1 ELSE n END || '@example.com' AS mail FROM generate_series(1, $1) n) s`,
    [people],
  );
  await run(
    `INSERT INTO list_items (list_id, record_id, in_filter, removed_at, unsubscribed_at, unsubscribed_reason)
     SELECT $1, id, true, CASE WHEN id % 200 = 1 THEN now() END, CASE WHEN id % 50 = 5 THEN now() END, CASE WHEN id % 50 = 5 THEN 'person' END
     FROM crm_records WHERE source = 'bench'`,
    [listId],
  );
  await run(
    `INSERT INTO dotdigital_contacts (integration_id, email_key, dotdigital_id, status)
     SELECT $1, email_key, min(id), CASE WHEN min(id) % 50 = 11 THEN 'HardBounced' ELSE 'Subscribed' END FROM crm_records GROUP BY email_key`,
    [integrationId],
  );
  await run(
    `INSERT INTO book_members (address_book_id, email_key, present, put_there_by_us, held_hash)
     SELECT $1, email_key, true, true, decode(md5(jsonb_build_object('FIRSTNAME', min(first_name) || CASE WHEN min(id) % 10 = 2 THEN '!' ELSE '' END)::text), 'hex')
     FROM crm_records WHERE id % 4 > 0 GROUP BY email_key`,
    [bookId],
  );
  const { id: runId } = await db.prisma.syncRun.create({
    data: { kind: 'export', trigger: 'schedule', integrationId, connectionId },
  });
  const { id: waveId } = await db.prisma.wave.create({
    data: { connectionId, syncRunId: runId, kind: 'first', phase: 'settled' },
  });
  await run(
    `INSERT INTO planned_changes (wave_id, n, email_key, record_id, action, outcome, reason_code, wanted_hash)
     SELECT $1, id, email_key, id, 'add', 'rejected', 'failures', '\\x00' FROM crm_records WHERE id % 100 = 4`,
    [waveId],
  );
  await run('VACUUM ANALYZE');
  return { listId, integrationId, bookId };
}
