import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { Change } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { Context } from '@/lib/context';
import { listGrowth } from '@/lib/marketing-lists';
import { packRows } from '@/lib/packed-rows';

type GrowthChartProps = { ctx: Context; list: { id: string; memberCount: number; createdAt: string } };

/** Who came and went, and what came of it: each day's people are today's without what happened since. */
export async function GrowthCharts({ ctx, list }: GrowthChartProps) {
  const days = await listGrowth(ctx, list.id);
  const net = days.reduce((sum, { joined, left }) => sum + joined - left, 0);
  const counts = days.map(
    (_, n) => list.memberCount - days.slice(n + 1).reduce((sum, { joined, left }) => sum + joined - left, 0),
  );
  const partial = (days[0]?.day ?? '') < list.createdAt.slice(0, 10) && (
    <>
      The list was made on <Time at={list.createdAt} as="day" />: there is nothing before.
    </>
  );
  return (
    <>
      <AreaTimeChart
        title="Joined and left"
        series={[
          { key: 'joined', label: 'joined' },
          { key: 'left', label: 'left' },
        ]}
        points={packRows(
          days.map(({ day, joined, left }) => ({ at: `${day}T12:00:00Z`, values: { joined, left } })),
        )}
        every="day"
        straight
        height={140}
        note={
          <>
            per day, 30 days; net <Change value={net} />
          </>
        }
        partial={partial}
        empty="Nobody has joined or left in these 30 days."
      />
      <AreaTimeChart
        title="People on the list"
        series={[{ key: 'people', label: 'people' }]}
        points={packRows(
          days.map(({ day }, n) => ({
            at: `${day}T12:00:00Z`,
            values: { people: Math.max(0, counts[n] ?? 0) },
          })),
        )}
        every="day"
        straight
        height={140}
        note="at the end of each day"
        partial={partial}
        empty="Nobody was on it in these 30 days."
      />
    </>
  );
}
