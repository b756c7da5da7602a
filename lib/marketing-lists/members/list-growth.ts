import type { Context } from '@/lib/context';
import { permit } from '@/lib/permissions';
import { listDay } from '@/lib/filters';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import type { GrowthDay } from '../schemas';

/** Who joined and left on each of the last 30 days of the list's calendar, today included. */
export async function listGrowth(ctx: Context, listId: string): Promise<GrowthDay[]> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const { zone, today } = await listDay(ctx, { listId: list.id });
  const rows = await ctx.db.prisma.$queryRaw<{ day: string; joined: bigint; left: bigint }[]>`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day,
      count(e.id) FILTER (WHERE e.kind IN ('joined', 'restored')) AS joined, count(e.id) FILTER (WHERE e.kind IN ('left', 'removed')) AS left
    FROM generate_series(${today}::text::date - 29, ${today}::text::date, interval '1 day') AS d(day)
    LEFT JOIN list_events e ON e.list_id = ${list.id}
      AND e.at >= d.day::timestamp AT TIME ZONE ${zone}::text AND e.at < (d.day::timestamp + interval '1 day') AT TIME ZONE ${zone}::text
    GROUP BY d.day ORDER BY d.day`;
  return rows.map(({ day, joined, left }) => ({ day, joined: Number(joined), left: Number(left) }));
}
