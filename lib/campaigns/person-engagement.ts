import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { permit } from '../permissions';
import { recipientCounts } from './recipient-counts';
import { addUp, noCounts, type CampaignCounts } from './figures';
import { readCounts } from './internal';
import type { PersonEngagement } from './schemas';

const { sql } = Prisma;
const maxMonths = 24;
/** Fewer opens within an hour of the week say nothing about it. */
const fewestForHour = 3;

/**
 * What one address did with the campaigns it was sent, over all integrations: in all and by the month in which they were sent, a month being
 * that of the account. Counted as a campaign's own figures are, campaigns in the place of people.
 */
export async function personEngagement(ctx: Context, emailKey: string): Promise<PersonEngagement> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const [months, bestHour, lasts] = await Promise.all([
    countMonths(prisma, emailKey),
    findBestHour(prisma, emailKey),
    findLasts(prisma, emailKey),
  ]);
  return {
    counts: addUp(months.map(({ counts }) => counts)),
    months: withoutGaps(months, ctx.now()),
    bestHour,
    lastOpenedAt: lasts?.openedAt?.toISOString() ?? null,
    lastClickedAt: lasts?.clickedAt?.toISOString() ?? null,
  };
}

const zone = sql`coalesce(nullif(i.time_zone, ''), 'UTC')`;
const sentTo = (emailKey: string): Prisma.Sql => sql`
  campaign_recipients r JOIN email_campaigns c ON c.id = r.campaign_id AND r.email_key = ${emailKey}
  JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL`;

type Month = { month: string; counts: CampaignCounts };

async function countMonths(tx: Tx, emailKey: string): Promise<Month[]> {
  const rows = await tx.$queryRaw<(CampaignCounts & { month: string })[]>`
    SELECT to_char(coalesce(r.sent_at, c.sent_at, c.created_at) AT TIME ZONE ${zone}, 'YYYY-MM') AS month, ${recipientCounts()}
    FROM ${sentTo(emailKey)} GROUP BY 1 ORDER BY 1`;
  return rows.map((row) => ({ month: row.month, counts: readCounts(row) }));
}

async function findBestHour(tx: Tx, emailKey: string): Promise<PersonEngagement['bestHour']> {
  const [best] = await tx.$queryRaw<NonNullable<PersonEngagement['bestHour']>[]>`
    SELECT extract(isodow FROM o.opened_at AT TIME ZONE ${zone})::int AS weekday, extract(hour FROM o.opened_at AT TIME ZONE ${zone})::int AS hour,
      count(*)::int AS opens
    FROM ${sentTo(emailKey)}
    JOIN campaign_opens o ON o.campaign_id = r.campaign_id AND o.dotdigital_contact_id = r.dotdigital_contact_id AND o.machine_rule IS NULL
    GROUP BY 1, 2 HAVING count(*) >= ${fewestForHour} ORDER BY 3 DESC, 1, 2 LIMIT 1`;
  return best ?? null;
}

async function findLasts(tx: Tx, emailKey: string) {
  const [lasts] = await tx.$queryRaw<{ openedAt: Date | null; clickedAt: Date | null }[]>`
    SELECT max(r.human_last_opened_at) AS "openedAt",
      max((SELECT max(k.clicked_at) FROM campaign_clicks k
        WHERE k.campaign_id = r.campaign_id AND k.dotdigital_contact_id = r.dotdigital_contact_id AND k.machine_rule IS NULL)) AS "clickedAt"
    FROM ${sentTo(emailKey)}`;
  return lasts;
}

/** From the first campaign on, two years at most, to the present month: a month without any is one in which nothing was sent. */
function withoutGaps(months: readonly Month[], now: Date): Month[] {
  const [first] = months;
  if (!first) return [];
  const known = new Map(months.map(({ month, counts }) => [month, counts]));
  const last = [now.toISOString().slice(0, 7), months.at(-1)?.month ?? ''].reduce((a, b) => (a > b ? a : b));
  const all: Month[] = [];
  for (let month = last; month >= first.month && all.length < maxMonths; month = monthBefore(month))
    all.unshift({ month, counts: known.get(month) ?? noCounts });
  return all;
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}
