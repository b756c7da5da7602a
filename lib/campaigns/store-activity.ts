import { Prisma, type Prisma as PrismaTypes, type Tx } from '../db';
import { emailKey } from '../email-key';

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
};
export type SeenClick = {
  contactId: number;
  email: string;
  url: string;
  dateClicked: Date;
  userAgent: string;
};

type Stored = { changedCount: number; refused: string[] };

/**
 * One row per recipient with counters that grow at Dotdigital: replaced, never added, so that a row that comes twice counts once.
 * Equal rows are not rewritten. `newKeys`: people first seen as recipients by this call.
 */
export async function storeActivities(
  tx: Tx,
  input: {
    campaignId: bigint;
    rows: readonly SeenActivity[];
    /** false: nobody asks who is new, so nobody is named. */ namesNew?: boolean;
  },
): Promise<Stored & { newKeys: string[] }> {
  const { json, refused } = stage(input.rows, (row) => row.contactId);
  const [stored] = await tx.$queryRaw<{ changed: number; newKeys: string[] | null }[]>`
    WITH stored AS (
    INSERT INTO campaign_recipients AS c (campaign_id, dotdigital_contact_id, email_key, open_count, click_count, reply_count,
      forward_count, page_view_count, sent_at, first_opened_at, last_opened_at, unsubscribed, soft_bounced, hard_bounced)
    SELECT ${input.campaignId}, r."contactId", r.key, r."numOpens", r."numClicks", r."numReplies", r."numForwards",
      r."numPageViews", r."dateSent", r."dateFirstOpened", r."dateLastOpened", r.unsubscribed, r."softBounced", r."hardBounced"
    FROM json_to_recordset(${json}::json) AS r("contactId" int, key text, "numOpens" int, "numClicks" int, "numReplies" int,
      "numForwards" int, "numPageViews" int, "dateSent" timestamptz(3), "dateFirstOpened" timestamptz(3),
      "dateLastOpened" timestamptz(3), unsubscribed boolean, "softBounced" boolean, "hardBounced" boolean)
    ON CONFLICT (campaign_id, dotdigital_contact_id) DO UPDATE SET ${replaceAll}
    WHERE ${differs}
    RETURNING email_key, xmax = 0 AS is_new)
    SELECT count(*)::int AS changed, array_agg(email_key) FILTER (WHERE is_new AND ${input.namesNew ?? true}) AS "newKeys" FROM stored`;
  return { changedCount: stored?.changed ?? 0, refused, newKeys: stored?.newKeys ?? [] };
}

/** Opens carry no id at Dotdigital: one contact at one instant is one open. */
export async function storeOpens(
  tx: Tx,
  input: { campaignId: bigint; rows: readonly SeenOpen[] },
): Promise<Stored> {
  const { json, refused } = stage(input.rows, (row) => `${row.contactId} ${row.dateOpened.getTime()}`);
  const changedCount = await tx.$executeRaw`
    INSERT INTO campaign_opens (campaign_id, dotdigital_contact_id, opened_at, email_key, mail_client, user_agent)
    SELECT ${input.campaignId}, r."contactId", r."dateOpened", r.key, r."mailClient", r."userAgent"
    FROM json_to_recordset(${json}::json)
      AS r("contactId" int, key text, "dateOpened" timestamptz(3), "mailClient" text, "userAgent" text)
    ON CONFLICT DO NOTHING`;
  return { changedCount, refused };
}

/** One contact on one link at one instant is one click. */
export async function storeClicks(
  tx: Tx,
  input: { campaignId: bigint; rows: readonly SeenClick[] },
): Promise<Stored> {
  const { json, refused } = stage(
    input.rows,
    (row) => `${row.contactId} ${row.dateClicked.getTime()} ${row.url}`,
  );
  const changedCount = await tx.$executeRaw`
    INSERT INTO campaign_clicks (campaign_id, dotdigital_contact_id, clicked_at, url, url_hash, email_key, user_agent)
    SELECT ${input.campaignId}, r."contactId", r."dateClicked", r.url, decode(md5(r.url), 'hex'), r.key, r."userAgent"
    FROM json_to_recordset(${json}::json)
      AS r("contactId" int, key text, "dateClicked" timestamptz(3), url text, "userAgent" text)
    ON CONFLICT DO NOTHING`;
  return { changedCount, refused };
}

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
function stage<Row extends { email: string }>(rows: readonly Row[], identity: (row: Row) => string | number) {
  const last = new Map<string | number, Omit<Row, 'email'> & { key: string }>();
  const refused: string[] = [];
  for (const row of rows) {
    const key = emailKey(row.email);
    if (key === null) refused.push(row.email);
    else last.set(identity(row), { ...row, key });
  }
  return { json: JSON.stringify([...last.values()]), refused };
}
