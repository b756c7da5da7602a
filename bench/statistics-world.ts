import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Context } from '@/lib/context';
import { insertPeopleForGrids } from './people-for-grids';

export type StatisticsWorld = { campaignIds: string[]; marketingId: string; activities: number };

const campaignCount = 500;
const umbrellaOf = 50;
const days = 3 * 365;
const links = 12;
/** Of each 20 activities so many are recipients, opens and clicks. */
const parts = { recipients: 12, opens: 6, clicks: 2 };

/**
 * 500 campaigns of three years, 50 of them under each marketing campaign, with recipients, opens and clicks written by COPY as an import leaves
 * them, but for what is counted of them.
 */
export async function seedStatistics(ctx: Context, activities: number): Promise<StatisticsWorld> {
  const { prisma, pool } = ctx.db;
  const kept = await findStatistics(ctx);
  if (kept) return kept;
  const recipients = Math.max(1, Math.round((activities * parts.recipients) / 20 / campaignCount));
  const people = Math.max(10_000, Math.round(recipients * 4));
  await insertPeopleForGrids(ctx.db, people);
  const { rows } = await pool.query<{ id: string; marketing_id: string }>(
    `WITH account AS (INSERT INTO integrations (name, username, active, time_zone, updated_at) VALUES ('Much read', 'bench', false, 'Europe/London', now()) RETURNING id),
     umbrellas AS (INSERT INTO marketing_campaigns (name, code, updated_at) SELECT 'Season ' || n, 'season-' || n, now() FROM generate_series(0, $1::int / $2::int) n RETURNING id, name)
     INSERT INTO email_campaigns (integration_id, dotdigital_id, marketing_campaign_id, had_marketing_campaign, name, subject, status, sent_at)
     SELECT account.id, n, u.id, true, 'Mailing ' || n, 'News ' || n, 'Sent', now() - ($1::int - n) * ($3::int / $1::float) * interval '1 day' - interval '2 days'
     FROM account, generate_series(1, $1::int) n JOIN umbrellas u ON u.name = 'Season ' || n / $2::int
     ORDER BY n RETURNING id, marketing_campaign_id AS marketing_id`,
    [campaignCount, umbrellaOf, days],
  );
  const campaigns = await prisma.emailCampaign.findMany({
    where: { id: { in: rows.map(({ id }) => BigInt(id)) } },
    orderBy: { id: 'asc' },
    select: { id: true, sentAt: true },
  });
  const client = await pool.connect();
  try {
    const written = { recipients: 0, opens: 0, clicks: 0 };
    await withoutIndexes(client, ['campaign_recipients', 'campaign_opens', 'campaign_clicks'], async () => {
      const each = (line: (campaign: { id: bigint; sent: number }, n: number) => string[]) =>
        (function* () {
          for (const { id, sentAt } of campaigns)
            for (let n = 0; n < recipients; n += 1) yield* line({ id, sent: sentAt?.getTime() ?? 0 }, n);
        })();
      const personOf = (id: bigint, n: number): number => 1 + Number((BigInt(n) * 4n + id) % BigInt(people));
      written.recipients = await copy(client, recipientColumns, each(recipientLine(personOf)));
      written.opens = await copy(client, openColumns, each(openLines(personOf)));
      written.clicks = await copy(client, clickColumns, each(clickLines(personOf)));
    });
    await client.query('VACUUM (ANALYZE) campaign_recipients, campaign_opens, campaign_clicks');
    await client.query(
      `INSERT INTO campaign_totals (campaign_id, recipient_count, delivered_count, opener_count, open_count, clicker_count, click_count, replier_count,
         forward_count, page_view_count, unsubscribed_count, soft_bounced_count, hard_bounced_count)
       SELECT id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM email_campaigns`,
    );
    return {
      campaignIds: campaigns.map(({ id }) => String(id)),
      marketingId: rows.at(-1 - umbrellaOf)?.marketing_id ?? '',
      activities: written.recipients + written.opens + written.clicks,
    };
  } finally {
    client.release();
  }
}

/** What an earlier run wrote into a cluster that was kept. */
async function findStatistics(ctx: Context): Promise<StatisticsWorld | null> {
  const campaigns = await ctx.db.prisma.emailCampaign.findMany({
    where: { integration: { username: 'bench' } },
    orderBy: { id: 'asc' },
    select: { id: true, marketingCampaignId: true },
  });
  const { rows } = await ctx.db.pool.query<{ activities: number }>(
    `SELECT ((SELECT count(*) FROM campaign_recipients) + (SELECT count(*) FROM campaign_opens) + (SELECT count(*) FROM campaign_clicks))::int AS activities`,
  );
  return campaigns.length === 0
    ? null
    : {
        campaignIds: campaigns.map(({ id }) => String(id)),
        marketingId: String(campaigns.at(-1 - umbrellaOf)?.marketingCampaignId ?? ''),
        activities: rows[0]?.activities ?? 0,
      };
}

type Campaign = { id: bigint; sent: number };
type PersonOf = (id: bigint, n: number) => number;

const iso = (ms: number): string => new Date(ms).toISOString();
const addressOf = (person: number): string =>
  person % 50 === 0 ? `nobody-${person}@mail.example` : `p${person}@firm-${person % 9973}.example`;
/** Half open it, one in ten of these twice; a tenth of the opens is a machine's. Most come in the first hours. */
const opensOf = (n: number): number => (n % 2 === 0 ? (n % 20 === 0 ? 2 : 1) : 0);
const clicksOf = (n: number): number => (n % 12 === 0 ? 2 : 0);
const opensAt = ({ sent }: Campaign, n: number, k: number): number =>
  sent + 60_000 + Math.round(((n * 7919) % 10_007) ** 3 / 6e6) * 1_000 + k * 7_000_000;
const isMachine = (n: number): boolean => n % 22 === 2;

const agents = [
  {
    client: 'Gmail',
    device: 'unknown',
    agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  },
  {
    client: 'Apple iPhone',
    device: 'mobile',
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  {
    client: 'Outlook',
    device: 'desktop',
    agent:
      'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/8.0; .NET4.0C; .NET4.0E; Microsoft Outlook 16.0.5000; ms-office; MSOffice rmj)',
  },
] as const;
const proxy = { client: 'Apple Mail', device: 'unknown', agent: 'Mozilla/5.0' };
const hashes = Array.from({ length: links }, (_, n) => {
  const url = `https://shop.example/page-${n}`;
  return { url, hash: `\\\\x${createHash('md5').update(url).digest('hex')}` };
});

const recipientColumns =
  'campaign_recipients (campaign_id, dotdigital_contact_id, email_key, open_count, click_count, sent_at, first_opened_at, last_opened_at, unsubscribed, soft_bounced, hard_bounced)';
const recipientLine =
  (personOf: PersonOf) =>
  (campaign: Campaign, n: number): string[] => {
    const opens = opensOf(n);
    const at = (k: number): string => (opens === 0 ? '\\N' : iso(opensAt(campaign, n, k)));
    return [
      `${campaign.id}\t${n + 1}\t${addressOf(personOf(campaign.id, n))}\t${opens}\t${clicksOf(n)}\t${iso(campaign.sent)}\t${at(0)}\t${at(opens - 1)}\t${n % 700 === 0}\t${n % 300 === 1}\t${n % 400 === 3}\n`,
    ];
  };

const openColumns =
  'campaign_opens (campaign_id, dotdigital_contact_id, opened_at, email_key, mail_client, user_agent, client, device, machine_rule)';
const openLines =
  (personOf: PersonOf) =>
  (campaign: Campaign, n: number): string[] =>
    Array.from({ length: opensOf(n) }, (_, k) => {
      const with_ = isMachine(n) ? proxy : (agents[n % 3] ?? agents[0]);
      return `${campaign.id}\t${n + 1}\t${iso(opensAt(campaign, n, k))}\t${addressOf(personOf(campaign.id, n))}\t${with_.client}\t${with_.agent}\t${with_.client}\t${with_.device}\t${isMachine(n) ? 'privacy_proxy' : '\\N'}\n`;
    });

const clickColumns =
  'campaign_clicks (campaign_id, dotdigital_contact_id, clicked_at, url, url_hash, email_key, user_agent)';
const clickLines =
  (personOf: PersonOf) =>
  (campaign: Campaign, n: number): string[] =>
    Array.from({ length: clicksOf(n) }, (_, k) => {
      const link = hashes[Math.floor((((n + 12 * k) % 997) ** 2 / 997 ** 2) * links)] ?? {
        url: '',
        hash: '',
      };
      return `${campaign.id}\t${n + 1}\t${iso(opensAt(campaign, n, 0) + 60_000 * (k + 1))}\t${link.url}\t${link.hash}\t${addressOf(personOf(campaign.id, n))}\t${agents[1].agent}\n`;
    });

async function copy(client: PoolClient, into: string, lines: Iterable<string>): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${into} FROM STDIN`));
  let count = 0;
  let waiting = '';
  for (const line of lines) {
    count += 1;
    waiting += line;
    if (waiting.length < 262_144) continue;
    if (!stream.write(waiting)) await once(stream, 'drain');
    waiting = '';
  }
  stream.end(waiting);
  await finished(stream);
  return count;
}

/** Rows first, then their indexes, as everyone loads much. */
async function withoutIndexes(
  client: PoolClient,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i WHERE i.indrelid = ANY($1::regclass[]) AND NOT i.indisprimary`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}
