// Re-evaluating a dynamic list of 1,000,000 members (or --people N) of whom 1 % changed, beside a sequential scan with a hash.
import { evaluateList } from '@/lib/marketing-lists';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { hundredth, median, timed, withBigWorld } from './big-world';

const rounds = 5;
const listName = 'Everyone who is not gone';

await withBigWorld(async ({ ctx, people }) => {
  const { prisma, pool } = ctx.db;
  const changing = Math.floor(people / 100);
  // On a kept cluster: the list of an earlier run goes first, so that the first evaluation is one.
  await pool.query(
    'DELETE FROM list_events WHERE list_id IN (SELECT id FROM marketing_lists WHERE name = $1)',
    [listName],
  );
  await pool.query('DELETE FROM marketing_lists WHERE name = $1', [listName]);
  const listId = await createList(prisma, {
    name: listName,
    entity: 'customer',
    filter: filterOf(condition('source', 'is_not', 'Gone'), condition('lifetimeValue', 'gte', 0)),
  });
  const evaluate = () => timed(() => evaluateList(ctx, listId));
  const say = async (source: string): Promise<void> => {
    await pool.query(
      `UPDATE crm_records SET source = $2 WHERE id % 100 = 7 AND id <= (SELECT min(id) + $1 FROM crm_records)`,
      [people, source],
    );
    await pool.query('VACUUM ANALYZE crm_records');
  };

  // The limit of performance.md: every row read and eight columns of it hashed, nothing kept; in one process and in as many as there are.
  const scan = (workers: number) =>
    timed(async () => {
      const client = await pool.connect();
      try {
        await client.query(`SET max_parallel_workers_per_gather = ${workers}`);
        await client.query(
          `SELECT count(md5(concat_ws('|', email, first_name, last_name, company, city, country, language, birthday::text))) FROM crm_records WHERE entity = 'customer' AND deleted_at IS NULL`,
        );
        await client.query('RESET max_parallel_workers_per_gather');
      } finally {
        client.release();
      }
    });

  await say('Shop');
  const first = await evaluate();
  await pool.query('VACUUM ANALYZE list_items, list_events');
  if (first.value.state !== 'fresh' || first.value.memberCount !== people)
    throw new Error(JSON.stringify(first.value));
  const times: Record<'serial' | 'parallel' | 'out' | 'in' | 'same', number[]> = {
    serial: [],
    parallel: [],
    out: [],
    in: [],
    same: [],
  };
  for (let n = 0; n < rounds; n += 1) {
    times.serial.push((await scan(0)).ms);
    times.parallel.push((await scan(2)).ms);
    for (const [way, source] of [
      ['out', 'Gone'],
      ['in', 'Shop'],
    ] as const) {
      await say(source);
      const { ms, value } = await evaluate();
      if (value.state !== 'fresh' || value.joined + value.left < changing * 0.99)
        throw new Error(JSON.stringify(value));
      times[way].push(ms);
    }
    times.same.push((await evaluate()).ms);
  }
  const serial = median(times.serial);
  const row = (ms: number) => ({
    ms: Math.round(ms),
    '× serial scan': hundredth(ms / serial),
    '× parallel scan': hundredth(ms / median(times.parallel)),
  });
  const results = {
    'scan with hash, serial': row(serial),
    'scan with hash, parallel': row(median(times.parallel)),
    'first evaluation': row(first.ms),
    '1 % go out': row(median(times.out)),
    '1 % come in': row(median(times.in)),
    'nothing changed': row(median(times.same)),
  };
  console.table(results);
  const ratio = hundredth(Math.max(median(times.out), median(times.in)) / serial);
  console.log(
    `One list of ${people.toLocaleString('en')} with 1 % change takes ${ratio} × the sequential scan with hash (limit 3).`,
  );
  console.log(JSON.stringify({ bench: 'list-evaluate', people, changing, ratio, results }));
});
