import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkChain } from '@/lib/audit';
import { jobs } from '@/lib/jobs/registry';
import { runJob } from '@/lib/jobs/run-job';
import { missingOf, readStates, type States } from './read-states';
import { restoreInFlight, type Restored } from '../seed/in-flight/restore-in-flight';

const folder = import.meta.dirname;
const migrations = readdirSync(folder).flatMap((name) => /^(.+)\.sql$/.exec(name)?.[1] ?? []);
const kept: States[] = [];
let today: States = new Map();

/** States that a worker moves on; nothing rests in one of them but where a person is waited for. */
const underWay = {
  'waves.phase': ['planning', 'sending', 'settling'],
  'export_batches.state': ['prepared', 'sending', 'submitted'],
  'csv_imports.state': ['queued', 'running'],
  'csv_imports.undo': ['queued', 'running'],
  'erasures.state': ['waiting', 'at_dotdigital', 'here'],
  'erasure_targets.state': ['waiting'],
  'campaign_drafts.state': ['asked', 'posting', 'accepted'],
  'automation_firings.state': ['waiting', 'sending', 'accepted'],
  'automation_batches.state': ['sending', 'accepted'],
  'insight_items.state': ['waiting', 'sending', 'accepted', 'leaving'],
  'insight_batches.state': ['sending', 'accepted'],
  'mails.state': ['waiting', 'leaving'],
};

const maxCycles = 40;

/** Whatever is due is done, by the jobs of this version, until nothing is under way any more or the cycles are over. */
async function settle({ ctx, pass }: Restored): Promise<string[]> {
  let left: string[] = [];
  for (let cycle = 0; cycle < maxCycles; cycle += 1) {
    await ctx.db.pool.query('DELETE FROM api_budgets');
    for (const job of jobs)
      for (const { payload } of await job.findDue(ctx))
        await runJob(ctx, job, payload, ctx.signal).catch(() => undefined);
    left = await stillUnderWay(ctx.db.pool);
    if (cycle > 2 && left.length === 0) return left;
    await pass(cycle < 3 ? 10_000 : 3_700_000);
  }
  return left;
}

async function stillUnderWay(pool: Restored['ctx']['db']['pool']): Promise<string[]> {
  const left: string[] = [];
  for (const [place, states] of Object.entries(underWay)) {
    const [table = '', column = ''] = place.split('.');
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_json(t)::text AS row FROM ${table} t WHERE ${column}::text = ANY($1)
         AND NOT EXISTS (SELECT FROM connections c LEFT JOIN waves w ON w.connection_id = c.id WHERE c.state = 'held'
           AND (c.id = (to_jsonb(t)->>'connection_id')::bigint OR w.id = (to_jsonb(t)->>'wave_id')::bigint))`,
      [states],
    );
    left.push(...rows.map(({ row }) => `${place}: ${row}`));
  }
  return left;
}

describe.each(migrations)('what was under way at %s', (migration) => {
  it('comes to rest after the upgrade, and the laws hold', async () => {
    const restored = await restoreInFlight(folder, migration);
    const { ctx, control } = restored;
    const { all, there } = await readStates(ctx.db.pool);
    kept.push(there);
    today = all;
    expect(await settle(restored)).toEqual([]);
    expect((await checkChain(ctx, 'cut')).fault).toBeNull();
    const { rows } = await ctx.db.pool.query<{ book: number; wanted: string[] }>(
      `SELECT b.dotdigital_id AS book, array_agg(r.email_key ORDER BY r.email_key) AS wanted
       FROM connections c JOIN address_books b ON b.id = c.address_book_id JOIN list_items i ON i.list_id = c.list_id AND i.in_filter AND i.removed_at IS NULL AND i.unsubscribed_at IS NULL
       JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
       WHERE c.state = 'active' GROUP BY 1`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { book, wanted } of rows) {
      const held = await control<{ email: string }[]>(`/state/address-books/${book}/contacts`);
      expect(held.map(({ email }) => email).sort()).toEqual(wanted);
    }
  });
});

it('every state of this schema stands in what is kept; a new one needs npm run keep:in-flight', () => {
  expect(kept.length).toBeGreaterThan(0);
  expect(missingOf(today, kept)).toEqual([]);
});
