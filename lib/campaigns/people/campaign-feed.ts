import { z } from 'zod';
import { visiblePeople, type Context } from '../../context';
import { Prisma } from '../../db';
import { permit } from '../../permissions';
import type { Machines } from '../figures';
import { fetchCampaign } from '../internal';
import type { CampaignFeed, FeedEvent } from '../schemas';
import { recordOf } from './recipients-sql';

const { sql } = Prisma;
const pageSize = 20;

type Found = Omit<FeedEvent, 'at' | 'recordId'> & { at: Date; recordId: bigint | null };
type Reading = {
  status: string;
  readAt: Date | null;
  nextReadAt: Date | null;
  active: boolean;
};
type Asked = { id: string; machines?: Machines; before?: string | null };

/**
 * What happened to a campaign, the latest first, walked by time. Opens and clicks have a moment of their own; an unsubscribe has one where
 * Dotdigital dates it, a bounce has none: they stand where the mail was sent.
 */
export async function campaignFeed(
  ctx: Context,
  { id, machines = 'out', before = null }: Asked,
): Promise<CampaignFeed> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const { id: campaignId } = await fetchCampaign(ctx, prisma, BigInt(id));
  const [events, [reading]] = await Promise.all([
    prisma.$queryRaw<Found[]>(eventsSql(ctx, campaignId, machines, readCursor(before))),
    prisma.$queryRaw<Reading[]>`
      SELECT e.status, k.last_success_at AS "readAt", i.next_import_at AS "nextReadAt", i.active
      FROM email_campaigns e JOIN integrations i ON i.id = e.integration_id
      LEFT JOIN import_cursors k ON k.integration_id = e.integration_id AND k.connector = 'activities' AND k.scope_id = e.dotdigital_id::text
      WHERE e.id = ${campaignId}`,
  ]);
  const page = events.slice(0, pageSize);
  const last = page.at(-1);
  return {
    events: page.map(({ at, recordId, ...event }) => ({
      ...event,
      at: at.toISOString(),
      recordId: recordId === null ? null : String(recordId),
    })),
    next: events.length > pageSize && last ? `${last.at.toISOString()} ${last.key}` : null,
    readAt: reading?.readAt?.toISOString() ?? null,
    nextReadAt: reading?.active ? (reading.nextReadAt?.toISOString() ?? null) : null,
    state: stateOf(reading),
  };
}

function stateOf(reading: Reading | undefined): CampaignFeed['state'] {
  if (reading?.active !== true) return 'account off';
  if (reading.readAt === null) return 'not read';
  return reading.status === 'Sent' ? 'sent' : 'sending';
}

type Cursor = { at: Date; key: string };

/** One that was altered is the beginning. */
function readCursor(text: string | null): Cursor | null {
  const [at = '', ...key] = (text ?? '').split(' ');
  return z.iso.datetime().safeParse(at).success ? { at: new Date(at), key: key.join(' ') } : null;
}

/** Each kind is cut by its own index before all are put together: what the page costs doesn’t grow with the campaign. */
function eventsSql(ctx: Context, campaignId: bigint, machines: Machines, cursor: Cursor | null): Prisma.Sql {
  const visible = visiblePeople(ctx, sql`x.email_key`);
  const rows = (given: {
    kind: Prisma.Sql;
    from: Prisma.Sql;
    at: Prisma.Sql;
    tie?: Prisma.Sql;
    url?: Prisma.Sql;
    own?: Prisma.Sql;
    machine?: Prisma.Sql;
    where: Prisma.Sql;
  }) => {
    const key = sql`concat_ws('-', ${given.kind}, lpad(x.dotdigital_contact_id::text, 10, '0'), ${given.tie ?? sql`NULL`})`;
    const behind =
      cursor === null
        ? sql`TRUE`
        : sql`(${given.at} <= ${cursor.at}::timestamptz AND (${given.at} < ${cursor.at}::timestamptz OR ${key} COLLATE "C" < ${cursor.key}))`;
    return sql`(
      SELECT ${given.kind} AS kind, ${given.at} AS at, ${key} COLLATE "C" AS key, x.email_key, ${given.url ?? sql`NULL::text`} AS url,
        ${given.own ?? sql`TRUE`} AS own, ${given.machine ?? sql`FALSE`} AS machine
      FROM ${given.from} WHERE x.campaign_id = ${campaignId} AND ${given.where} AND ${behind} AND ${visible}
      ORDER BY ${given.at} DESC, 3 DESC LIMIT ${pageSize + 1})`;
  };
  const people = machines === 'in' ? sql`TRUE` : sql`x.machine_rule IS NULL`;
  const sent = sql`coalesce(x.sent_at, e.sent_at, e.created_at)`;
  const recipients = sql`campaign_recipients x JOIN email_campaigns e ON e.id = x.campaign_id`;
  const byMachine = sql`x.machine_rule IS NOT NULL`;
  const dated = sql`(d.status = 'Unsubscribed' AND d.status_at >= ${sent})`;
  return sql`
    WITH page AS (
      SELECT * FROM (
        ${rows({ kind: sql`'opened'`, from: sql`campaign_opens x`, at: sql`x.opened_at`, machine: byMachine, where: people })}
        UNION ALL
        ${rows({ kind: sql`'clicked'`, from: sql`campaign_clicks x`, at: sql`x.clicked_at`, tie: sql`encode(x.url_hash, 'hex')`, url: sql`x.url`, machine: byMachine, where: people })}
        UNION ALL
        ${rows({
          kind: sql`'unsubscribed'`,
          from: sql`${recipients} LEFT JOIN dotdigital_contacts d ON d.integration_id = e.integration_id AND d.email_key = x.email_key`,
          at: sql`(CASE WHEN ${dated} THEN d.status_at ELSE ${sent} END)`,
          own: sql`coalesce(${dated}, FALSE)`,
          where: sql`x.unsubscribed`,
        })}
        UNION ALL
        ${rows({
          kind: sql`(CASE WHEN x.hard_bounced THEN 'bounced hard' ELSE 'bounced softly' END)`,
          from: recipients,
          at: sent,
          own: sql`FALSE`,
          where: sql`(x.soft_bounced OR x.hard_bounced)`,
        })}) e
      ORDER BY at DESC, key DESC LIMIT ${pageSize + 1})
    SELECT c.key, c.kind, c.at, c.own AS "isOwnTime", c.machine AS "byMachine", coalesce(r.email, c.email_key) AS email, r.name,
      r.id AS "recordId", r.entity, c.url
    FROM page c ${recordOf(ctx)} ORDER BY c.at DESC, c.key DESC`;
}
