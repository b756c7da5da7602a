// One changed field of one record, then one order that moves lifetime value, among 1,000,000 members (or --people N): rows, calls and seconds of the next cycle, beside a serial scan that hashes.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createAddressBook } from '@/lib/address-books';
import { ConnectListInput } from '@/lib/connections/schemas';
import type { FlowContext } from '@/lib/context';
import { getRecord, updateRecord, upsertOrders } from '@/lib/crm';
import { readWantedValues, refreshDataFields, saveMapping, valuesHash } from '@/lib/data-fields';
import { plainSettings } from '@/lib/data-fields/schemas';
import { openDb, Prisma } from '@/lib/db';
import { connectList, pushConnection } from '@/lib/export';
import { createIntegration, openDotdigital } from '@/lib/integrations';
import { evaluateList } from '@/lib/marketing-lists';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { migrate } from '@/scripts/database/migrate';
import { benchContext } from './bench-context';
import { median, hundredth, tenth, timed } from './big-world';
import { startSandbox, stopProgram } from './sandbox/programs';
import { sandboxAccount } from '@/prisma/seed/integrations';
import { isOpenWave } from '@/lib/connections/live-connection';

const at = process.argv.indexOf('--people');
const people = at === -1 ? 1_000_000 : Number(process.argv[at + 1]);
const entity = 'customer' as const;
/** What a cycle may take on top of the wait for its turn: four minutes of five. */
const maxSeconds = 60;

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
const sandbox = await startSandbox();
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 4 });
  const plain = benchContext(db);
  const ctx: FlowContext = {
    ...plain,
    signal: new AbortController().signal,
    config: {
      ...plain.config,
      keyring: { primary: 'bench', keys: new Map([['bench', Buffer.alloc(32, 3)]]) },
      dotdigitalUrl: sandbox.url,
      dotdigitalAllowedHosts: [new URL(sandbox.url).host],
    },
  };
  const { connectionId, recordId, email } = await seed(ctx);
  const scans: number[] = [];
  for (let n = 0; n < 4; n += 1) scans.push((await timed(() => serialScan(ctx))).ms);
  const scan = median(scans.slice(1)) / 1000;
  const record = () => getRecord(ctx, { id: recordId });
  const results = {
    'nothing changed': await cycle(ctx, connectionId),
    'one field of one record': await cycle(ctx, connectionId, async () => {
      await updateRecord(ctx, { id: recordId, version: (await record()).version, firstName: 'Grace' });
    }),
    'an order that moves lifetime value': await cycle(ctx, connectionId, async () => {
      await upsertOrders(ctx, [
        {
          externalId: 'one-more',
          customer: { id: recordId },
          currency: 'EUR',
          total: 17.5,
          placedAt: new Date().toISOString(),
        },
      ]);
    }),
  };
  const there = await heldAtDotdigital(email);
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, { rows, calls, writes, seconds, work }]) => [
        name,
        {
          rows,
          calls,
          'writing calls': writes,
          seconds: tenth(seconds),
          'of them work': tenth(work),
          '× serial scan': hundredth(work / scan),
        },
      ]),
    ),
  );
  console.log(
    `serial scan with hash: ${hundredth(scan)} s. At Dotdigital afterwards: ${JSON.stringify(there)}`,
  );
  console.log(JSON.stringify({ bench: 'tracked-change', people, scanSeconds: scan, results, there }));
  await db.close();
  const [none, ...changed] = Object.values(results);
  if (none?.rows !== 0 || none.writes !== 0) throw new Error('Something was sent where nothing had changed.');
  if (changed.some(({ rows, writes }) => rows !== 1 || writes !== 1))
    throw new Error('A change of one person sent something else than one row in one call.');
  if (there.FIRSTNAME !== 'Grace' || there.VALUE !== 67.5) throw new Error('Dotdigital has another value.');
  if (Object.values(results).some(({ seconds }) => seconds > maxSeconds))
    throw new Error(`A cycle took longer than ${maxSeconds} s.`);
} finally {
  await stopProgram(sandbox);
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

type Cycle = { rows: number; calls: number; writes: number; seconds: number; work: number };

/** The next turn of the connection, from the change to its end; `work` leaves out what was waited for Dotdigital. */
async function cycle(
  ctx: FlowContext,
  connectionId: bigint,
  change: () => Promise<void> = () => Promise.resolve(),
): Promise<Cycle> {
  const { prisma } = ctx.db;
  await fetch(`${sandbox.url}/_control/requests`, { method: 'DELETE' });
  const last = (await prisma.wave.aggregate({ _max: { id: true } }))._max.id ?? 0n;
  const began = performance.now();
  await change();
  await prisma.connection.update({ where: { id: connectionId }, data: { nextExportAt: new Date() } });
  let waited = 0;
  for (;;) {
    const { nextStepAt } = await pushConnection(ctx, connectionId);
    const open = await prisma.wave.count({ where: isOpenWave });
    if (open === 0) break;
    const pause = Math.max(0, (nextStepAt?.getTime() ?? 0) - Date.now());
    waited += pause;
    await wait(pause);
  }
  const seconds = (performance.now() - began) / 1000;
  const calls = (
    (await (await fetch(`${sandbox.url}/_control/requests`)).json()) as { method: string; path: string }[]
  ).filter(({ path }) => path.startsWith('/v2'));
  return {
    rows: await prisma.plannedChange.count({ where: { waveId: { gt: last } } }),
    calls: calls.length,
    writes: calls.filter(({ method }) => method !== 'GET').length,
    seconds,
    work: seconds - waited / 1000,
  };
}

async function serialScan({ db }: FlowContext): Promise<void> {
  await db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
      await tx.$queryRaw`SELECT count(md5(concat_ws('|', email, first_name, last_name, phone, company, city, country, source))) FROM crm_records`;
    },
    { timeout: 120_000 },
  );
}

async function heldAtDotdigital(email: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.url}/_control/state/contacts`);
  const contacts = (await answer.json()) as { email: string; dataFields: Record<string, unknown> }[];
  return contacts.find((one) => one.email === email)?.dataFields ?? {};
}

/** Customers with an order each, all of them in a connected book with the values that the mapping makes. */
async function seed(ctx: FlowContext) {
  const { db } = ctx;
  const run = (sql: string, values: unknown[] = []) => db.pool.query(sql, values);
  await run(
    `INSERT INTO crm_records (entity, email, email_key, first_name, last_name, city, source)
     SELECT 'customer', mail, mail, 'Ada ' || n, 'Lovelace', 'Oslo', 'bench'
     FROM (SELECT n, 'person.' || n || '@example.com' AS mail FROM generate_series(1, $1) n) s`,
    [people],
  );
  await run(
    `INSERT INTO orders (external_id, record_id, status, currency, total, placed_at)
     SELECT 'order-' || id, id, 'completed', 'EUR', 50, now() - interval '3 days' FROM crm_records`,
  );
  await run(
    `INSERT INTO record_stats (record_id, order_count, lifetime_value, lifetime_value_currency, order_currency, average_order, first_order_at, last_order_at, days_since_last_order, computed_at)
     SELECT record_id, 1, total, currency, currency, total, placed_at, placed_at, 3, now() FROM orders`,
  );
  await run('ANALYZE');
  console.log(`seed: ${people.toLocaleString('en-GB')} customers with an order each`);
  const { id } = await createIntegration(ctx, sandboxAccount('Bench'));
  const integrationId = BigInt(id);
  const client = await openDotdigital(ctx, integrationId);
  await client.createDataField({ name: 'VALUE', type: 'Numeric', visibility: 'Private' });
  await refreshDataFields(ctx, client, integrationId);
  const book = await createAddressBook(ctx, client, {
    integrationId: id,
    name: 'Bench',
    visibility: 'Private',
  });
  await client.close();
  await mapValue(ctx, integrationId);
  const listId = await createList(db.prisma, {
    name: 'Bench',
    entity,
    filter: filterOf(condition('source', 'is', 'bench')),
  });
  const connected = await connectList(
    ctx,
    ConnectListInput.parse({ listId: String(listId), integrationId: id, addressBookId: book.id }),
  );
  await evaluateList(ctx, listId);
  console.log('seed: the list has its members');
  const { values, join: beside } = await readWantedValues(db.prisma, integrationId, entity);
  await db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        INSERT INTO dotdigital_contacts (integration_id, email_key, dotdigital_id, status)
        SELECT ${integrationId}, email_key, id + 1000000, 'Subscribed' FROM crm_records`;
      await tx.$executeRaw(Prisma.sql`
        INSERT INTO book_members (address_book_id, email_key, record_id, present, put_there_by_us, held_hash, held_values)
        SELECT ${BigInt(book.id)}, r.email_key, r.id, true, true, ${valuesHash(Prisma.sql`w.wanted`)}, w.wanted
        FROM crm_records r ${beside} CROSS JOIN LATERAL (SELECT ${values} AS wanted OFFSET 0) w`);
    },
    { timeout: 600_000 },
  );
  await run('VACUUM ANALYZE');
  console.log('seed: everyone is in the book with their values');
  const record = await db.prisma.crmRecord.findFirstOrThrow({
    where: { email: `person.${Math.ceil(people / 2)}@example.com` },
    select: { id: true, email: true },
  });
  return {
    connectionId: BigInt(connected.connectionId),
    recordId: String(record.id),
    email: record.email ?? '',
  };
}

async function mapValue(ctx: FlowContext, integrationId: bigint): Promise<void> {
  const { prisma } = ctx.db;
  const fields = await prisma.dataField.findMany({ where: { integrationId } });
  const { version } = await prisma.fieldMapping.findUniqueOrThrow({
    where: { integrationId_entity: { integrationId, entity } },
  });
  const rows = [
    ['FIRSTNAME', 'firstName'],
    ['LASTNAME', 'lastName'],
    ['VALUE', 'lifetimeValue'],
  ].map(([name, source = '']) => ({
    dataFieldId: String(fields.find((field) => field.name === name)?.id),
    sources: [source],
    separator: ' ',
    ...plainSettings,
  }));
  await saveMapping(ctx, { integrationId: String(integrationId), entity, version, syncPriority: 0, rows });
}
