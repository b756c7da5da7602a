import { visibleCampaigns, visibleMarketing, type Context } from '../context';
import { Prisma, type Tx } from '../db';
import { notFound } from '../errors';
import { columnOfCount } from './count-columns';
import { countsBy, type CampaignCounts } from './figures';
import { shownStatuses, type EmailCampaignRow } from './schemas';

/** Sent ones, and those under way that have reached someone; t is campaign_totals. */
export const isShown = Prisma.sql`(c.status = 'Sent' OR (c.status = ANY(${[...shownStatuses]}) AND t.recipient_count > 0))`;

/** The columns of `CampaignCounts`, from campaign_totals or added up from several. */
export const countColumns = (wrap: 'each' | 'sum'): Prisma.Sql =>
  Prisma.raw(
    Object.entries(columnOfCount)
      .map(
        ([name, column]) =>
          `coalesce(${wrap === 'sum' ? `sum(t.${column})` : `t.${column}`}, 0)::int AS "${name}"`,
      )
      .join(', '),
  );

export const readCounts = (row: CampaignCounts): CampaignCounts => countsBy((name) => row[name]);

export type FoundCampaign = CampaignCounts & {
  id: bigint;
  name: string;
  subject: string;
  status: string;
  sentAt: Date | null;
  goneAt: Date | null;
  integrationId: bigint;
  integrationName: string;
  marketingId: bigint | null;
  marketingName: string | null;
};

export const campaignColumns = Prisma.sql`
  c.id, c.name, c.subject, c.status, coalesce(c.sent_at, t.first_sent_at) AS "sentAt", c.gone_at AS "goneAt", i.id AS "integrationId",
  i.name AS "integrationName", m.id AS "marketingId", m.name AS "marketingName", ${countColumns('each')}`;

/** An integration that was deleted takes its campaigns out of sight. */
export const campaignTables = Prisma.sql`
  email_campaigns c
  JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
  LEFT JOIN campaign_totals t ON t.campaign_id = c.id
  LEFT JOIN marketing_campaigns m ON m.id = c.marketing_campaign_id`;

type Asker = Pick<Context, 'actor'>;

/** Rows as the grid has them, of those that may be seen; `rest` begins with WHERE or a further JOIN. */
export async function selectCampaigns(asker: Asker, tx: Tx, rest: Prisma.Sql): Promise<EmailCampaignRow[]> {
  const rows = await tx.$queryRaw<FoundCampaign[]>`
    SELECT ${campaignColumns} FROM ${campaignTables} JOIN LATERAL (SELECT WHERE ${visibleCampaigns(asker)}) seen ON TRUE ${rest}`;
  return rows.map(toCampaignRow);
}

export const toCampaignRow = (row: FoundCampaign): EmailCampaignRow => ({
  id: String(row.id),
  name: row.name,
  subject: row.subject,
  status: row.status,
  sentAt: row.sentAt?.toISOString() ?? null,
  goneAt: row.goneAt?.toISOString() ?? null,
  integration: { id: String(row.integrationId), name: row.integrationName },
  marketingCampaign:
    row.marketingId === null ? null : { id: String(row.marketingId), name: row.marketingName ?? '' },
  counts: readCounts(row),
});

type Fetched = {
  id: bigint;
  name: string;
  integrationId: bigint;
  sentAt: Date | null;
  timeZone: string | null;
};

/** The campaign, or not found; what may not be seen never was. */
export async function fetchCampaign(asker: Asker, tx: Tx, id: bigint) {
  const [campaign] = await tx.$queryRaw<Fetched[]>`
    SELECT c.id, c.name, c.integration_id AS "integrationId", c.sent_at AS "sentAt", i.time_zone AS "timeZone"
    FROM email_campaigns c JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
    WHERE c.id = ${id} AND ${visibleCampaigns(asker)}`;
  if (!campaign) throw notFound('email campaign');
  return { ...campaign, timeZone: knownZone(campaign.timeZone) };
}

/** Throws for a marketing campaign that is not there, or that may not be seen. */
export async function requireSeenMarketing(asker: Asker, tx: Tx, id: bigint): Promise<void> {
  const [seen] = await tx.$queryRaw<object[]>(
    Prisma.sql`SELECT 1 FROM marketing_campaigns m WHERE m.id = ${id} AND ${visibleMarketing(asker)}`,
  );
  if (!seen) throw notFound('marketing campaign');
}

const known = new Map<string, string>();

/** A zone name PostgreSQL and Intl both know; UTC for what Dotdigital spells otherwise. */
export function knownZone(name: string | null): string {
  if (name === null || name === '') return 'UTC';
  const zone = known.get(name) ?? zoneOf(name);
  known.set(name, zone);
  return zone;
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
