// Comparing 100,000 orders (or --orders N) of people in a connected book with what Dotdigital is known to hold, beside a plain scan that
// hashes the same rows; then all of them sent to the sandbox, with the memory that takes.
import type { Pool } from 'pg';
import { compareCollection } from '@/lib/insight-data/comparing/compare-collection';
import { stageBatch } from '@/lib/insight-data/pushing/stage-batch';
import { takeCollection } from '@/lib/insight-data/pushing/collection-lease';
import { finishBatch } from '@/lib/insight-data/pushing/settle-batch';
import { hundredth, median, timed, withBigWorld } from './big-world';

const rounds = 5;
const at = process.argv.indexOf('--orders');
const orders = (at < 0 ? 0 : Number(process.argv[at + 1])) || 100_000;

await withBigWorld(
  async ({ ctx: context }) => {
    const ctx = { ...context, signal: new AbortController().signal };
    const { prisma, pool } = ctx.db;
    const integrationId = await seed(pool);
    const ref = { integrationId, kind: 'orders' as const };
    await prisma.insightCollection.create({ data: { ...ref, active: true } });
    const scan = () =>
      timed(() =>
        pool.query(
          `SELECT count(md5(concat_ws('|', o.external_id, o.number, o.status, o.currency, o.total, o.placed_at, i.lines)))
           FROM orders o JOIN LATERAL (SELECT string_agg(concat_ws('|', sku, name, quantity, unit_price), ',' ORDER BY n) AS lines FROM order_items WHERE order_id = o.id) i ON TRUE
           WHERE o.external_id LIKE 'bench%'`,
        ),
      );
    const compare = () => timed(() => compareCollection(ctx, ref));
    globalThis.gc?.();
    const atFirst = process.memoryUsage.rss() / 1_048_576;
    let most = atFirst;
    const look = (): void => {
      most = Math.max(most, process.memoryUsage.rss() / 1_048_576);
    };
    setInterval(look, 20).unref();

    const times: Record<'scan' | 'first' | 'nothing', number[]> = { scan: [], first: [], nothing: [] };
    for (let n = 0; n < rounds; n += 1) {
      times.scan.push((await scan()).ms);
      await pool.query('TRUNCATE insight_items');
      const { ms, value } = await compare();
      if (value.toSend !== orders) throw new Error(`${value.toSend} of ${orders} were found`);
      times.first.push(ms);
    }
    await pool.query('ANALYZE insight_items');
    const staged = await timed(async () => {
      const held = await takeCollection(ctx, ref);
      if (!held) throw new Error('somebody is at it');
      let batches = 0;
      for (let batch = await stageBatch(ctx, held); batch; batch = await stageBatch(ctx, held)) {
        const { id } = batch;
        await prisma.$transaction((tx) => finishBatch(ctx, tx, id, []));
        batches += 1;
      }
      return batches;
    });
    await pool.query('ANALYZE insight_items');
    for (let n = 0; n < rounds; n += 1) {
      const again = await compare();
      if (again.value.toSend + again.value.toDelete > 0) throw new Error('something differs');
      times.nothing.push(again.ms);
    }
    look();
    const scanned = median(times.scan);
    const row = (ms: number) => ({ ms: Math.round(ms), '× plain scan': hundredth(ms / scanned) });
    const results = {
      'plain scan of the orders with their items': row(scanned),
      'compared at first, all new': row(median(times.first)),
      'compared again, nothing new': row(median(times.nothing)),
      [`staged and settled in ${staged.value} requests`]: row(staged.ms),
    };
    console.table(results);
    const ratio = hundredth(median(times.nothing) / scanned);
    console.log(
      `Comparing ${orders.toLocaleString('en')} orders takes ${ratio} × the scan; ${Math.round(most)} MB at most, ${Math.round(most - atFirst)} MB more than before it began.`,
    );
    console.log(
      JSON.stringify({
        bench: 'insight-data',
        orders,
        ratio,
        megabytes: Math.round(most),
        grown: Math.round(most - atFirst),
        results,
      }),
    );
  },
  { people: 1_000 },
);

/** Two orders of two items for each of half as many customers, all in the book of a connected list. */
async function seed(pool: Pool): Promise<bigint> {
  const one = async (text: string, values: unknown[] = []): Promise<string> =>
    (await pool.query<{ id: string }>(`${text} RETURNING id`, values)).rows[0]?.id ?? '0';
  const integration = await one(`INSERT INTO integrations (name, username) VALUES ('Bench', 'bench')`);
  const book = await one(
    `INSERT INTO address_books (integration_id, dotdigital_id, name, visibility) VALUES ($1, 1, 'Bench', 'Private')`,
    [integration],
  );
  const list = await one(
    `INSERT INTO marketing_lists (name, entity, type, columns, filter) VALUES ('Bench', 'customer', 'manual', '{}', '{}')`,
  );
  await pool.query('INSERT INTO connections (list_id, integration_id, address_book_id) VALUES ($1, $2, $3)', [
    list,
    integration,
    book,
  ]);
  await pool.query(
    `INSERT INTO crm_records (entity, email, email_key, source)
     SELECT 'customer', 'buyer' || n || '@bench.example', 'buyer' || n || '@bench.example', 'bench' FROM generate_series(1, $1::int) n`,
    [orders / 2],
  );
  await pool.query(
    `INSERT INTO book_members (address_book_id, email_key, present, put_there_by_us)
     SELECT $1, email_key, true, true FROM crm_records WHERE source = 'bench'`,
    [book],
  );
  await pool.query(
    `INSERT INTO dotdigital_contacts (integration_id, email_key, status)
     SELECT $1, email_key, 'Subscribed' FROM crm_records WHERE source = 'bench'`,
    [integration],
  );
  await pool.query(
    `INSERT INTO orders (external_id, record_id, status, currency, total, placed_at)
     SELECT 'bench' || r.id || '.' || n, r.id, 'completed', 'EUR', r.id % 500, now() - make_interval(mins => (r.id % 40000)::int)
     FROM crm_records r CROSS JOIN generate_series(1, 2) n WHERE r.source = 'bench'`,
  );
  await pool.query(
    `INSERT INTO order_items (order_id, n, sku, name, quantity, unit_price)
     SELECT o.id, n, 'SKU' || n, 'Boots, long and warm', n, 19.9 FROM orders o CROSS JOIN generate_series(1, 2) n WHERE o.external_id LIKE 'bench%'`,
  );
  await pool.query('VACUUM ANALYZE crm_records, book_members, dotdigital_contacts, orders, order_items');
  return BigInt(integration);
}
