// Judging an automation over 1,000,000 carts (or --carts N) by its one statement, beside a plain scan of the same table.
import { judgeAutomation } from '@/lib/automations/judging/judge-automation';
import { createAutomation, switchOnAutomation } from '@/lib/automations';
import type { Pool } from 'pg';
import { filterOf } from '@/prisma/seed/marketing-lists';
import { hundredth, median, timed, withBigWorld } from './big-world';

const rounds = 5;
const at = process.argv.indexOf('--carts');
const carts = (at < 0 ? 0 : Number(process.argv[at + 1])) || 1_000_000;

await withBigWorld(
  async ({ ctx: context }) => {
    const ctx = { ...context, signal: new AbortController().signal };
    const { prisma, pool } = ctx.db;
    await seedCarts(pool);
    const { id: programless } = await createAutomation(ctx, {
      name: 'Abandoned carts',
      integrationId: null,
      entity: 'customer',
      trigger: { kind: 'cart', minutes: 60 },
      conditions: filterOf(),
      action: { kind: 'tag', change: 'give', tag: 'Left a cart' },
      limits: { quietHours: '', zone: null, cap: null, holdOutPercent: 10, orderDays: 14 },
    });
    const id = BigInt(programless);
    await switchOnAutomation(ctx, { id: programless, version: 1, daysBack: 30 });

    const scan = () =>
      timed(() =>
        pool.query(
          `SELECT count(md5(concat_ws('|', external_id, record_id, status, currency, total, url, touched_at))) FROM carts`,
        ),
      );
    const judge = () => timed(() => judgeAutomation(ctx, id));
    globalThis.gc?.();
    const atFirst = process.memoryUsage.rss() / 1_048_576;
    const peak = watchMemory();
    const times: Record<'scan' | 'judged' | 'nothing', number[]> = { scan: [], judged: [], nothing: [] };
    let made = 0;
    for (let n = 0; n < rounds; n += 1) {
      times.scan.push((await scan()).ms);
      await pool.query('TRUNCATE automation_firings');
      const { ms, value } = await judge();
      made = value.waiting + value.heldOut;
      if (made < carts * 0.005) throw new Error(`only ${made} were judged`);
      times.judged.push(ms);
      await pool.query('ANALYZE automation_firings');
      const again = await judge();
      if (again.value.waiting + again.value.heldOut + again.value.skipped > 0)
        throw new Error('somebody was judged twice');
      times.nothing.push(again.ms);
    }
    const scanned = median(times.scan);
    const row = (ms: number) => ({ ms: Math.round(ms), '× plain scan': hundredth(ms / scanned) });
    const results = {
      'plain scan of the carts': row(scanned),
      [`judged, ${made.toLocaleString('en')} rows made`]: row(median(times.judged)),
      'judged again, nothing new': row(median(times.nothing)),
    };
    console.table(results);
    const ratio = hundredth(median(times.judged) / scanned);
    console.log(
      `One automation over ${carts.toLocaleString('en')} carts takes ${ratio} × the scan; ${Math.round(peak())} MB at most, ${Math.round(peak() - atFirst)} MB more than before it began.`,
    );
    console.log(
      JSON.stringify({
        bench: 'automations',
        carts,
        made,
        ratio,
        megabytes: Math.round(peak()),
        grown: Math.round(peak() - atFirst),
        results,
      }),
    );
    await prisma.automation.delete({ where: { id } });
  },
  { people: 1_000 },
);

/** As many customers as carts: a hundredth abandoned in the days before, a fifth ordered since, the others converted or too new. */
async function seedCarts(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO crm_records (entity, email, email_key, source)
     SELECT 'customer', 'cart' || n || '@bench.example', 'cart' || n || '@bench.example', 'bench' FROM generate_series(1, $1::int) n`,
    [carts],
  );
  await pool.query(
    `INSERT INTO carts (external_id, record_id, status, currency, total, started_at, touched_at, updated_at)
     SELECT 'bench' || r.id, r.id, CASE WHEN r.id % 2 = 0 THEN 'converted' ELSE 'open' END, 'EUR', r.id % 500, t.at, t.at, t.at
     FROM crm_records r
     CROSS JOIN LATERAL (SELECT now() - make_interval(mins => 61 + (r.id % 40000)::int) + CASE WHEN r.id % 4 = 1 THEN interval '0' ELSE interval '40 days' END AS at) shifted
     CROSS JOIN LATERAL (SELECT CASE WHEN r.id % 4 = 1 THEN shifted.at ELSE now() - interval '5 minutes' END AS at) t
     WHERE r.source = 'bench'`,
  );
  await pool.query(
    `INSERT INTO orders (external_id, record_id, status, currency, total, placed_at)
     SELECT 'bench' || c.id, c.record_id, 'completed', 'EUR', 10, c.touched_at + interval '10 minutes'
     FROM carts c WHERE c.external_id LIKE 'bench%' AND c.record_id % 4 = 1 AND c.record_id % 20 <> 1`,
  );
  await pool.query('VACUUM ANALYZE crm_records, carts, orders');
}

/** The most that this process has held so far, in megabytes. */
function watchMemory(): () => number {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss() / 1_048_576);
  };
  const timer = setInterval(look, 50);
  timer.unref();
  return () => {
    look();
    return most;
  };
}
