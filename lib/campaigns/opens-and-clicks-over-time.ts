import type { Context } from '../context';
import { Prisma, type Tx } from '../db';
import { permit } from '../permissions';
import type { Machines } from './figures';
import { fetchCampaign } from './internal';
import type { CampaignTimeline, TimelineStep } from './schemas';

const { sql } = Prisma;
const maxPoints = 1_000;
/** More than these are told by the quarter of an hour from the beginning. */
const maxByMinute = 50_000;

type Input = { id: string; machines?: Machines; per?: 'hour' | 'day' };
type Span = { first: Date | null; last: Date | null; count: number };

/**
 * Opens and clicks per hour or day of the account's zone (per minutes while the campaign is young), times without any included. From the kept
 * quarters of an hour, which every zone's hours are made of; minutes from the opens and clicks themselves, while they are few.
 */
export async function opensAndClicksOverTime(ctx: Context, input: Input): Promise<CampaignTimeline> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  const campaignId = BigInt(input.id);
  const { timeZone, sentAt } = await fetchCampaign(ctx, prisma, campaignId);
  const people = input.machines === 'in' ? sql`TRUE` : sql`NOT by_machine`;
  const [span] = await prisma.$queryRaw<Span[]>`
    SELECT least(min(slot_at), ${sentAt}::timestamptz) AS first, greatest(max(slot_at), ${sentAt}::timestamptz) AS last,
      coalesce(sum(count), 0)::int AS count
    FROM campaign_slots WHERE campaign_id = ${campaignId} AND ${people}`;
  if (!span?.first || !span.last || span.count === 0) return { per: 'hour', timeZone, points: [] };
  const per = fitting(input.per ?? stepFor(span), span);
  const points =
    per === 'minute'
      ? await byMinute(prisma, campaignId, span.first, input.machines)
      : await slotsOverTime(prisma, [campaignId], { ...span, per, timeZone, people });
  return { per, timeZone, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) };
}

type Point = { at: Date; opens: number; clicks: number };
type Slots = Span & { per: TimelineStep; timeZone: string; people: Prisma.Sql };

/** Of these campaigns together, times without any included. */
export async function slotsOverTime(
  tx: Tx,
  campaignIds: readonly bigint[],
  { first, last, per, timeZone, people }: Slots,
): Promise<Point[]> {
  const every = per === '15 minutes' ? per : `1 ${per}`;
  const pointOf = (time: Prisma.Sql): Prisma.Sql =>
    per === '15 minutes'
      ? sql`date_bin('15 minutes', ${time}, '2000-01-01Z')`
      : sql`date_trunc(${per}, ${time}, ${timeZone})`;
  return tx.$queryRaw<Point[]>`
    WITH points AS (
      SELECT at FROM generate_series(${pointOf(sql`${first}::timestamptz`)}, ${last}::timestamptz, ${every}::interval, ${timeZone}) AS at),
    counted AS (
      SELECT ${pointOf(sql`slot_at`)} AS at, sum(count) FILTER (WHERE kind = 'open') AS opens, sum(count) FILTER (WHERE kind = 'click') AS clicks
      FROM campaign_slots WHERE campaign_id = ANY(${[...campaignIds]}::bigint[]) AND ${people} GROUP BY 1)
    SELECT points.at, coalesce(counted.opens, 0)::int AS opens, coalesce(counted.clicks, 0)::int AS clicks
    FROM points LEFT JOIN counted USING (at) ORDER BY at`;
}

async function byMinute(
  tx: Tx,
  campaignId: bigint,
  first: Date,
  machines: Machines | undefined,
): Promise<Point[]> {
  const people = machines === 'in' ? sql`TRUE` : sql`machine_rule IS NULL`;
  return tx.$queryRaw<Point[]>`
    WITH done AS (
      SELECT date_trunc('minute', opened_at) AS at, 1 AS opens, 0 AS clicks FROM campaign_opens WHERE campaign_id = ${campaignId} AND ${people}
      UNION ALL
      SELECT date_trunc('minute', clicked_at), 0, 1 FROM campaign_clicks WHERE campaign_id = ${campaignId} AND ${people}),
    points AS (
      SELECT at FROM generate_series(
        least(date_trunc('minute', ${first}::timestamptz), (SELECT min(at) FROM done)), (SELECT max(at) FROM done), '1 minute') AS at)
    SELECT points.at, coalesce(sum(opens), 0)::int AS opens, coalesce(sum(clicks), 0)::int AS clicks
    FROM points LEFT JOIN done USING (at) GROUP BY 1 ORDER BY 1`;
}

const minutesMs = 60_000;
const hourMs = 60 * minutesMs;
const dayMs = 24 * hourMs;

const spanMs = ({ first, last }: Span): number =>
  first === null || last === null ? 0 : last.getTime() - first.getTime();

/** So many points that a shape shows, so few that each means something. */
function stepFor(span: Span): TimelineStep {
  const ms = spanMs(span);
  if (ms < hourMs && span.count <= maxByMinute) return 'minute';
  if (ms < 12 * hourMs) return '15 minutes';
  return ms <= 7 * dayMs ? 'hour' : 'day';
}

/** A longer step where the asked one would be more points than anyone can see. */
export function fitting(per: TimelineStep, span: Span): TimelineStep {
  if (per === 'hour' && spanMs(span) / hourMs > maxPoints) return 'day';
  return per === 'day' && spanMs(span) / dayMs > maxPoints ? 'week' : per;
}
