// Campaign statistics over 500 campaigns and 20,000,000 activities (or --activities N): ten people side by side, beside counting the rows; --web asks the built pages too; --keep FOLDER leaves the cluster there and finds it again.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  bestHours,
  campaignRevenue,
  campaignStatistics,
  clientsAndDevices,
  countMarketingPeople,
  getEmailCampaign,
  getMarketingCampaign,
  linkTable,
  listMarketingMerges,
  listRecipients,
  marketingTimeline,
  opensAndClicksOverTime,
  recipientGrid,
  recountCampaigns,
} from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { countDays, readDashboard } from '@/lib/dashboard';
import { askedOnce, openDb } from '@/lib/db';
import { parseTableQuery } from '@/lib/table-query';
import { seedDemo } from '@/prisma/seed';
import { migrate } from '@/scripts/database/migrate';
import { build } from '@/scripts/local/build';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { benchContext } from './bench-context';
import { hundredth, median, tenth, timed } from './big-world';
import { seedStatistics, type StatisticsWorld } from './statistics-world';
import { load, signIn } from './visitors';
import { startWeb } from './web-process';

const at = process.argv.indexOf('--activities');
const activities = at === -1 ? 20_000_000 : Number(process.argv[at + 1]);
const people = 10;
const roundsEach = 12;
const password = 'the demo people of the benchmark';
const asked = ['', 'f.opens=gte:1', 'f.result=any:clicked', 'sort=email.asc', 'sort=firstOpenedAt.desc'];

const keepAt = process.argv.indexOf('--keep');
const kept = keepAt === -1 ? undefined : process.argv[keepAt + 1];
const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'dotbridge-bench-')) : resolve(kept);
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 10 });
  const ctx = benchContext(db);
  const seeded = await timed(() => seedStatistics(ctx, activities));
  const world = seeded.value;
  console.log(
    `${world.activities} activities written by COPY (or found) in ${Math.round(seeded.ms / 1000)} s`,
  );
  const recounted = await timed(() => recountCampaigns({ ...ctx, signal: new AbortController().signal }));
  console.log(`campaigns.recount: ${Math.round(recounted.ms / 1000)} s for all of them`);
  await db.pool.query('VACUUM (ANALYZE)');
  await countDays(ctx);
  const counted = await timed(() => countMarketingPeople({ ...ctx, signal: new AbortController().signal }));
  console.log(`campaigns.count-people: ${Math.round(counted.ms / 1000)} s for all of them`);
  const results = {
    'campaign page': await sideBySide(150, (n) => campaignPage(ctx, campaignOf(world, n))),
    dashboard: await sideBySide(200, () => readDashboard(ctx)),
    'page of people': await sideBySide(100, (n) => peoplePage(ctx, campaignOf(world, n), n)),
    'marketing campaign of 50': await sideBySide(300, () => marketingPage(ctx, world.marketingId)),
  };
  const byRows = await sideBySide(null, (n) => countRowsOf(ctx, campaignOf(world, n)));
  console.table({ ...results, 'the page’s figures, counted from the rows': byRows });
  const ratio = hundredth(byRows.p50 / results['campaign page'].p50);
  console.log(`The campaign page takes 1/${ratio} of what counting its rows would.`);
  const web = process.argv.includes('--web') ? await askPages(ctx, server.url(), world) : undefined;
  if (web) console.table(web);
  console.log(
    JSON.stringify({
      bench: 'statistics',
      campaigns: world.campaignIds.length,
      activities: world.activities,
      copySeconds: Math.round(seeded.ms / 1000),
      recountSeconds: Math.round(recounted.ms / 1000),
      sideBySide: people,
      results,
      byRows,
      rowsToPageRatio: ratio,
      web,
    }),
  );
  await db.close();
} finally {
  await server.stop();
  if (kept === undefined) {
    await deleteEmbeddedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function campaignOf({ campaignIds }: StatisticsWorld, n: number): string {
  return campaignIds[(n * 37) % campaignIds.length] ?? '';
}

/** All that a campaign's page asks for, its first page of people included; the same question is asked once, as a page does. */
async function campaignPage(all: Context, id: string): Promise<void> {
  const ctx = { ...all, db: askedOnce(all.db) };
  await getEmailCampaign(ctx, id);
  await Promise.all([
    campaignStatistics(ctx, id),
    opensAndClicksOverTime(ctx, { id }),
    bestHours(ctx, { id }),
    linkTable(ctx, { id }),
    clientsAndDevices(ctx, { id }),
    campaignRevenue(ctx, { id, days: 7, after: 'click' }),
    peoplePage(ctx, id, 0),
  ]);
}

/** All that a marketing campaign's page asks for. */
async function marketingPage(all: Context, id: string): Promise<void> {
  const ctx = { ...all, db: askedOnce(all.db) };
  await getMarketingCampaign(ctx, id);
  await Promise.all([marketingTimeline(ctx, { id }), listMarketingMerges(ctx, id)]);
}

/** Sorted and filtered in turns, at any depth. */
async function peoplePage(ctx: Context, id: string, n: number): Promise<void> {
  const search = new URLSearchParams(asked[n % asked.length]);
  search.set('page', String(1 + ((n * 13) % 80)));
  await listRecipients(ctx, id, parseTableQuery(search, recipientGrid.table));
}

/** The same figures, chart, links and clients without anything kept. */
async function countRowsOf(ctx: Context, id: string): Promise<void> {
  await Promise.all(
    [
      `SELECT count(*), count(*) FILTER (WHERE open_count > 0), sum(open_count), count(*) FILTER (WHERE click_count > 0), sum(click_count),
         count(*) FILTER (WHERE unsubscribed), count(*) FILTER (WHERE soft_bounced), count(*) FILTER (WHERE hard_bounced)
       FROM campaign_recipients WHERE campaign_id = $1`,
      'SELECT date_trunc($$hour$$, opened_at, $$Europe/London$$), count(*) FROM campaign_opens WHERE campaign_id = $1 AND machine_rule IS NULL GROUP BY 1',
      'SELECT date_trunc($$hour$$, clicked_at, $$Europe/London$$), count(*) FROM campaign_clicks WHERE campaign_id = $1 AND machine_rule IS NULL GROUP BY 1',
      'SELECT url, count(*), count(DISTINCT dotdigital_contact_id) FROM campaign_clicks WHERE campaign_id = $1 AND machine_rule IS NULL GROUP BY 1',
      'SELECT client, device, count(*) FROM campaign_opens WHERE campaign_id = $1 AND machine_rule IS NULL GROUP BY 1, 2',
    ].map((text) => ctx.db.pool.query(text, [id])),
  );
}

type Line = { 'p50 ms': number; 'p95 ms': number; 'limit ms': number | ''; p50: number; p95: number };

/** Each of ten asks for the next as soon as one has come. */
async function sideBySide(limit: number | null, ask: (n: number) => Promise<unknown>): Promise<Line> {
  for (let n = 0; n < 5; n += 1) await ask(n);
  const times: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: people }, async () => {
      for (let round = 0; round < roundsEach; round += 1) {
        next += 1;
        const n = next;
        times.push((await timed(() => ask(n))).ms);
      }
    }),
  );
  const sorted = times.toSorted((a, b) => a - b);
  const p50 = tenth(median(times));
  const p95 = tenth(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0);
  return { 'p50 ms': p50, 'p95 ms': p95, 'limit ms': limit ?? '', p50, p95 };
}

/** The built pages as ten people's browsers ask for them, each a page a second. */
async function askPages(ctx: Context, url: string, world: StatisticsWorld) {
  await build({ say: (line) => console.error(line), abort: new AbortController().signal });
  await seedDemo(ctx, password);
  const web = await startWeb(url);
  try {
    const cookie = await signIn(web, 'admin@example.com', password);
    const campaigns = Array.from({ length: 20 }, (_, n) => `/email-campaigns/${campaignOf(world, n)}`);
    const pages = {
      'campaign page': campaigns,
      dashboard: ['/'],
      'marketing campaign of 50': [`/marketing-campaigns/${world.marketingId}`],
    };
    const seen: Record<string, object> = {};
    for (const [name, paths] of Object.entries(pages)) {
      await load(web, cookie, paths, { connections: 1, amount: 20 });
      const { p50, p95, perSecond, cpuMs } = await load(web, cookie, paths, {
        connections: people,
        overallRate: people,
        duration: 20,
      });
      seen[name] = { p50, p95, perSecond, cpuMs };
    }
    return seen;
  } finally {
    await web.stop();
  }
}
