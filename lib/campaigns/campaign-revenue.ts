import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { Machines } from './figures';
import { fetchCampaign, requireSeenMarketing } from './internal';
import type { CampaignRevenue, RevenueRule } from './schemas';

const { sql } = Prisma;

type Row = { currency: string | null; total: string; orders: number; buyers: number };

/**
 * Orders that recipients placed within so many days after an open or a click of theirs; each order once, however often they acted. Cancelled and
 * refunded ones are none.
 */
export async function campaignRevenue(
  ctx: Context,
  { id, days, after, machines = 'out' }: RevenueRule & { id: string; machines?: Machines },
): Promise<CampaignRevenue> {
  permit(ctx, 'statistics.read');
  const campaignId = BigInt(id);
  await fetchCampaign(ctx, ctx.db.prisma, campaignId);
  return addUpOrders(ctx, { campaigns: sql`= ${campaignId}`, days, after, machines });
}

/** The same over all email campaigns of a marketing campaign: an order counts once, and so does who placed it. */
export async function marketingRevenue(
  ctx: Context,
  { id, days, after, machines = 'out' }: RevenueRule & { id: string; machines?: Machines },
): Promise<CampaignRevenue> {
  permit(ctx, 'statistics.read');
  await requireSeenMarketing(ctx, ctx.db.prisma, BigInt(id));
  const campaigns = sql`IN (
    SELECT c.id FROM email_campaigns c JOIN integrations i ON i.id = c.integration_id AND i.deleted_at IS NULL
    WHERE c.marketing_campaign_id = ${BigInt(id)})`;
  return addUpOrders(ctx, { campaigns, days, after, machines });
}

async function addUpOrders(ctx: Context, asked: Placed): Promise<CampaignRevenue> {
  const { days, after } = asked;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    WITH ${placedOrders(asked)}
    SELECT currency, coalesce(sum(total), 0)::text AS total, count(*)::int AS orders, count(DISTINCT email_key)::int AS buyers FROM placed
    GROUP BY GROUPING SETS ((), (currency)) ORDER BY grouping(currency) DESC, sum(total) DESC, currency`;
  const [overall, ...sums] = rows;
  return {
    days,
    after,
    orders: overall?.orders ?? 0,
    buyers: overall?.buyers ?? 0,
    sums: sums.map(({ currency, total }) => ({ currency: currency ?? '', total: Number(total) })),
  };
}

/** `campaigns` stands behind the column of their ids. */
type Placed = RevenueRule & { campaigns: Prisma.Sql; machines: Machines };

/** What stands behind WITH: `placed`, each order once. */
function placedOrders({ campaigns, days, after, machines }: Placed): Prisma.Sql {
  const people = machines === 'in' ? sql`TRUE` : sql`x.machine_rule IS NULL`;
  const acted =
    after === 'click'
      ? sql`SELECT x.email_key, x.clicked_at AS at FROM campaign_clicks x WHERE x.campaign_id ${campaigns} AND ${people}`
      : sql`SELECT x.email_key, x.opened_at AS at FROM campaign_opens x WHERE x.campaign_id ${campaigns} AND ${people}`;
  return sql`
    acted AS MATERIALIZED (${acted}),
    spans AS MATERIALIZED (SELECT email_key, min(at) AS first, max(at) AS last FROM acted GROUP BY email_key),
    placed AS (
      SELECT o.id, o.currency, o.total, s.email_key FROM spans s
      JOIN crm_records r ON r.email_key = s.email_key AND r.deleted_at IS NULL
      JOIN orders o ON o.record_id = r.id AND o.status NOT IN ('cancelled', 'refunded')
        AND o.placed_at BETWEEN s.first AND s.last + make_interval(days => ${days})
      WHERE EXISTS (SELECT FROM acted a WHERE a.email_key = s.email_key
        AND o.placed_at BETWEEN a.at AND a.at + make_interval(days => ${days})))`;
}

/** The addresses of those who placed them. */
export const buyersOf = ({
  campaignId,
  ...asked
}: Omit<Placed, 'campaigns'> & { campaignId: bigint }): Prisma.Sql =>
  sql`WITH ${placedOrders({ ...asked, campaigns: sql`= ${campaignId}` })} SELECT email_key FROM placed`;
