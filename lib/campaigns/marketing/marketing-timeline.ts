import { visibleCampaigns, type Context } from '../../context';
import { Prisma } from '../../db';
import { permit } from '../../permissions';
import type { Machines } from '../figures';
import { knownZone } from '../internal';
import { fitting, slotsOverTime } from '../opens-and-clicks-over-time';
import type { MarketingTimeline } from '../schemas';
import { requireSeenMarketing } from '../internal';
import { shownUnder } from './people-sql';

const { sql } = Prisma;

type Send = { id: bigint; name: string; at: Date | null; zone: string | null; seen: boolean };

/** Opens and clicks per day (of years, per week) over all its email campaigns, and when each was sent. Of several accounts' zones, UTC. */
export async function marketingTimeline(
  ctx: Context,
  { id, machines = 'out' }: { id: string; machines?: Machines },
): Promise<MarketingTimeline> {
  permit(ctx, 'statistics.read');
  const { prisma } = ctx.db;
  await requireSeenMarketing(ctx, prisma, BigInt(id));
  const campaigns = await prisma.$queryRaw<Send[]>`
    SELECT c.id, c.name, coalesce(c.sent_at, t.first_sent_at) AS at, i.time_zone AS zone, ${visibleCampaigns(ctx)} AS seen
    FROM ${shownUnder(sql`${BigInt(id)}`)} ORDER BY at, c.id`;
  const sends = campaigns.flatMap(({ id: of, name, at, seen }) =>
    at === null || !seen ? [] : [{ id: String(of), name, at }],
  );
  const zones = new Set(campaigns.map(({ zone }) => knownZone(zone)));
  const timeZone = zones.size === 1 ? ([...zones][0] ?? 'UTC') : 'UTC';
  const ids = campaigns.map((one) => one.id);
  const people = machines === 'in' ? sql`TRUE` : sql`NOT by_machine`;
  const [span] = await prisma.$queryRaw<{ first: Date | null; last: Date | null; count: number }[]>`
    SELECT least(min(slot_at), ${sends[0]?.at ?? null}::timestamptz) AS first,
      greatest(max(slot_at), ${sends.at(-1)?.at ?? null}::timestamptz) AS last, coalesce(sum(count), 0)::int AS count
    FROM campaign_slots WHERE campaign_id = ANY(${ids}::bigint[]) AND ${people}`;
  const told = sends.map((one) => ({ ...one, at: one.at.toISOString() }));
  if (!span?.first || !span.last) return { per: 'day', timeZone, points: [], sends: told };
  const per = fitting('day', span);
  const points = await slotsOverTime(prisma, ids, { ...span, per, timeZone, people });
  return {
    per,
    timeZone,
    points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
    sends: told,
  };
}
