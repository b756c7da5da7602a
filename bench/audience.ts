// The people of a campaign of 400,000 (or --recipients N) among 1,000,000 contacts: its audience split each way, doors into the grid, and the feed.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  campaignFeed,
  listRecipients,
  readRecipientAsk,
  recipientGrid,
  recountCampaign,
  splitAudience,
} from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { openDb } from '@/lib/db';
import { parseTableQuery } from '@/lib/table-query';
import { migrate } from '@/scripts/database/migrate';
import { deleteEmbeddedPostgres, startEmbeddedPostgres } from '@/scripts/local/embedded-postgres';
import { benchContext } from './bench-context';
import { hundredth, median, tenth, timed } from './big-world';

const at = process.argv.indexOf('--recipients');
const recipients = at === -1 ? 400_000 : Number(process.argv[at + 1]);
const rounds = 7;
const splits = ['country', 'company', 'custom.size', 'custom.points', 'tags', 'lists'];
const doors = [
  'split=contact.country&f.part=any:=de',
  'split=contact.country&f.part=any:=de&f.result=any:clicked',
  'split=contact.tags&f.part=any:=Tag 3',
  'split=contact.lists&f.part=any:empty',
  'f.link=any:https://shop.example/1',
  'f.result=any:ordered',
];

const folder = mkdtempSync(join(tmpdir(), 'dotbridge-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
try {
  await migrate(server.url());
  const db = openDb(server.url(), { poolSize: 4 });
  const ctx = benchContext(db);
  const id = await seed(ctx);
  const results: Record<string, Awaited<ReturnType<typeof ask>>> = {};
  for (const name of splits)
    results[`split by ${name}`] = await ask(() =>
      splitAudience(ctx, id, readRecipientAsk({ split: `contact.${name}` })),
    );
  for (const search of doors)
    results[search] = await ask(() => {
      const params = new URLSearchParams(search);
      return listRecipients(ctx, id, parseTableQuery(params, recipientGrid.table), readRecipientAsk(params));
    });
  results.feed = await ask(() => campaignFeed(ctx, { id }));
  const byHand = await ask(() => countByHand(ctx, id));
  console.table({ ...results, 'country, counted by hand': byHand });
  const ratio = hundredth((results['split by country']?.p50 ?? 0) / byHand.p50);
  console.log(`A split by country takes ${ratio} times what counting it by hand does.`);
  console.log(JSON.stringify({ bench: 'audience', recipients, results, byHand, ratio }));
  await db.close();
} finally {
  await server.stop();
  await deleteEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

async function ask(question: () => Promise<unknown>) {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) ms.push((await timed(question)).ms);
  return { p50: tenth(median(ms)), slowest: tenth(Math.max(...ms)) };
}

/** The same people and results by one plain statement that knows of no machines, no spellings and no rest. */
async function countByHand({ db }: Context, id: string): Promise<void> {
  await db.pool.query(
    `SELECT r.country, count(*), count(*) FILTER (WHERE NOT c.soft_bounced AND NOT c.hard_bounced), count(*) FILTER (WHERE c.open_count > 0),
       count(*) FILTER (WHERE c.click_count > 0), count(*) FILTER (WHERE c.unsubscribed)
     FROM campaign_recipients c LEFT JOIN crm_records r ON r.email_key = c.email_key AND r.entity = 'contact' AND r.deleted_at IS NULL
     WHERE c.campaign_id = $1 GROUP BY 1`,
    [id],
  );
}

async function seed({ db: { pool, prisma } }: Context): Promise<string> {
  const run = (text: string, values: unknown[] = []) => pool.query(text, values);
  await run(`INSERT INTO custom_fields (entity, key, label, type) VALUES
    ('contact', 'size', 'Size', 'text'), ('contact', 'points', 'Points', 'number')`);
  await run(`INSERT INTO crm_records (entity, email, email_key, first_name, last_name, country, company, custom, updated_at)
    SELECT 'contact', 'p' || n || '@x.example', 'p' || n || '@x.example', 'First' || n, 'Last' || n,
      (ARRAY['DE','GB','FR','US','NL',NULL])[1 + n % 6], 'Company ' || n % 50000,
      jsonb_build_object('size', (ARRAY['S','M','L','XL'])[1 + n % 4], 'points', n % 100, 'note', repeat('x', 100)), now()
    FROM generate_series(1, 1000000) n`);
  await run(`INSERT INTO tags (name) SELECT 'Tag ' || n FROM generate_series(1, 30) n`);
  await run(`INSERT INTO record_tags SELECT id, (SELECT min(id) FROM tags) + (id * 7 + k) % 30
    FROM crm_records, generate_series(0, 1) k WHERE id % 2 = 0 ON CONFLICT DO NOTHING`);
  for (const n of [1, 2, 3]) {
    const { id: listId } = await prisma.marketingList.create({
      data: { name: `List ${n}`, entity: 'contact', type: 'manual', filter: {} },
    });
    await run(
      'INSERT INTO list_items (list_id, record_id, in_filter) SELECT $1, id, TRUE FROM crm_records WHERE id % 4 < $2',
      [listId, n],
    );
  }
  const { id: integrationId } = await prisma.integration.create({ data: { name: 'Bench', username: 'x' } });
  const sentAt = new Date();
  const { id: campaignId } = await prisma.emailCampaign.create({
    data: { integrationId, dotdigitalId: 1, name: 'Bench', status: 'Sent', sentAt },
  });
  await run(
    `INSERT INTO campaign_recipients (campaign_id, dotdigital_contact_id, email_key, open_count, click_count, sent_at, unsubscribed, soft_bounced)
     SELECT $1, n, 'p' || (n * 7) % 1000000 + 1 || '@x.example', n % 3, (n % 10 = 0)::int, now(), n % 400 = 1, n % 50 = 2
     FROM generate_series(1, $2::int) n`,
    [campaignId, recipients],
  );
  await run(
    `INSERT INTO campaign_opens (campaign_id, dotdigital_contact_id, opened_at, email_key)
     SELECT campaign_id, dotdigital_contact_id, sent_at + (dotdigital_contact_id % 80000 + k) * interval '1 second', email_key
     FROM campaign_recipients, generate_series(1, open_count) k`,
  );
  await run(
    `INSERT INTO campaign_clicks (campaign_id, dotdigital_contact_id, clicked_at, url, url_hash, email_key)
     SELECT campaign_id, dotdigital_contact_id, sent_at + dotdigital_contact_id % 80000 * interval '1 second', url, decode(md5(url), 'hex'), email_key
     FROM campaign_recipients, LATERAL (SELECT 'https://shop.example/' || dotdigital_contact_id % 20 AS url) u WHERE click_count > 0`,
  );
  await recountCampaign(prisma, campaignId);
  await run('VACUUM (ANALYZE)');
  return String(campaignId);
}
