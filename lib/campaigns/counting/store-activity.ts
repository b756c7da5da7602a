import { Prisma, type Prisma as PrismaTypes, type Tx } from '../../db';
import { emailKey } from '../../email-key';
import { clientOf } from './client-of';
import { ruleOfRequest } from './machine-rules';
import { lockCampaign, refreshPeople } from './refresh-people';
import { addClients, addLinks, addSlots } from './rollups-sql';
import { keepTotals } from './totals-sql';

export type SeenActivity = {
  contactId: number;
  email: string;
  numOpens: number;
  numClicks: number;
  numReplies: number;
  numForwards: number;
  numPageViews: number;
  dateSent: Date | null;
  dateFirstOpened: Date | null;
  dateLastOpened: Date | null;
  unsubscribed: boolean;
  softBounced: boolean;
  hardBounced: boolean;
};

export type SeenOpen = {
  contactId: number;
  email: string;
  dateOpened: Date;
  mailClient: string;
  userAgent: string;
  /** Tells machines from people, and is not kept. */
  ipAddress: string;
};
export type SeenClick = {
  contactId: number;
  email: string;
  url: string;
  dateClicked: Date;
  userAgent: string;
  ipAddress: string;
};

type Stored = { changedCount: number; refused: string[] };

/**
 * One row per recipient with counters that grow at Dotdigital: replaced, never added, so that a row that comes twice counts once.
 * Equal rows are not rewritten. The campaign's totals go with them. `newKeys`: people first seen as recipients by this call.
 */
export async function storeActivities(
  tx: Tx,
  input: {
    campaignId: bigint;
    rows: readonly SeenActivity[];
    /** false: nobody asks who is new, so nobody is named. */ namesNew?: boolean;
  },
): Promise<Stored & { newKeys: string[] }> {
  const { campaignId } = input;
  const { json, refused } = stage(
    input.rows,
    (row) => row.contactId,
    (row) => row,
  );
  await lockCampaign(tx, campaignId);
  const [stored] = await tx.$queryRaw<
    { changed: number; newKeys: string[] | null; active: number[] | null; isRedated: boolean | null }[]
  >`
    WITH given AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${json}::json) AS r("contactId" int, key text, "numOpens" int, "numClicks" int, "numReplies" int,
        "numForwards" int, "numPageViews" int, "dateSent" timestamptz(3), "dateFirstOpened" timestamptz(3),
        "dateLastOpened" timestamptz(3), unsubscribed boolean, "softBounced" boolean, "hardBounced" boolean)),
    became AS (
      INSERT INTO campaign_recipients AS c (campaign_id, dotdigital_contact_id, email_key, open_count, click_count, reply_count,
        forward_count, page_view_count, sent_at, first_opened_at, last_opened_at, unsubscribed, soft_bounced, hard_bounced)
      SELECT ${campaignId}, r."contactId", r.key, r."numOpens", r."numClicks", r."numReplies", r."numForwards",
        r."numPageViews", r."dateSent", r."dateFirstOpened", r."dateLastOpened", r.unsubscribed, r."softBounced", r."hardBounced"
      FROM given r
      ON CONFLICT (campaign_id, dotdigital_contact_id) DO UPDATE SET ${replaceAll}
      WHERE ${differs}
      RETURNING c.*),
    was AS (
      SELECT c.* FROM campaign_recipients c JOIN became ON became.dotdigital_contact_id = c.dotdigital_contact_id
      WHERE c.campaign_id = ${campaignId}),
    totals AS (${keepTotals(campaignId)})
    SELECT count(*)::int AS changed, bool_or(was.sent_at IS DISTINCT FROM b.sent_at AND was.campaign_id IS NOT NULL) AS "isRedated",
      array_agg(b.email_key) FILTER (WHERE was.campaign_id IS NULL AND ${input.namesNew ?? true}) AS "newKeys",
      array_agg(b.dotdigital_contact_id) FILTER (WHERE was.campaign_id IS NULL AND (${didSomething('campaign_opens')} OR ${didSomething('campaign_clicks')})) AS active
    FROM became b LEFT JOIN was ON was.dotdigital_contact_id = b.dotdigital_contact_id`;
  await refreshPeople(tx, campaignId, stored?.active ?? []);
  if (stored?.isRedated === true)
    await tx.$executeRaw`
      UPDATE campaign_totals SET first_sent_at = (SELECT min(sent_at) FROM campaign_recipients WHERE campaign_id = ${campaignId})
      WHERE campaign_id = ${campaignId}`;
  return { changedCount: stored?.changed ?? 0, refused, newKeys: stored?.newKeys ?? [] };
}

/** Of a recipient `b` who is told only now, though a machine acted in their name. */
const didSomething = (table: 'campaign_opens' | 'campaign_clicks'): PrismaTypes.Sql => Prisma.sql`
  EXISTS (SELECT FROM ${Prisma.raw(table)} x WHERE x.campaign_id = b.campaign_id
    AND x.dotdigital_contact_id = b.dotdigital_contact_id AND x.machine_rule IS NOT NULL)`;

/** Opens carry no id at Dotdigital: one contact at one instant is one open. What is counted by time and by client goes with them. */
export async function storeOpens(
  tx: Tx,
  { campaignId, rows }: { campaignId: bigint; rows: readonly SeenOpen[] },
): Promise<Stored> {
  const client = remembered(clientOf);
  const rule = remembered((userAgent: string, ipAddress: string) =>
    ruleOfRequest({ kind: 'open', userAgent, ipAddress }),
  );
  const { json, refused } = stage(
    rows,
    (row) => `${row.contactId} ${row.dateOpened.getTime()}`,
    ({ ipAddress, ...row }) => ({
      ...row,
      ...client(row.mailClient, row.userAgent),
      rule: rule(row.userAgent, ipAddress),
    }),
  );
  await lockCampaign(tx, campaignId);
  const [stored] = await tx.$queryRaw<{ changed: number; people: number[] | null }[]>`
    WITH stored AS (
      INSERT INTO campaign_opens AS o (campaign_id, dotdigital_contact_id, opened_at, email_key, mail_client, user_agent, client, device,
        machine_rule)
      SELECT ${campaignId}, r."contactId", r."dateOpened", r.key, r."mailClient", r."userAgent", r.client, r.device, r.rule
      FROM json_to_recordset(${json}::json) AS r("contactId" int, key text, "dateOpened" timestamptz(3), "mailClient" text,
        "userAgent" text, client text, device text, rule text)
      ON CONFLICT DO NOTHING
      RETURNING o.*),
    slots AS (${addSlots('open', Prisma.sql`stored`)}),
    clients AS (${addClients(Prisma.sql`stored`)})
    ${peopleOfStored}`;
  await refreshPeople(tx, campaignId, stored?.people ?? []);
  return { changedCount: stored?.changed ?? 0, refused };
}

/** One contact on one link at one instant is one click. What is counted by time and by link goes with them. */
export async function storeClicks(
  tx: Tx,
  { campaignId, rows }: { campaignId: bigint; rows: readonly SeenClick[] },
): Promise<Stored> {
  const rule = remembered((userAgent: string, ipAddress: string) =>
    ruleOfRequest({ kind: 'click', userAgent, ipAddress }),
  );
  const { json, refused } = stage(
    rows,
    (row) => `${row.contactId} ${row.dateClicked.getTime()} ${row.url}`,
    ({ ipAddress, ...row }) => ({ ...row, rule: rule(row.userAgent, ipAddress) }),
  );
  await lockCampaign(tx, campaignId);
  const [stored] = await tx.$queryRaw<{ changed: number; people: number[] | null }[]>`
    WITH stored AS (
      INSERT INTO campaign_clicks AS k (campaign_id, dotdigital_contact_id, clicked_at, url, url_hash, email_key, user_agent, machine_rule)
      SELECT ${campaignId}, r."contactId", r."dateClicked", r.url, decode(md5(r.url), 'hex'), r.key, r."userAgent", r.rule
      FROM json_to_recordset(${json}::json)
        AS r("contactId" int, key text, "dateClicked" timestamptz(3), url text, "userAgent" text, rule text)
      ON CONFLICT DO NOTHING
      RETURNING k.*),
    slots AS (${addSlots('click', Prisma.sql`stored`)}),
    links AS (${addLinks(Prisma.sql`stored`, 'some')})
    ${peopleOfStored}`;
  await refreshPeople(tx, campaignId, stored?.people ?? []);
  return { changedCount: stored?.changed ?? 0, refused };
}

/** Whose part of machines may have changed: only theirs is looked at again. */
const peopleOfStored = Prisma.sql`
  SELECT count(*)::int AS changed,
    array_agg(DISTINCT s.dotdigital_contact_id) FILTER (WHERE s.machine_rule IS NOT NULL OR r.machine_open_count > 0) AS people
  FROM stored s LEFT JOIN campaign_recipients r ON r.campaign_id = s.campaign_id AND r.dotdigital_contact_id = s.dotdigital_contact_id`;

const counters = Prisma.raw(
  [
    'email_key',
    'open_count',
    'click_count',
    'reply_count',
    'forward_count',
    'page_view_count',
    'sent_at',
    'first_opened_at',
    'last_opened_at',
    'unsubscribed',
    'soft_bounced',
    'hard_bounced',
  ].join(', '),
);
const columnsOf = (alias: string): PrismaTypes.Sql =>
  Prisma.raw(
    counters.sql
      .split(', ')
      .map((name) => `${alias}.${name}`)
      .join(', '),
  );
const replaceAll = Prisma.raw(
  counters.sql
    .split(', ')
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);
const differs = Prisma.sql`(${columnsOf('c')}) IS DISTINCT FROM (${columnsOf('excluded')})`;

/** The last of rows that are the same thing; rows whose address is none are set aside, the page goes on. */
function stage<Row extends { email: string }>(
  rows: readonly Row[],
  identity: (row: Row) => string | number,
  kept: (row: Row) => object,
) {
  const last = new Map<string | number, object>();
  const refused: string[] = [];
  for (const row of rows) {
    const key = emailKey(row.email);
    if (key === null) refused.push(row.email);
    else last.set(identity(row), { ...kept(row), key });
  }
  return { json: JSON.stringify([...last.values()]), refused };
}

/** The same few programs ask again and again. */
function remembered<Answer>(ask: (one: string, other: string) => Answer): typeof ask {
  const answers = new Map<string, Answer>();
  return (one, other) => {
    const key = `${one}\n${other}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(one, other);
    answers.set(key, answer);
    return answer;
  };
}
