import { createAddressBook } from '@/lib/address-books';
import { ConnectListInput } from '@/lib/connections/schemas';
import type { FlowContext } from '@/lib/context';
import { readWantedValues, refreshDataFields, valuesHash } from '@/lib/data-fields';
import type { DataFieldType } from '@/lib/data-fields/schemas';
import { openDb, Prisma, type Tx } from '@/lib/db';
import { connectList, pushConnection } from '@/lib/export';
import type { PlanScope } from '@/lib/export/planning/plan-scope';
import { createIntegration, openDotdigital } from '@/lib/integrations';
import type { SettingValues } from '@/lib/settings/schemas';
import { sandboxAccount } from '@/prisma/seed/integrations';
import { setMappingRows } from '@/prisma/seed/mapping-rows';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { controlOf, type Control } from '@/prisma/seed/workers/sandbox-control';
import { setTimeout as wait } from 'node:timers/promises';
import { benchContext } from './bench-context';
import { timed } from './big-world';
import { startSandbox, stopProgram } from './sandbox/programs';
import { withPostgres } from './with-postgres';
import { isOpenWave } from '@/lib/connections/live-connection';

/** Customers with orders, an account at the sandbox, and books that lists of them feed: what the benches of the export are made of. */
export type BookWorld = { ctx: FlowContext; url: string; sandboxUrl: string; control: Control };

export type Book = {
  integrationId: bigint;
  listId: bigint;
  connectionId: bigint;
  scope: PlanScope;
};

type Field = { name: string; source: string; type?: DataFieldType };

const entity = 'customer' as const;

const plain: readonly Field[] = [
  { name: 'FIRSTNAME', source: 'firstName' },
  { name: 'LASTNAME', source: 'lastName' },
  { name: 'COMPANY', source: 'company' },
  { name: 'CITY', source: 'city' },
  { name: 'COUNTRY', source: 'country' },
  { name: 'LANGUAGE', source: 'language' },
  { name: 'BORN', source: 'birthday', type: 'Date' },
];

/** Columns of the record alone, or with what is counted of its orders. */
export const mappings = {
  plain,
  realistic: [
    ...plain,
    { name: 'ORDERS', source: 'orderCount', type: 'Numeric' },
    { name: 'VALUE', source: 'lifetimeValue', type: 'Numeric' },
    { name: 'AVERAGE', source: 'averageOrder', type: 'Numeric' },
    { name: 'LASTORDER', source: 'lastOrderAt', type: 'Date' },
  ],
} as const satisfies Record<string, readonly Field[]>;

/** On a PostgreSQL with the product's settings; all of it is gone afterwards. */
export const withBookWorld = (people: number, work: (world: BookWorld) => Promise<void>): Promise<void> =>
  withPostgres({ durable: true }, async (server) => {
    const sandbox = await startSandbox();
    const ctx = bookContext(server.url(), sandbox.url);
    try {
      const control = controlOf(sandbox.url);
      await control('/settings', { importSeconds: 0, watchdog: { enabled: false } });
      await seedPeople(ctx, people);
      console.log(`seed: ${people.toLocaleString('en-GB')} customers`);
      await work({ ctx, url: server.url(), sandboxUrl: sandbox.url, control });
    } finally {
      await ctx.db.close();
      await stopProgram(sandbox);
    }
  });

/** What a flow is handed here, and in a process of its own that the bench starts. */
export const bookContext = (databaseUrl: string, sandboxUrl: string): FlowContext => {
  const plainContext = benchContext(openDb(databaseUrl, { poolSize: 5 }));
  return {
    ...plainContext,
    signal: new AbortController().signal,
    config: {
      ...plainContext.config,
      keyring: { primary: 'bench', keys: new Map([['bench', Buffer.alloc(32, 3)]]) },
      dotdigitalUrl: sandboxUrl,
      dotdigitalAllowedHosts: [new URL(sandboxUrl).host],
    },
  };
};

/** Every fiftieth shares the address of the one before. */
async function seedPeople({ db }: FlowContext, people: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO crm_records (entity, email, email_key, first_name, last_name, company, city, country, language, birthday, source)
     SELECT 'customer', mail, mail, 'Ada ' || n, 'Lovelace', 'Northwind ' || n % 1000, 'Oslo', 'NO', 'nb', date '1950-01-01' + n % 18000, 'bench'
     FROM (SELECT n, 'person.' || CASE WHEN n % 50 = 9 THEN n - 1 ELSE n END || '@example.com' AS mail FROM generate_series(1, $1::int) n) s`,
    [people],
  );
  await db.pool.query(
    `INSERT INTO record_stats (record_id, order_count, lifetime_value, lifetime_value_currency, order_currency, average_order, first_order_at, last_order_at, days_since_last_order)
     SELECT id, 1 + id % 7, 50 * (1 + id % 7), 'EUR', 'EUR', 50, now() - interval '90 days', now() - id % 80 * interval '1 day', id % 80 FROM crm_records`,
  );
  await db.pool.query('VACUUM ANALYZE crm_records, record_stats');
}

type BookInput = {
  name: string;
  mapping: keyof typeof mappings;
  /** The first so many are on its list. */
  people: number;
  transport?: SettingValues['transport'];
  /** Evaluated at every turn; else its members stay as they are. */
  isDynamic?: boolean;
};

/** An account, a list and the book that it feeds. Every hundredth of them unsubscribed from the account. */
export async function makeBook(
  { ctx }: BookWorld,
  { name, mapping, people, transport = 'v2', isDynamic = false }: BookInput,
): Promise<Book> {
  const { prisma, pool } = ctx.db;
  const { id } = await createIntegration(ctx, sandboxAccount(name));
  const integrationId = BigInt(id);
  if (transport === 'v3')
    await prisma.integration.update({ where: { id: integrationId }, data: { offersContactImport: true } });
  await prisma.setting.create({ data: { key: `dotdigital:${id}`, value: { transport } } });
  const client = await openDotdigital(ctx, integrationId);
  await refreshDataFields(ctx, client, integrationId);
  await setMappingRows({ ctx, integrationId, client }, mappings[mapping], entity);
  const book = await createAddressBook(ctx, client, { integrationId: id, name, visibility: 'Private' });
  await client.close();
  const listId = await createList(prisma, {
    name,
    entity,
    filter: filterOf(condition('source', 'is', 'bench')),
    ...(isDynamic ? {} : { type: 'on_demand' }),
    evaluationState: 'fresh',
    evaluatedVersion: 1,
  });
  await pool.query(
    `INSERT INTO list_items (list_id, record_id, in_filter) SELECT $1::bigint, id, true FROM crm_records ORDER BY id LIMIT $2`,
    [listId, people],
  );
  await pool.query(
    `INSERT INTO dotdigital_contacts (integration_id, email_key, status)
     SELECT $1::bigint, email_key, 'Unsubscribed' FROM crm_records WHERE id % 100 = 50 ON CONFLICT DO NOTHING`,
    [integrationId],
  );
  await pool.query('VACUUM ANALYZE list_items, dotdigital_contacts');
  const { connectionId } = await connectList(
    ctx,
    ConnectListInput.parse({ listId: String(listId), integrationId: id, addressBookId: book.id }),
  );
  return {
    integrationId,
    listId,
    connectionId: BigInt(connectionId),
    scope: {
      listId,
      entity,
      integrationId,
      addressBookId: BigInt(book.id),
      mode: 'full',
      channel: 'email',
      ownsMemory: true,
      options: { resubscribe: 'never', strangers: 'leave' },
    },
  };
}

/** Everyone whom the list may mail is in the book, with the values that the mapping makes. */
export async function fillBook({ ctx }: BookWorld, { scope }: Book): Promise<void> {
  const { integrationId, addressBookId } = scope;
  const { values, join } = await readWantedValues(ctx.db.prisma, integrationId, entity);
  await ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        INSERT INTO book_members (address_book_id, email_key, record_id, present, put_there_by_us, held_hash, held_values)
        SELECT ${addressBookId}, r.email_key, r.id, true, true, ${valuesHash(Prisma.sql`w.wanted`)}, w.wanted
        FROM (SELECT x.email_key, min(x.id) AS id FROM crm_records x JOIN list_items i ON i.record_id = x.id AND i.list_id = ${scope.listId}
          GROUP BY x.email_key) one
        JOIN crm_records r ON r.id = one.id ${join} CROSS JOIN LATERAL (SELECT ${values} AS wanted OFFSET 0) w
        WHERE NOT EXISTS (SELECT FROM dotdigital_contacts d WHERE d.integration_id = ${integrationId} AND d.email_key = r.email_key)`;
      await tx.$executeRaw`
        INSERT INTO dotdigital_contacts (integration_id, email_key, dotdigital_id, status)
        SELECT ${integrationId}, m.email_key, m.record_id + 1000000, 'Subscribed' FROM book_members m WHERE m.address_book_id = ${addressBookId}`;
    },
    { timeout: 900_000 },
  );
  await ctx.db.pool.query('VACUUM ANALYZE book_members, dotdigital_contacts');
}

/** A wave that is over, for rows that a bench plans by itself. */
export async function makeWave({ db }: FlowContext, { connectionId, integrationId }: Book): Promise<bigint> {
  const { id: syncRunId } = await db.prisma.syncRun.create({
    data: { kind: 'export', trigger: 'schedule', integrationId, connectionId },
  });
  const { id } = await db.prisma.wave.create({
    data: { connectionId, syncRunId, kind: 'regular', phase: 'settled' },
  });
  return id;
}

/** Every record read by one process and its values made and hashed as a plan does it, nothing kept: the limit of a plan. */
export const scanWithSameHash = async ({ ctx }: BookWorld, { integrationId }: Book): Promise<number> => {
  const { values, join } = await readWantedValues(ctx.db.prisma, integrationId, entity);
  const { ms } = await timed(() =>
    serially(ctx, (tx) => tx.$queryRaw`SELECT count(${valuesHash(values)}) FROM crm_records r ${join}`),
  );
  return ms;
};

/** The same of eight columns without a mapping. */
export const scanOfColumns = async ({ ctx }: BookWorld): Promise<number> => {
  const { ms } = await timed(() =>
    serially(
      ctx,
      (tx) =>
        tx.$queryRaw`SELECT count(md5(concat_ws('|', email, first_name, last_name, company, city, country, language, birthday::text))) FROM crm_records`,
    ),
  );
  return ms;
};

const serially = (ctx: FlowContext, work: (tx: Tx) => Promise<unknown>): Promise<unknown> =>
  ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
      return work(tx);
    },
    { timeout: 300_000 },
  );

/** Slices until nothing of the connection is under way. Answers the seconds that were waited for a next step. */
export async function pushToEnd(ctx: FlowContext, connectionId: bigint): Promise<number> {
  await ctx.db.prisma.connection.update({ where: { id: connectionId }, data: { nextExportAt: new Date() } });
  let waited = 0;
  for (;;) {
    const { nextStepAt } = await pushConnection(ctx, connectionId);
    const open = await ctx.db.prisma.wave.count({
      where: { connectionId, ...isOpenWave },
    });
    if (open === 0) return waited / 1000;
    const pause = Math.max(0, (nextStepAt?.getTime() ?? 0) - Date.now());
    waited += pause;
    await wait(pause);
  }
}

type Call = { method: string; path: string };

/** Calls of the product that the sandbox has seen since its log was last cleared. */
export async function callsSeen({ control }: BookWorld): Promise<Call[]> {
  const calls = await control<Call[]>('/requests?limit=1000000');
  return calls.filter(({ path }) => /^\/(v2|contacts\/v3)\//.test(path));
}

export async function writingCalls(world: BookWorld): Promise<{ all: number; writing: number }> {
  const calls = await callsSeen(world);
  return { all: calls.length, writing: calls.filter(({ method }) => method !== 'GET').length };
}
