import { visibleCampaigns, type Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import type { Machines } from './figures';
import type { SinceSending } from './schemas';

const { sql } = Prisma;

const hourMs = 3_600_000;
/** So many points that a shape shows. */
const maxPoints = 200;

type Asked = { ids: readonly string[]; hours: number; machines?: Machines };
type Row = { id: bigint; begunAt: Date; hour: number | null; opens: number; clicks: number };

/**
 * Opens and clicks until each hour after sending, added up, of campaigns side by side. From the kept quarters of an hour, so it begins with
 * that of sending. An hour that has not begun yet is not told.
 */
export async function sinceSending(
  ctx: Context,
  { ids, hours, machines = 'out' }: Asked,
): Promise<SinceSending> {
  permit(ctx, 'statistics.read');
  const people = machines === 'in' ? sql`TRUE` : sql`NOT s.by_machine`;
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT c.id, b.at AS "begunAt", floor(extract(epoch FROM s.slot_at - b.at) / 3600)::int AS hour,
      coalesce(sum(s.count) FILTER (WHERE s.kind = 'open'), 0)::int AS opens,
      coalesce(sum(s.count) FILTER (WHERE s.kind = 'click'), 0)::int AS clicks
    FROM email_campaigns c LEFT JOIN campaign_totals t ON t.campaign_id = c.id
    CROSS JOIN LATERAL (SELECT date_bin('15 minutes', coalesce(c.sent_at, t.first_sent_at), '2000-01-01Z') AS at) b
    LEFT JOIN campaign_slots s ON s.campaign_id = c.id AND ${people} AND s.slot_at < b.at + make_interval(hours => ${hours})
    WHERE c.id = ANY(${ids.map(BigInt)}::bigint[]) AND b.at IS NOT NULL AND ${visibleCampaigns(ctx)}
    GROUP BY 1, 2, 3`;
  const step = Math.ceil(hours / maxPoints);
  const told = Array.from({ length: Math.floor(hours / step) + 1 }, (_, n) => n * step);
  const now = ctx.now().getTime();
  return {
    hours: told,
    series: ids.map((id) => {
      const own = rows.filter((row) => String(row.id) === id);
      const begunAt = own[0]?.begunAt.getTime();
      const until = (what: 'opens' | 'clicks') =>
        told.map((hour) => {
          if (begunAt === undefined || begunAt + Math.max(hour - step, 0) * hourMs > now) return null;
          return own.reduce((sum, row) => (row.hour !== null && row.hour < hour ? sum + row[what] : sum), 0);
        });
      return { id, opens: until('opens'), clicks: until('clicks') };
    }),
  };
}
