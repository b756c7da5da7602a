import { z } from 'zod';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { type DayFrame, listDay } from '@/lib/filters';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { readKeptCount } from './kept-count';
import type { GrowthDay } from '../schemas';

/** Who joined and left on each of the last 30 days of the list's calendar, today included. */
export async function listGrowth(ctx: Context, listId: string): Promise<GrowthDay[]> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const frame = await listDay(ctx, { listId: list.id });
  const { value } = await readKeptCount(ctx, list, {
    kind: 'growth',
    basis: `${frame.zone}|${frame.today}`,
    schema: GrowthDays,
    count: (tx) => countDays(tx, list.id, frame),
  });
  return value;
}

const GrowthDays = z.array(z.object({ day: z.string(), joined: z.number(), left: z.number() }));

async function countDays(tx: Tx, listId: bigint, { zone, today }: DayFrame): Promise<GrowthDay[]> {
  const rows = await tx.$queryRaw<{ day: string; joined: bigint; left: bigint }[]>`
    WITH moves AS (
      SELECT (at AT TIME ZONE ${zone}::text)::date AS day, count(*) FILTER (WHERE kind IN ('joined', 'restored')) AS joined,
        count(*) FILTER (WHERE kind IN ('left', 'removed')) AS gone
      FROM list_events WHERE list_id = ${listId} AND at >= (${today}::text::date - 29)::timestamp AT TIME ZONE ${zone}::text GROUP BY 1)
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(m.joined, 0) AS joined, coalesce(m.gone, 0) AS left
    FROM generate_series(${today}::text::date - 29, ${today}::text::date, interval '1 day') AS d(day) LEFT JOIN moves m ON m.day = d.day
    ORDER BY d.day`;
  return rows.map(({ day, joined, left }) => ({ day, joined: Number(joined), left: Number(left) }));
}
